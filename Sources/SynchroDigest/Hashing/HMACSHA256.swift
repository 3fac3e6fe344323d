/// HMAC with SHA-256 (RFC 2104).
public enum HMACSHA256 {
  /// The authentication code of a message.
  public static func code(of message: some Sequence<UInt8>, key: Secret) -> SHA256Digest {
    key.withExposed { code(of: message, key: $0) }
  }

  /// The authentication code of a message, for a key that is no secret, such as a test vector's.
  public static func code(
    of message: some Sequence<UInt8>, key: some Sequence<UInt8>
  ) -> SHA256Digest {
    // RFC 2104, section 2: a key longer than a block is digested first.
    var block = Array(key)
    if block.count > 64 { block = SHA256.digest(block).bytes }
    block += repeatElement(0, count: 64 - block.count)
    defer { cleanse(&block) }
    var inner = SHA256()
    inner.update(block.map { $0 ^ 0x36 })
    inner.update(message)
    var outer = SHA256()
    outer.update(block.map { $0 ^ 0x5c })
    outer.update(inner.finalized().bytes)
    return outer.finalized()
  }

  /// Whether a code belongs to a message, in a time that does not tell where it differs.
  public static func isValid(
    _ code: some Sequence<UInt8>, for message: some Sequence<UInt8>, key: Secret
  ) -> Bool {
    ConstantTime.equal(code, Self.code(of: message, key: key).bytes)
  }
}
