/// Text in which secrets are named, never written: `Bearer ${secret.ADMIN}`.
public struct SecretTemplate: Sendable, Equatable {
  /// A piece of it.
  public enum Part: Sendable, Equatable {
    /// As it stands.
    case text(String)
    /// `${secret.NAME}`
    case secret(String)
  }

  /// Why a text is no template, and at which byte of it.
  struct Fault: Error, Equatable {
    let message: String
    let help: String
    let offset: Int
    let count: Int
  }

  /// The pieces in order.
  public var parts: [Part]

  /// The names of the secrets in it.
  public var secretNames: [String] {
    parts.compactMap { part in
      if case .secret(let name) = part { return name }
      return nil
    }
  }

  /// The text when no secret is in it.
  public var constant: String? {
    parts.reduce("") { text, part in
      guard let text, case .text(let more) = part else { return nil }
      return text + more
    }
  }

  /// The text with each secret put in; nil when one is not known.
  public func filled(_ reveal: (String) -> String?) -> String? {
    parts.reduce("") { text, part in
      guard let text else { return nil }
      switch part {
      case .text(let more): return text + more
      case .secret(let name): return reveal(name).map { text + $0 }
      }
    }
  }

  /// Text without secrets.
  init(plain text: String) { parts = [.text(text)] }

  init(_ text: String) throws(Fault) {
    parts = []
    var rest = Substring(text)
    while let mark = rest.firstRange(of: "${") {
      let offset = text.utf8.distance(from: text.startIndex, to: mark.lowerBound)
      if mark.lowerBound > rest.startIndex {
        parts.append(.text(String(rest[..<mark.lowerBound])))
      }
      guard let end = rest[mark.upperBound...].firstIndex(of: "}") else {
        throw Fault(
          message: "'${' is not closed", help: "write ${secret.NAME}", offset: offset, count: 2)
      }
      let inside = rest[mark.upperBound..<end]
      guard inside.hasPrefix("secret."), TargetSyntax.isSecretName(inside.dropFirst(7)) else {
        throw Fault(
          message: "only secrets can be referenced in a target file",
          help: "write ${secret.NAME} and a section [secret NAME]", offset: offset,
          count: inside.utf8.count + 3)
      }
      parts.append(.secret(String(inside.dropFirst(7))))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
  }
}
