import COpenSSL

/// An entry of OpenSSL's error queue.
public struct OpenSSLError: Sendable, Hashable, CustomStringConvertible {
  /// The number of the library part that complained.
  public let library: Int32
  /// The reason's number within that part.
  public let reason: Int32
  /// OpenSSL's words for the reason.
  public let words: String
  /// What the failing place added, often empty.
  public let detail: String

  /// The words, and the detail behind a colon.
  public var description: String { detail.isEmpty ? words : "\(words): \(detail)" }

  /// Takes the whole queue of this thread, oldest entry first.
  package static func drain() -> [OpenSSLError] {
    var errors: [OpenSSLError] = []
    while true {
      var detail: UnsafePointer<CChar>?
      var flags: Int32 = 0
      let code = ERR_get_error_all(nil, nil, nil, &detail, &flags)
      guard code != 0 else { return errors }
      let isText = flags & ERR_TXT_STRING != 0
      errors.append(
        OpenSSLError(
          library: ERR_GET_LIB(code), reason: ERR_GET_REASON(code),
          words: ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)",
          detail: isText ? detail.map { String(cString: $0) } ?? "" : ""))
    }
  }
}

/// An alert that came over the wire (RFC 8446, section 6).
public struct TLSAlert: Sendable, Hashable, CustomStringConvertible {
  /// Whether the sender ends the connection with it.
  public let isFatal: Bool
  /// The alert's number, such as 42 for bad_certificate.
  public let code: UInt8

  /// Keeps level and number.
  public init(code: UInt8, isFatal: Bool) {
    self.code = code
    self.isFatal = isFatal
  }

  /// OpenSSL's words for the number.
  public var description: String {
    String(cString: SSL_alert_desc_string_long(Int32(code)))
  }
}

/// What verifying the peer's certificates came to.
public struct TLSVerification: Sendable, Hashable, CustomStringConvertible {
  /// OpenSSL's X509_V_ code; 0 when the chain and the name hold.
  public let code: Int

  /// Keeps the code.
  public init(code: Int) {
    self.code = code
  }

  /// The chain leads to a trusted root, is valid now, and carries the name asked for.
  public var isTrusted: Bool { code == 0 }

  /// OpenSSL's words for the code.
  public var description: String {
    String(cString: X509_verify_cert_error_string(code))
  }
}

/// A failure of TLS, of its configuration or of a certificate.
public struct TLSFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was being done.
  public enum Stage: String, Sendable {
    /// Reading certificates, keys and settings.
    case configuration
    /// Agreeing with the peer.
    case handshake
    /// Decrypting after the handshake.
    case reading
    /// Encrypting after the handshake.
    case writing
    /// Sending close_notify.
    case closing
    /// Reading a certificate.
    case certificate
  }

  /// What was being done.
  public let stage: Stage
  /// OpenSSL's whole error queue, oldest entry first; may be empty.
  public let errors: [OpenSSLError]
  /// The fatal alert that the peer sent, if that is what ended it.
  public let alert: TLSAlert?
  /// Why the peer's certificate was refused, if that is what ended it.
  public let verification: TLSVerification?

  init(
    _ stage: Stage, errors: [OpenSSLError], alert: TLSAlert? = nil,
    verification: TLSVerification? = nil
  ) {
    self.stage = stage
    self.errors = errors
    self.alert = alert
    self.verification = verification
  }

  /// The failure that OpenSSL just left in its queue.
  static func drained(_ stage: Stage) -> TLSFault {
    TLSFault(stage, errors: OpenSSLError.drain())
  }

  /// The stage and the nearest cause in OpenSSL's words.
  public var description: String {
    "TLS \(stage.rawValue): \(cause)"
  }

  private var cause: String {
    if let verification { return "certificate refused: \(verification)" }
    if let alert { return "peer sent alert: \(alert)" }
    return errors.first?.description ?? "unknown cause"
  }
}
