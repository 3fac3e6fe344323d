import SynchroDigest
import SynchroJSON
import SynchroScript
import SynchroText

/// Values as sentences mention them: cut short, escaped, secrets masked.
enum ValueText {
  static let limit = 120

  /// The value itself, or what a large one holds.
  static func show(_ value: RuntimeValue) -> String {
    switch value {
    case .json(let json): return show(json)
    case .list(let values):
      guard values.count <= 8 else { return "a list of \(values.count) values" }
      return VisibleText.excerpt("[" + values.map(show).joined(separator: ", ") + "]", limit: limit)
    case .duration(let duration): return show(duration)
    case .size(let bytes): return "\(bytes) bytes"
    case .secret(let secret): return "the secret \(secret.label)"
    case .group: return "a group of values"
    case .absent(let reason): return reason
    }
  }

  static func show(_ json: JSONValue) -> String {
    switch json {
    case .array(let elements) where elements.count > 8: return kind(.json(json))
    case .object(let members) where members.count > 8: return kind(.json(json))
    case .array(let elements) where elements.contains(where: isLarge): return kind(.json(json))
    case .object(let members) where members.contains(where: { isLarge($0.value) }):
      return kind(.json(json))
    case .string(let text):
      // Cut before quoting: a text can be megabytes long.
      return VisibleText.excerpt(JSONPrinter.quote(String(text.prefix(4 * limit))), limit: limit)
    default: return VisibleText.excerpt(JSONPrinter.compact(json), limit: limit)
    }
  }

  private static func isLarge(_ json: JSONValue) -> Bool {
    switch json {
    case .array(let elements): elements.count > 20 || elements.contains(where: isLarge)
    case .object(let members): members.count > 20 || members.contains { isLarge($0.value) }
    case .string(let text): text.utf8.count > 500
    case .null, .bool, .number: false
    }
  }

  /// The kind of a value, with its article.
  static func kind(_ value: RuntimeValue) -> String {
    switch value {
    case .json(.null): "null"
    case .json(.bool): "a boolean"
    case .json(.number): "a number"
    case .json(.string): "a string"
    case .json(.array(let elements)): "an array of " + count(elements.count, "element")
    case .json(.object(let members)): "an object of " + count(members.count, "member")
    case .list(let values): "a list of " + count(values.count, "value")
    case .duration: "a duration"
    case .size: "a size"
    case .secret: "a secret"
    case .group: "a group of values"
    case .absent: "nothing"
    }
  }

  static func count(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  static func show(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = Double(attoseconds) / 1e15
    if seconds == 0 {
      let text = String(milliseconds)
      return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "ms"
    }
    if attoseconds == 0 { return "\(seconds)s" }
    return "\(Double(seconds) + milliseconds / 1000)s"
  }
}

/// Expressions as sentences mention them.
enum ExpressionWords {
  static func describe(_ expression: Expression) -> String {
    switch expression.kind {
    case .literal(let template): describe(template)
    case .reference(let reference): "${\(reference.spelling)}"
    case .query(let query): QueryWords.describe(query)
    case .fact(let fact): fact.rawValue
    case .header(let name): "header \(name.value)"
    case .headers(let name): "headers \(name.value)"
    case .duration(let duration): ValueText.show(duration)
    case .size(let bytes): "\(bytes) bytes"
    case .count(let inner): "count of \(describe(inner))"
    case .members(let inner): "members of \(describe(inner))"
    case .words(let inner): "words of \(describe(inner))"
    case .join(let inner): "join of \(describe(inner))"
    case .s256(let inner): "s256 of \(describe(inner))"
    case .json(let inner): "json of \(describe(inner))"
    case .unix(let inner): "unix of \(describe(inner))"
    case .parameter(let name, let inner): "parameter \(name.value) of \(describe(inner))"
    case .without(let object, let names): "\(describe(object)) without \(describe(names))"
    case .plus(let left, let right): "\(describe(left)) plus \(describe(right))"
    case .minus(let left, let right): "\(describe(left)) minus \(describe(right))"
    }
  }

  private static func describe(_ template: JSONTemplate) -> String {
    switch template.kind {
    case .null: return "null"
    case .bool(let bool): return bool ? "true" : "false"
    case .number(let number): return number.lexeme
    case .string(let text): return JSONPrinter.quote(describe(text))
    case .reference(let reference): return "${\(reference.spelling)}"
    case .spread(let reference): return "...${\(reference.spelling)}"
    case .array(let elements): return "[" + elements.map(describe).joined(separator: ", ") + "]"
    case .object: return "{…}"
    }
  }

  static func describe(_ text: TextTemplate) -> String {
    text.parts.reduce(into: "") { result, part in
      switch part {
      case .text(let text): result += text
      case .reference(let reference): result += "${\(reference.spelling)}"
      }
    }
  }
}

/// Queries as suites write them.
enum QueryWords {
  static func describe(_ query: Query) -> String {
    let path = query.template.map(ExpressionWords.describe) ?? query.path.description
    guard let root = query.root else { return path }
    return "${\(root.spelling)}" + path.dropFirst()
  }
}
