import SynchroDigest

enum Digests {
  static func of(_ text: String) -> String { SHA256.digest(text).hex }
}
