import COpenSSL
import Glibc
import SynchroTiming

/// A certificate before it is signed.
struct CertificateDraft {
  private let leaf: ThrowawayAuthority.Leaf
  private let isAuthority: Bool

  init(_ leaf: ThrowawayAuthority.Leaf, isAuthority: Bool) {
    self.leaf = leaf
    self.isAuthority = isAuthority
  }

  /// Signs it; without an issuer it signs itself.
  func sign(
    subjectKey: PrivateKey, issuer: Certificate?, issuerKey: PrivateKey
  ) throws(TLSFault) -> Certificate {
    ERR_clear_error()
    guard let x509 = X509_new() else { throw .drained(.certificate) }
    defer { X509_free(x509) }
    guard X509_set_version(x509, Int(X509_VERSION_3)) == 1, setSerial(x509), setSubject(x509),
      ASN1_TIME_set(X509_getm_notBefore(x509), time_t(leaf.notBefore.seconds)) != nil,
      ASN1_TIME_set(X509_getm_notAfter(x509), time_t(leaf.notAfter.seconds)) != nil,
      X509_set_pubkey(x509, subjectKey.raw) == 1
    else { throw .drained(.certificate) }
    if let issuer {
      try issuer.withX509 { parent throws(TLSFault) in
        try extend(x509, issuedBy: parent)
      }
    } else {
      try extend(x509, issuedBy: x509)
    }
    guard X509_sign(x509, issuerKey.raw, EVP_sha256()) > 0, let der = X509Bytes.der(of: x509)
    else { throw .drained(.certificate) }
    return try Certificate(der: der)
  }

  /// RFC 5280, section 4.1.2.2: positive, at most 20 octets; 8 random ones are unique enough here.
  private func setSerial(_ x509: OpaquePointer) -> Bool {
    let number = UInt64.random(in: 1 ... .max)
    return ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), number) == 1
  }

  private func setSubject(_ x509: OpaquePointer) -> Bool {
    let name = Array(leaf.commonName.utf8)
    return X509_NAME_add_entry_by_NID(
      X509_get_subject_name(x509), NID_commonName, MBSTRING_UTF8, name, Int32(clamping: name.count),
      -1, 0) == 1
  }

  private func extend(_ x509: OpaquePointer, issuedBy parent: OpaquePointer) throws(TLSFault) {
    guard X509_set_issuer_name(x509, X509_get_subject_name(parent)) == 1 else {
      throw .drained(.certificate)
    }
    try add(NID_subject_key_identifier, "hash", to: x509, parent)
    try add(NID_authority_key_identifier, "keyid:always", to: x509, parent)
    if isAuthority {
      try add(NID_basic_constraints, "critical,CA:TRUE", to: x509, parent)
      try add(NID_key_usage, "critical,keyCertSign,cRLSign", to: x509, parent)
      return
    }
    try add(NID_basic_constraints, "critical,CA:FALSE", to: x509, parent)
    try add(NID_key_usage, "critical,digitalSignature", to: x509, parent)
    try add(NID_ext_key_usage, "serverAuth,clientAuth", to: x509, parent)
    try addAlternativeNames(to: x509)
  }

  private func add(
    _ kind: Int32, _ value: String, to x509: OpaquePointer, _ parent: OpaquePointer
  ) throws(TLSFault) {
    var context = X509V3_CTX()
    X509V3_set_ctx(&context, parent, x509, nil, nil, 0)
    guard let entry = X509V3_EXT_conf_nid(nil, &context, kind, value) else {
      throw .drained(.certificate)
    }
    defer { X509_EXTENSION_free(entry) }
    guard X509_add_ext(x509, entry, -1) == 1 else { throw .drained(.certificate) }
  }

  /// Built by hand, not from OpenSSL's comma-separated text, so that a name may hold any character.
  private func addAlternativeNames(to x509: OpaquePointer) throws(TLSFault) {
    guard !leaf.names.isEmpty || !leaf.addresses.isEmpty else { return }
    guard let stack = OPENSSL_sk_new_null() else { throw .drained(.certificate) }
    defer { GENERAL_NAMES_free(stack) }
    for name in leaf.names { try push(Array(name.utf8), GEN_DNS, V_ASN1_IA5STRING, on: stack) }
    for address in leaf.addresses {
      guard let bytes = SocketAddress.bytes(of: address) else {
        throw TLSFault(
          .certificate,
          errors: [
            OpenSSLError(
              library: Int32(ERR_LIB_USER), reason: 0, words: "not a numeric address",
              detail: address)
          ])
      }
      try push(bytes, GEN_IPADD, V_ASN1_OCTET_STRING, on: stack)
    }
    let raw = UnsafeMutableRawPointer(stack)
    guard X509_add1_ext_i2d(x509, NID_subject_alt_name, raw, 0, 0) == 1 else {
      throw .drained(.certificate)
    }
  }

  private func push(
    _ bytes: [UInt8], _ kind: Int32, _ type: Int32, on stack: OpaquePointer
  ) throws(TLSFault) {
    guard let name = GENERAL_NAME_new() else { throw .drained(.certificate) }
    guard let string = ASN1_STRING_type_new(type),
      ASN1_STRING_set(string, bytes, Int32(clamping: bytes.count)) == 1
    else {
      GENERAL_NAME_free(name)
      throw .drained(.certificate)
    }
    GENERAL_NAME_set0_value(name, kind, string)
    guard OPENSSL_sk_push(stack, name) > 0 else {
      GENERAL_NAME_free(name)
      throw .drained(.certificate)
    }
  }
}
