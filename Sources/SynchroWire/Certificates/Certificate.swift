import COpenSSL
import Glibc
import SynchroDigest
public import SynchroTiming

/// An X.509 certificate as plain values, with the bytes it was read from.
public struct Certificate: Sendable, Hashable {
  /// A name or address that the certificate speaks for (RFC 5280, section 4.2.1.6).
  public enum AlternativeName: Sendable, Hashable, CustomStringConvertible {
    /// A host name, perhaps with a wildcard.
    case dns(String)
    /// A numeric address.
    case ip(String)
    /// A URI.
    case uri(String)
    /// A mail address.
    case email(String)
    /// A kind that is not read further, by its number in GeneralName.
    case other(Int)

    /// The kind and the value, as OpenSSL prints them.
    public var description: String {
      switch self {
      case .dns(let name): "DNS:\(name)"
      case .ip(let address): "IP:\(address)"
      case .uri(let uri): "URI:\(uri)"
      case .email(let address): "email:\(address)"
      case .other(let kind): "other:\(kind)"
      }
    }
  }

  /// The kind of public key.
  public enum KeyKind: Sendable, Hashable {
    /// RSA.
    case rsa
    /// An elliptic curve, by OpenSSL's name such as prime256v1.
    case ellipticCurve(String)
    /// Edwards curve 25519.
    case ed25519
    /// Edwards curve 448.
    case ed448
    /// Anything else, by OpenSSL's name.
    case other(String)
  }

  /// The subject's distinguished name in the form of RFC 2253.
  public let subject: String
  /// The issuer's distinguished name in the form of RFC 2253.
  public let issuer: String
  /// The names it speaks for, in order.
  public let alternativeNames: [AlternativeName]
  /// The serial number in upper-case hexadecimal.
  public let serial: String
  /// The first second of validity; nil when it is written so that it names none.
  public let notBefore: Timestamp?
  /// The last second of validity; nil when it is written so that it names none.
  public let notAfter: Timestamp?
  /// The kind of its public key.
  public let keyKind: KeyKind
  /// The size of its public key.
  public let keyBits: Int
  /// How the issuer signed, by OpenSSL's name such as ecdsa-with-SHA256.
  public let signatureAlgorithm: String
  /// Whether it may issue others (RFC 5280, section 4.2.1.9).
  public let isAuthority: Bool
  /// The SHA-256 digest of the DER bytes.
  public let sha256: [UInt8]
  /// The certificate's bytes.
  public let der: [UInt8]

  /// Reads one certificate; bytes behind it are refused.
  public init(der: some Collection<UInt8>) throws(TLSFault) {
    let bytes = Array(der)
    ERR_clear_error()
    let parsed: OpaquePointer? = bytes.withUnsafeBufferPointer { buffer in
      var cursor = buffer.baseAddress
      guard let end = cursor.map({ $0 + buffer.count }),
        let x509 = d2i_X509(nil, &cursor, buffer.count)
      else { return nil }
      guard cursor == end else {
        X509_free(x509)
        return nil
      }
      return x509
    }
    guard let parsed else { throw .drained(.certificate) }
    defer { X509_free(parsed) }
    self.init(parsed, der: bytes)
  }

  /// Reads all certificates of a PEM text, in order; other blocks and remarks are passed over.
  public static func parse(pem: some Collection<UInt8>) throws(TLSFault) -> [Certificate] {
    let bytes = Array(pem)
    ERR_clear_error()
    let (certificates, isComplete) = bytes.withUnsafeBytes { buffer -> ([Certificate], Bool) in
      guard let bio = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count)) else {
        return ([], false)
      }
      defer { BIO_free(bio) }
      var found: [Certificate] = []
      while let x509 = PEM_read_bio_X509(bio, nil, nil, nil) {
        defer { X509_free(x509) }
        guard let der = X509Bytes.der(of: x509) else { return (found, false) }
        found.append(Certificate(x509, der: der))
      }
      // "No start line" is how the end of the text looks to OpenSSL.
      return (found, ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE)
    }
    guard isComplete, !certificates.isEmpty else { throw .drained(.certificate) }
    ERR_clear_error()
    return certificates
  }

  /// The certificate as a PEM block.
  public var pem: String { X509Bytes.pem(der, label: "CERTIFICATE") }

  /// The SHA-256 digest as people compare it: upper-case pairs with colons.
  public var fingerprint: String {
    sha256.map { Hex.encode([$0], .upper) }.joined(separator: ":")
  }

  /// Whether a moment lies within the validity.
  public func isValid(at time: Timestamp) -> Bool {
    guard let notBefore, let notAfter else { return false }
    return notBefore <= time && time <= notAfter
  }

  /// Reads the fields of a certificate that OpenSSL holds.
  init(_ x509: OpaquePointer, der: [UInt8]) {
    subject = X509Bytes.text(of: X509_get_subject_name(x509))
    issuer = X509Bytes.text(of: X509_get_issuer_name(x509))
    alternativeNames = X509Bytes.alternativeNames(of: x509)
    serial = X509Bytes.serial(of: x509)
    notBefore = X509Bytes.time(X509_get0_notBefore(x509))
    notAfter = X509Bytes.time(X509_get0_notAfter(x509))
    (keyKind, keyBits) = X509Bytes.key(of: x509)
    signatureAlgorithm =
      OBJ_nid2ln(X509_get_signature_nid(x509)).map { String(cString: $0) } ?? "unknown"
    isAuthority = X509_check_ca(x509) == 1
    sha256 = X509Bytes.sha256(of: x509)
    self.der = der
  }

  /// Lends OpenSSL's form to a call.
  func withX509<Result>(
    _ body: (OpaquePointer) throws(TLSFault) -> Result
  ) throws(TLSFault) -> Result {
    ERR_clear_error()
    let x509 = der.withUnsafeBufferPointer { buffer in
      var cursor = buffer.baseAddress
      return d2i_X509(nil, &cursor, buffer.count)
    }
    guard let x509 else { throw .drained(.certificate) }
    defer { X509_free(x509) }
    return try body(x509)
  }
}

extension Certificate: CustomStringConvertible {
  /// The subject and the fingerprint.
  public var description: String { "\(subject) (SHA-256 \(fingerprint))" }
}
