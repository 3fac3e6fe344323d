import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroText
import SynchroTiming

extension ExpressionEvaluator {
  // MARK: - Lists of texts

  /// The parts of a text between blanks.
  func words(_ evaluation: Evaluation, _ words: String) -> Evaluation {
    withText(evaluation, words) { text, found in
      let parts = text.split(separator: " ").map { RuntimeValue.text(String($0)) }
      return .one(
        FoundValue(.list(parts), location: found.location, exchange: found.exchange))
    }
  }

  /// The texts of a list with one blank between them.
  func joined(_ evaluation: Evaluation, _ words: String) -> Evaluation {
    guard let elements = evaluation.elements else {
      guard case .one(let found) = evaluation else { return evaluation }
      return .nothing("nothing to join: \(words) is \(ValueText.kind(found.value))")
    }
    var texts: [String] = []
    for element in elements {
      guard case .json(.string(let text)) = element.value else {
        return .nothing("nothing to join: \(words) holds \(ValueText.kind(element.value))")
      }
      texts.append(text)
    }
    return .one(FoundValue(.text(texts.joined(separator: " "))))
  }

  // MARK: - Made of a text

  /// RFC 7636, section 4.2: SHA-256 in base64url without padding.
  func hashed(_ evaluation: Evaluation, _ words: String) -> Evaluation {
    if case .one(let found) = evaluation, case .secret(let secret) = found.value {
      guard let text = secret.revealText(for: "its hash in a request") else {
        return .nothing("no text: the secret \(secret.label) is none")
      }
      return .one(FoundValue(.text(Self.challenge(text))))
    }
    return withText(evaluation, words) { text, _ in
      .one(FoundValue(.text(Self.challenge(text))))
    }
  }

  private static func challenge(_ text: String) -> String {
    Base64.encode(SHA256.digest(text).bytes, .urlSafe, .unpadded)
  }

  /// A value as JSON text, the digits of its numbers as they came.
  func jsonText(_ evaluation: Evaluation, _ words: String) -> Evaluation {
    switch evaluation {
    case .nothing, .undecided: return evaluation
    case .one, .many:
      guard let json = evaluation.value.json else {
        return .nothing("no JSON: \(words) is \(ValueText.kind(evaluation.value))")
      }
      return .one(FoundValue(.text(JSONPrinter.compact(json))))
    }
  }

  /// Whole seconds since 1970, as OAuth writes times.
  func unix(_ evaluation: Evaluation, _ words: String) -> Evaluation {
    withText(evaluation, words) { text, found in
      guard let moment = Moment.of(text) else {
        return .nothing("no date-time: \(words) is \(ValueText.show(found.value))")
      }
      return .one(FoundValue(.number(Int(moment.seconds)), exchange: found.exchange))
    }
  }

  /// A parameter of a URL's query, decoded like a form.
  func parameter(_ name: String, of evaluation: Evaluation, _ words: String) -> Evaluation {
    withText(evaluation, words) { text, found in
      let url = text.prefix { $0 != "#" }
      let query = url.firstIndex(of: "?").map { url[url.index(after: $0)...] } ?? ""
      guard let form = HTTPForm(decoding: String(query)) else {
        return .nothing("no parameters: the query of \(words) cannot be decoded")
      }
      let values = form.values(name)
      guard values.count < 2 else {
        return .nothing("the parameter '\(name)' stands \(values.count) times in \(words)")
      }
      guard let value = values.first else {
        return .nothing("no parameter '\(name)' in \(words)")
      }
      return .one(
        FoundValue(.text(value), location: found.location, exchange: found.exchange))
    }
  }

  private func withText(
    _ evaluation: Evaluation, _ words: String, _ body: (String, FoundValue) -> Evaluation
  ) -> Evaluation {
    switch evaluation {
    case .one(let found):
      guard case .json(.string(let text)) = found.value else {
        return .nothing("no text: \(words) is \(ValueText.kind(found.value))")
      }
      return body(text, found)
    case .many(let all): return .nothing("no text: \(words) is \(all.count) values")
    case .nothing, .undecided: return evaluation
    }
  }

  // MARK: - Objects

  /// An object without some of its members.
  func without(_ object: Expression, _ names: Expression) -> Evaluation {
    let list = evaluate(names)
    guard let left = list.elements else {
      guard case .one(let found) = list else { return list }
      return .nothing(
        "no list: \(ExpressionWords.describe(names)) is \(ValueText.kind(found.value))")
    }
    var gone: Set<String> = []
    for element in left {
      guard case .json(.string(let name)) = element.value else { continue }
      gone.insert(name)
    }
    let evaluation = evaluate(object)
    switch evaluation {
    case .one(let found):
      guard case .json(.object(let members)) = found.value else {
        return .nothing(
          "no object: \(ExpressionWords.describe(object)) is \(ValueText.kind(found.value))")
      }
      return .one(
        FoundValue(
          .json(.object(members.filter { !gone.contains($0.key) })), location: found.location,
          exchange: found.exchange))
    case .many(let all):
      return .nothing(
        "no object: \(ExpressionWords.describe(object)) is \(all.count) values, not one object")
    case .nothing, .undecided: return evaluation
    }
  }

  // MARK: - Queries

  /// A query with its interpolations filled in, each as a literal that cannot leave its place.
  func filled(_ template: TextTemplate) throws(TemplateFault) -> JSONPath {
    let expander = TemplateExpander(scope: scope)
    var text = ""
    for part in template.parts {
      switch part {
      case .text(let piece): text += piece
      case .reference(let reference):
        switch try expander.value(of: reference) {
        case .json(.string(let value)): text += Self.literal(value)
        case .json(.number(let number)): text += number.lexeme
        case .json(.bool(let bool)): text += bool ? "true" : "false"
        case .json(.null): text += "null"
        case let other:
          throw expander.unfit(
            reference, "\(ValueText.kind(other)) cannot stand in a query; only a scalar can")
        }
      }
    }
    do throws(JSONPathError) {
      return try JSONPath(parsing: text)
    } catch {
      throw TemplateFault(
        .unfit(reason: "the query does not work with this value: \(error.diagnostic.message)"),
        reference: template.references.first?.spelling ?? "", at: template.range)
    }
  }

  /// RFC 9535, section 2.3.1.1: a text in single quotation marks.
  private static func literal(_ text: String) -> String {
    var literal = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": literal += "\\'"
      case "\\": literal += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "'"
  }
}
