/// Which names promise a secret.
enum SecretNames {
  private static let headers: Set<String> = [
    "authorization", "cookie", "proxy-authorization", "x-api-key", "x-auth-token", "api-key",
  ]
  private static let words = ["password", "passwd", "secret", "token", "api_key", "apikey"]

  /// Whether what a header of this name holds opens doors.
  static func isSecretHeader(_ name: String) -> Bool {
    headers.contains(name.lowercased())
  }

  /// Whether a key of this name is likely to hold a secret; `token_endpoint` and its like are not.
  static func soundsSecret(_ key: String) -> Bool {
    words.contains { key == $0 || key.hasSuffix("_" + $0) || key.hasSuffix("-" + $0) }
  }
}
