import SynchroDigest
import SynchroJSON
import SynchroScript

/// Says whether a value is of a type.
struct TypeJudge: Sendable {
  /// What came of it.
  enum Answer: Sendable, Equatable {
    /// It is.
    case fits
    /// It is not; the reason adds to showing the value, and is empty when the kind says it all.
    case differs(String)
    /// Nobody can tell.
    case undecided(Judgement.Undecided)
  }

  /// Whether a value is of a built-in type. `body` is the content it was read from when the value
  /// is that content.
  static func judge(
    _ found: FoundValue, _ type: BuiltInType, body: ObservedBody? = nil
  ) -> Answer {
    if let body { return judge(body, found, type) }
    switch type {
    case .empty: return isEmpty(found.value) ? .fits : .differs("")
    case .jwk:
      guard let json = found.value.json else { return .differs("") }
      return KeyTypes.fault(json).map { .differs($0) } ?? .fits
    case .string, .number, .integer, .boolean, .null, .array, .object, .true, .false:
      return isKind(found.value, type) ? .fits : .differs("")
    case .datetime, .date, .time, .url, .uri, .mediaType, .country, .assignedCountry, .timezone,
      .currency, .duration, .email, .base64, .base64url, .uuid, .json, .hostname:
      if type == .duration, case .duration = found.value { return .fits }
      guard let text = text(found.value) else { return .differs("") }
      return StringTypes.fault(text, type).map { .differs(describe($0, found.value)) } ?? .fits
    }
  }

  /// The content of an answer is text and, when it can be read so, JSON.
  private static func judge(
    _ body: ObservedBody, _ found: FoundValue, _ type: BuiltInType
  ) -> Answer {
    switch type {
    case .empty: return body.bytes.isEmpty ? .fits : .differs("")
    case .json, .number, .integer, .boolean, .null, .array, .object, .true, .false, .jwk:
      switch body.reading {
      case .notJSON(let reason, let isLimit):
        if isLimit {
          return .undecided(
            Judgement.Undecided("the body cannot be read: \(reason)", cause: .limit))
        }
        return .differs("it is no JSON: \(reason)")
      case .json(let document):
        if type == .json { return .fits }
        let root = FoundValue(node: document.root, location: "", exchange: found.exchange)
        return judge(root, type)
      }
    default: return judge(found, type)
    }
  }

  private static func isKind(_ value: RuntimeValue, _ type: BuiltInType) -> Bool {
    switch (type, value) {
    case (.string, .json(.string)), (.string, .secret): true
    case (.number, .json(.number)), (.number, .size): true
    case (.integer, .json(.number(let number))): number.isInteger
    case (.integer, .size): true
    case (.boolean, .json(.bool)): true
    case (.true, .json(.bool(let bool))): bool
    case (.false, .json(.bool(let bool))): !bool
    case (.null, .json(.null)): true
    case (.array, .json(.array)), (.array, .list): true
    case (.object, .json(.object)): true
    default: false
    }
  }

  /// Whether a value has no content; nothing but texts, lists and objects can be empty.
  static func isEmpty(_ value: RuntimeValue) -> Bool {
    switch value {
    case .json(.string(let text)): text.isEmpty
    case .json(.array(let elements)): elements.isEmpty
    case .json(.object(let members)): members.isEmpty
    case .list(let values): values.isEmpty
    case .secret(let secret): secret.reveal(for: "whether it is empty").isEmpty
    case .json, .duration, .size, .group, .absent: false
    }
  }

  private static func text(_ value: RuntimeValue) -> String? {
    switch value {
    case .json(.string(let text)): text
    case .secret(let secret): secret.revealText(for: "the form of a secret")
    case .json, .list, .duration, .size, .group, .absent: nil
    }
  }

  /// A fault may quote the text, which a secret's must not.
  private static func describe(_ fault: FormatFault, _ value: RuntimeValue) -> String {
    if case .secret = value { return "it breaks a rule of the form" }
    return fault.description
  }
}
