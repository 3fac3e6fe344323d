import COpenSSL

/// Signatures by Ed25519 (RFC 8032): 32-byte keys, 64-byte signatures, nothing to choose.
public enum Ed25519 {
  /// How many bytes a raw key has, public or private.
  public static let keyLength = 32
  /// How many bytes a signature has.
  public static let signatureLength = 64

  /// A key that signs.
  public struct PrivateKey: Sendable {
    private let key: KeyHandle

    /// A new key pair.
    public init(from randomness: Randomness = .secure) throws(CryptoError) {
      var seed = try randomness.bytes(Ed25519.keyLength)
      defer { cleanse(&seed) }
      try self.init(raw: seed)
    }

    /// The key of a 32-byte seed, which RFC 8032 calls the private key.
    public init(raw seed: some Collection<UInt8>) throws(CryptoError) {
      guard seed.count == Ed25519.keyLength else {
        throw .wrongLength(expected: Ed25519.keyLength, received: seed.count)
      }
      var bytes = Array(seed)
      defer { cleanse(&bytes) }
      key = try KeyHandle(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, bytes, bytes.count),
        "EVP_PKEY_new_raw_private_key")
    }

    /// Reads a PKCS #8 key from PEM (RFC 8410, section 7); an encrypted one is refused.
    public init(pem: String) throws(CryptoError) {
      let found = readPEM(pem) { PEM_read_bio_PrivateKey($0, nil, refusePassword, nil) }
      key = try KeyHandle(ed25519: found)
    }

    /// The key as PKCS #8 in PEM, not encrypted.
    public func pem() throws(CryptoError) -> Secret {
      var text = try writePEM("PEM_write_bio_PKCS8PrivateKey") {
        PEM_write_bio_PKCS8PrivateKey($0, key.pointer, nil, nil, 0, nil, nil)
      }
      defer { cleanse(&text) }
      return Secret(text, label: Secret.Label("ed25519-key"))
    }

    /// The 32-byte seed.
    public func raw() throws(CryptoError) -> Secret {
      var seed = [UInt8](repeating: 0, count: Ed25519.keyLength)
      defer { cleanse(&seed) }
      var count = seed.count
      guard EVP_PKEY_get_raw_private_key(key.pointer, &seed, &count) == 1 else {
        throw .last("EVP_PKEY_get_raw_private_key")
      }
      return Secret(seed, label: Secret.Label("ed25519-key"))
    }

    /// The key that verifies what this one signs.
    public func publicKey() throws(CryptoError) -> PublicKey {
      try PublicKey(raw: key.rawPublicKey())
    }

    /// The signature of a message; the same each time.
    public func signature(of message: [UInt8]) throws(CryptoError) -> [UInt8] {
      guard let context = EVP_MD_CTX_new() else { throw .last("EVP_MD_CTX_new") }
      defer { EVP_MD_CTX_free(context) }
      guard EVP_DigestSignInit(context, nil, nil, nil, key.pointer) == 1 else {
        throw .last("EVP_DigestSignInit")
      }
      var signature = [UInt8](repeating: 0, count: Ed25519.signatureLength)
      var count = signature.count
      guard EVP_DigestSign(context, &signature, &count, message, message.count) == 1 else {
        throw .last("EVP_DigestSign")
      }
      return signature
    }
  }

  /// A key that verifies.
  public struct PublicKey: Sendable, Equatable {
    private let key: KeyHandle
    /// The 32 bytes of the key.
    public let raw: [UInt8]

    /// The key of 32 bytes.
    public init(raw: [UInt8]) throws(CryptoError) {
      guard raw.count == Ed25519.keyLength else {
        throw .wrongLength(expected: Ed25519.keyLength, received: raw.count)
      }
      key = try KeyHandle(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, raw, raw.count),
        "EVP_PKEY_new_raw_public_key")
      self.raw = raw
    }

    /// Reads a SubjectPublicKeyInfo from PEM (RFC 8410, section 4).
    public init(pem: String) throws(CryptoError) {
      let found = readPEM(pem) { PEM_read_bio_PUBKEY($0, nil, refusePassword, nil) }
      key = try KeyHandle(ed25519: found)
      raw = try key.rawPublicKey()
    }

    /// The key as SubjectPublicKeyInfo in PEM.
    public func pem() throws(CryptoError) -> String {
      String(
        decoding: try writePEM("PEM_write_bio_PUBKEY") { PEM_write_bio_PUBKEY($0, key.pointer) },
        as: UTF8.self)
    }

    /// Whether a signature is this key's for a message. Anything that is not 64 bytes is not.
    public func isValid(_ signature: [UInt8], for message: [UInt8]) throws(CryptoError) -> Bool {
      guard signature.count == Ed25519.signatureLength else { return false }
      guard let context = EVP_MD_CTX_new() else { throw .last("EVP_MD_CTX_new") }
      defer { EVP_MD_CTX_free(context) }
      guard EVP_DigestVerifyInit(context, nil, nil, nil, key.pointer) == 1 else {
        throw .last("EVP_DigestVerifyInit")
      }
      defer { ERR_clear_error() }
      return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    /// Equal keys have equal bytes.
    public static func == (left: PublicKey, right: PublicKey) -> Bool {
      left.raw == right.raw
    }
  }
}
