import COpenSSL

/// An OpenSSL key, freed with its last user; OpenSSL clears private parts when it frees them.
/// Sendable because a key is never changed once it is made, and OpenSSL allows any number of
/// readers.
final class KeyHandle: @unchecked Sendable {
  let pointer: OpaquePointer

  /// Takes over a key that a call returned.
  init(_ pointer: OpaquePointer?, _ call: String) throws(CryptoError) {
    guard let pointer else { throw .last(call) }
    self.pointer = pointer
  }

  /// Takes over a key that was read, when it is of the right kind.
  init(ed25519 pointer: OpaquePointer?) throws(CryptoError) {
    ERR_clear_error()
    guard let pointer else { throw .notAnEd25519Key }
    self.pointer = pointer
    guard EVP_PKEY_get_base_id(pointer) == EVP_PKEY_ED25519 else { throw .notAnEd25519Key }
  }

  deinit {
    EVP_PKEY_free(pointer)
  }

  /// The 32 bytes of its public part.
  func rawPublicKey() throws(CryptoError) -> [UInt8] {
    var raw = [UInt8](repeating: 0, count: Ed25519.keyLength)
    var count = raw.count
    guard EVP_PKEY_get_raw_public_key(pointer, &raw, &count) == 1 else {
      throw .last("EVP_PKEY_get_raw_public_key")
    }
    return raw
  }
}

/// Reads a key from text that is held in memory.
func readPEM(_ text: String, _ read: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer? {
  var bytes = Array(text.utf8)
  defer { cleanse(&bytes) }
  guard let count = Int32(exactly: bytes.count) else { return nil }
  return bytes.withUnsafeBytes { buffer in
    guard let bio = BIO_new_mem_buf(buffer.baseAddress, count) else { return nil }
    defer { BIO_free(bio) }
    return read(bio)
  }
}

/// The text that a call writes.
func writePEM(
  _ call: String, _ write: (OpaquePointer) -> Int32
) throws(CryptoError) -> [UInt8] {
  // Secure memory is cleared when it is freed.
  guard let bio = BIO_new(BIO_s_secmem()) else { throw .last("BIO_new") }
  defer { BIO_free(bio) }
  guard write(bio) == 1 else { throw .last(call) }
  var text: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1024)
  defer { cleanse(&piece) }
  while true {
    let count = BIO_read(bio, &piece, Int32(piece.count))
    guard count > 0 else { return text }
    text += piece.prefix(Int(count))
  }
}

/// Without this, OpenSSL would ask for a password on the terminal.
func refusePassword(
  _: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32, _: UnsafeMutableRawPointer?
) -> Int32 {
  -1
}

/// Overwrites bytes in a way that no optimiser leaves out.
func cleanse(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
}
