import COpenSSL

/// Why OpenSSL did not do what it was asked.
public enum CryptoError: Error, Sendable, Equatable {
  /// A call failed; the text is OpenSSL's own reason, or empty when it gives none.
  case refused(call: String, reason: String)
  /// The text is no PEM of the kind that was asked for, or not of an Ed25519 key.
  case notAnEd25519Key
  /// Raw key material of the wrong size.
  case wrongLength(expected: Int, received: Int)

  /// The failure of a call, with the newest entry of this thread's error queue, which is emptied.
  static func last(_ call: String) -> CryptoError {
    let code = ERR_peek_last_error()
    ERR_clear_error()
    guard code != 0, let reason = ERR_reason_error_string(code) else {
      return .refused(call: call, reason: "")
    }
    return .refused(call: call, reason: String(cString: reason))
  }
}

extension CryptoError: CustomStringConvertible {
  /// One sentence for people, without a full stop.
  public var description: String {
    switch self {
    case .refused(let call, let reason): reason.isEmpty ? "\(call) failed" : "\(call): \(reason)"
    case .notAnEd25519Key: "expected a PEM text of an Ed25519 key"
    case .wrongLength(let expected, let received):
      "expected \(expected) bytes of key material, received \(received)"
    }
  }
}
