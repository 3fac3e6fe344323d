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

  /// Whether a value is such a key, and shows nothing that is private.
  static func isPublic(_ value: JSONValue, use: String = "enc") -> Bool {
    guard case .object = value, value["use"] == .string(use),
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
}
