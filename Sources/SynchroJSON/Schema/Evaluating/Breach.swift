/// Where a value breaks a schema, seen from the place at which the schema is applied; empty when it
/// does not.
struct Breach: OptionSet {
  let rawValue: UInt8

  /// At the place itself.
  static let here = Breach(rawValue: 1 << 0)
  /// At an element or member.
  static let inside = Breach(rawValue: 1 << 1)

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The same breach seen from one level up.
  var fromOutside: Breach { isEmpty ? [] : .inside }
}
