/// Writes small random schemas and values, since few damaged texts are still JSON. The bytes of a
/// fuzz case are the dice, so that a case stays the same for the same seed.
struct SchemaSketch {
  private let dice: [UInt8]
  private var position = 0

  init(_ dice: [UInt8]) {
    self.dice = dice
  }

  /// A schema whose references lead to itself, its definitions and its anchors.
  mutating func schema() -> String {
    let definitions = ["a", "b"].map { name in
      let anchor = roll(2) == 0 ? "\"$dynamicAnchor\":\"m\"" : "\"$anchor\":\"p\(name)\""
      let id = roll(3) == 0 ? ",\"$id\":\"http://a/\(name)\"" : ""
      return "\"\(name)\":{\(anchor)\(id),\(keywords(2))}"
    }
    return "{\"$id\":\"http://a/r\",\"$dynamicAnchor\":\"m\",\(keywords(3)),"
      + "\"$defs\":{\(definitions.joined(separator: ","))}}"
  }

  /// A value of the few names and numbers that the schemas speak about.
  mutating func value(_ depth: Int = 3) -> String {
    switch roll(depth > 0 ? 8 : 5) {
    case 0: return pick(["null", "true", "false"])
    case 1, 2: return pick(["0", "1", "1.0", "-2", "0.5", "1e400", "10e-1"])
    case 3, 4: return pick(["\"\"", "\"a\"", "\"\\u0061\"", "\"\u{E9}\"", "\"2024-01-01\""])
    case 5: return "[" + list(4) { $0.value(depth - 1) } + "]"
    default: return "{" + list(4) { "\($0.key()):\($0.value(depth - 1))" } + "}"
    }
  }

  private mutating func keywords(_ depth: Int) -> String {
    var seen: Set<String> = []
    var members: [String] = []
    for _ in 0...roll(4) {
      let (name, value) = keyword(depth)
      if seen.insert(name).inserted { members.append("\"\(name)\":\(value)") }
    }
    return members.joined(separator: ",")
  }

  private mutating func subschema(_ depth: Int) -> String {
    guard depth > 0, roll(5) > 0 else { return pick(["true", "false", "{}", "{\"$ref\":\"#\"}"]) }
    return "{\(keywords(depth))}"
  }

  private mutating func keyword(_ depth: Int) -> (String, String) {
    switch roll(9) {
    case 0:
      let target = pick(["#", "#/$defs/a", "#/$defs/b", "#m", "a", "b#", "#/properties/a"])
      return (pick(["$ref", "$dynamicRef"]), "\"\(target)\"")
    case 1:
      let names = ["items", "contains", "not", "unevaluatedItems", "unevaluatedProperties"]
      return (pick(names), subschema(depth - 1))
    case 2:
      let names = ["if", "then", "else", "additionalProperties", "propertyNames"]
      return (pick(names), subschema(depth - 1))
    case 3:
      let name = pick(["allOf", "anyOf", "oneOf", "prefixItems"])
      return (name, "[\(subschema(depth - 1)),\(subschema(depth - 1))]")
    case 4:
      let name = pick(["properties", "patternProperties", "dependentSchemas"])
      return (name, "{\"a\":\(subschema(depth - 1)),\"b\":\(subschema(depth - 1))}")
    case 5:
      let names = ["integer", "number", "string", "array", "object", "null"]
      return ("type", "[\"\(pick(names))\"]")
    case 6: return (pick(["const", "default"]), value())
    case 7:
      let names = ["minItems", "maxItems", "minContains", "maxContains", "minLength", "maxLength"]
      return (
        pick(names + ["maximum", "exclusiveMinimum", "minProperties"]), pick(["0", "1", "2"])
      )
    default:
      return pick([
        ("uniqueItems", "true"), ("multipleOf", "0.5"), ("required", "[\"a\"]"),
        ("pattern", "\"^a\""), ("format", "\"date\""), ("enum", "[1,\"a\",[],{\"a\":1}]"),
        ("dependentRequired", "{\"a\":[\"b\"]}"),
      ])
    }
  }

  private mutating func key() -> String { pick(["\"a\"", "\"b\"", "\"\\u0061\"", "\"c\""]) }

  private mutating func list(_ limit: Int, _ item: (inout SchemaSketch) -> String) -> String {
    var items: [String] = []
    for _ in 0..<roll(limit) { items.append(item(&self)) }
    return items.joined(separator: ",")
  }

  private mutating func pick<Element>(_ list: [Element]) -> Element { list[roll(list.count)] }

  /// A number below `limit`; each die is used together with how many were thrown before it.
  private mutating func roll(_ limit: Int) -> Int {
    let die = dice.isEmpty ? 0 : Int(dice[position % dice.count])
    position += 1
    return (die &* 31 &+ position &* 7 &+ position / max(1, dice.count)) % limit
  }
}
