import SynchroJSON

/// JSON Web Keys, RFC 7517, with the members that RFC 7518 and RFC 8037 ask for.
enum KeyTypes {
  /// Members that each kind of key must have, all base64url.
  private static let needed: [String: [String]] = [
    "RSA": ["n", "e"], "EC": ["x", "y"], "OKP": ["x"], "oct": ["k"],
  ]
  /// Members that are strings wherever they stand.
  private static let texts = ["kty", "use", "alg", "kid", "crv", "x5u", "x5t", "x5t#S256"]

  /// What is wrong with a key; nil when it is one. Kinds that nobody registered need `kty` only.
  static func fault(_ key: JSONValue) -> String? {
    guard case .object = key else { return "it is \(ValueText.kind(.json(key))), not an object" }
    guard let kind = key["kty"] else { return "the member 'kty' is missing" }
    guard case .string(let type) = kind else {
      return "the member 'kty' is \(ValueText.kind(.json(kind))), not a string"
    }
    for name in texts {
      if let value = key[name], value.kind != .string {
        return "the member '\(name)' is \(ValueText.kind(.json(value))), not a string"
      }
    }
    if type == "EC" || type == "OKP", key["crv"] == nil {
      return "the member 'crv' is missing, which a key of type \(type) needs"
    }
    for name in needed[type] ?? [] {
      guard let value = key[name] else {
        return "the member '\(name)' is missing, which a key of type \(type) needs"
      }
      guard case .string(let text) = value, !text.isEmpty else {
        return "the member '\(name)' is not base64url text"
      }
      if let fault = EncodedTypes.base64url(text) {
        return "the member '\(name)' is not base64url: \(fault)"
      }
    }
    if let operations = key["key_ops"] {
      guard case .array(let names) = operations, names.allSatisfy({ $0.kind == .string }) else {
        return "the member 'key_ops' is not an array of strings"
      }
    }
    return nil
  }
}
