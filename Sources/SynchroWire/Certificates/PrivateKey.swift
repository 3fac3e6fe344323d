import COpenSSL
import CSynchroTLS

/// A private key that OpenSSL holds; freed with its owner.
final class PrivateKey: @unchecked Sendable {
  // Unchecked: OpenSSL counts references atomically and signing does not change the key.
  let raw: OpaquePointer

  init?(pem: [UInt8]) {
    ERR_clear_error()
    let key = pem.withUnsafeBytes { buffer -> OpaquePointer? in
      guard let bio = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count)) else {
        return nil
      }
      defer { BIO_free(bio) }
      return PEM_read_bio_PrivateKey(bio, nil, refusePassword, nil)
    }
    guard let key else { return nil }
    raw = key
  }

  /// A fresh key on P-256.
  init?() {
    ERR_clear_error()
    guard let key = syn_make_p256_key() else { return nil }
    raw = key
  }

  deinit {
    EVP_PKEY_free(raw)
  }

  /// The key in PKCS #8, not encrypted.
  var pem: [UInt8]? {
    guard let bio = BIO_new(BIO_s_mem()) else { return nil }
    defer { BIO_free(bio) }
    guard PEM_write_bio_PrivateKey(bio, raw, nil, nil, 0, nil, nil) == 1 else { return nil }
    return X509Bytes.contents(of: bio)
  }
}

/// Without it OpenSSL asks for the password of an encrypted key on the terminal, and waits.
private func refusePassword(
  _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int32, _ isWriting: Int32,
  _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  -1
}
