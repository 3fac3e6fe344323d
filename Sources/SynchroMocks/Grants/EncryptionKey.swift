import SynchroDigest
import SynchroJSON

/// A public key for encryption as JSON. CDS-WG1-02, section 2, and RFC 7517, section 4.
enum EncryptionKey {
  /// The members that make a public key, by its type (RFC 7518, section 6; RFC 8037, section 2).
  private static let publicMembers: [String: [String]] = [
    "RSA": ["n", "e"], "EC": ["x", "y"], "OKP": ["x"],
  ]
  /// What only the owner of a key may know.
  private static let privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]

  /// The members that are arrays of strings (RFC 7517, sections 4.3 and 4.7), and how long they may
  /// be.
  private static let listMembers = ["key_ops", "x5c"]
  private static let listLimit = 10

  /// Whether a value is such a key, and shows nothing that is private.
  static func isPublic(_ value: JSONValue, use: String = "enc") -> Bool {
    guard case .object(let all) = value, all.allSatisfy(isPlain), value["use"] == .string(use),
      case .string(let type)? = value["kty"], let members = publicMembers[type]
    else { return false }
    if type != "RSA" {
      guard case .string? = value["crv"] else { return false }
    }
    return privateMembers.allSatisfy { value[$0] == nil }
      && members.allSatisfy { member in
        guard case .string(let text)? = value[member], !text.isEmpty else { return false }
        return (try? Base64.decodeURL(text)) != nil
      }
  }

  /// Whether a member is a string, as nearly all of them are, or a list that is known: what else
  /// stands in a key would be kept and shown without anybody having a use for it. Tools add whether
  /// a key may be exported (`ext`), which is a boolean.
  private static func isPlain(_ member: JSONField) -> Bool {
    switch member.value {
    case .string, .bool: true
    case .array(let elements):
      listMembers.contains(member.key) && elements.count <= listLimit
        && elements.allSatisfy { $0.kind == .string }
    case .null, .number, .object: false
    }
  }
}
