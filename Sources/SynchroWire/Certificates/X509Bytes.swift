import COpenSSL
import CSynchroTLS
import Glibc
import SynchroTiming

/// Reads single fields out of OpenSSL's certificates.
enum X509Bytes {
  static func der(of x509: OpaquePointer) -> [UInt8]? {
    let size = i2d_X509(x509, nil)
    guard size > 0 else { return nil }
    return [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      var cursor = buffer.baseAddress
      count = Int(max(0, i2d_X509(x509, &cursor)))
    }
  }

  static func text(of name: OpaquePointer?) -> String {
    guard let name, let bio = BIO_new(BIO_s_mem()) else { return "" }
    defer { BIO_free(bio) }
    guard X509_NAME_print_ex(bio, name, 0, syn_rfc2253_flags()) >= 0 else { return "" }
    return String(decoding: contents(of: bio), as: UTF8.self)
  }

  static func contents(of bio: OpaquePointer) -> [UInt8] {
    var bytes: UnsafeMutablePointer<CChar>?
    let count = syn_bio_bytes(bio, &bytes)
    return Array(UnsafeRawBufferPointer(start: bytes, count: max(0, count)))
  }

  static func serial(of x509: OpaquePointer) -> String {
    guard let number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(x509), nil) else { return "" }
    defer { BN_free(number) }
    guard let hex = BN_bn2hex(number) else { return "" }
    defer { CRYPTO_free(hex, nil, 0) }
    return String(cString: hex)
  }

  static func time(_ time: UnsafePointer<ASN1_TIME>?) -> Timestamp? {
    var parts = tm()
    guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
    return Timestamp(seconds: Int64(timegm(&parts)))
  }

  static func key(of x509: OpaquePointer) -> (Certificate.KeyKind, Int) {
    guard let key = X509_get0_pubkey(x509) else {
      ERR_clear_error()
      return (.other("unknown"), 0)
    }
    let bits = Int(EVP_PKEY_get_bits(key))
    switch EVP_PKEY_get_base_id(key) {
    case EVP_PKEY_RSA, NID_rsassaPss: return (.rsa, bits)
    case NID_ED25519: return (.ed25519, bits)
    case NID_ED448: return (.ed448, bits)
    case NID_X9_62_id_ecPublicKey:
      var name = [CChar](repeating: 0, count: 80)
      var length = 0
      let found = EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1
      let text = name.prefix(length).map { UInt8(bitPattern: $0) }
      return (.ellipticCurve(found ? String(decoding: text, as: UTF8.self) : "unknown"), bits)
    case let kind: return (.other(OBJ_nid2ln(kind).map { String(cString: $0) } ?? "unknown"), bits)
    }
  }

  static func sha256(of x509: OpaquePointer) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
      var size: UInt32 = 0
      let done = X509_digest(x509, EVP_sha256(), buffer.baseAddress, &size)
      count = done == 1 ? Int(size) : 0
    }
  }

  static func alternativeNames(of x509: OpaquePointer) -> [Certificate.AlternativeName] {
    guard let raw = X509_get_ext_d2i(x509, NID_subject_alt_name, nil, nil) else {
      ERR_clear_error()
      return []
    }
    let stack = OpaquePointer(raw)
    defer { GENERAL_NAMES_free(stack) }
    return (0..<max(0, OPENSSL_sk_num(stack))).compactMap { index in
      OPENSSL_sk_value(stack, index)
        .map { alternativeName($0.assumingMemoryBound(to: GENERAL_NAME.self)) }
    }
  }

  private static func alternativeName(
    _ name: UnsafePointer<GENERAL_NAME>
  ) -> Certificate.AlternativeName {
    var kind: Int32 = 0
    let value = GENERAL_NAME_get0_value(name, &kind)
    func bytes() -> [UInt8] {
      let string = value.map { UnsafePointer($0.assumingMemoryBound(to: ASN1_STRING.self)) }
      return Array(
        UnsafeBufferPointer(
          start: ASN1_STRING_get0_data(string), count: Int(max(0, ASN1_STRING_length(string)))))
    }
    switch kind {
    case GEN_DNS: return .dns(String(decoding: bytes(), as: UTF8.self))
    case GEN_URI: return .uri(String(decoding: bytes(), as: UTF8.self))
    case GEN_EMAIL: return .email(String(decoding: bytes(), as: UTF8.self))
    case GEN_IPADD: return SocketAddress.text(of: bytes()).map { .ip($0) } ?? .other(Int(kind))
    default: return .other(Int(kind))
    }
  }

  /// A PEM block (RFC 7468): base64 in lines of 64 characters.
  static func pem(_ der: [UInt8], label: String) -> String {
    var encoded = [UInt8](repeating: 0, count: der.count / 3 * 4 + 5)
    let count = Int(EVP_EncodeBlock(&encoded, der, Int32(der.count)))
    var text = "-----BEGIN \(label)-----\n"
    for start in stride(from: 0, to: count, by: 64) {
      text += String(decoding: encoded[start..<min(count, start + 64)], as: UTF8.self) + "\n"
    }
    return text + "-----END \(label)-----\n"
  }
}
