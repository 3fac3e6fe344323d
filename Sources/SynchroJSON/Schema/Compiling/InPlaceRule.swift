/// A subschema that looks at the same place of the instance.
enum InPlaceRule: Sendable {
  case ref(Int)
  /// `$dynamicRef` that found a `$dynamicAnchor`, by the anchor's number.
  case dynamicRef(Int, anchor: Int)
  /// `$dynamicRef` that acts as `$ref`.
  case staticDynamicRef(Int)
  case allOf([Int])
  case anyOf([Int])
  case oneOf([Int])
  case not(Int)
  case conditional(test: Int, then: Int?, otherwise: Int?)
}
