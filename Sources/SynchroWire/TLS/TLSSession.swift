import COpenSSL
import CSynchroTLS
import Glibc
import SynchroSystem

/// The TLS half of a `ByteStream`: an `SSL` on its descriptor, and what it saw.
final class TLSSession {
  private let ssl: OpaquePointer
  private let context: TLSContext
  private var isEstablished = false
  private var isBroken = false
  private var sentCloseNotify = false
  private var presentedDER: [[UInt8]] = []
  private var alerts: [TLSAlert] = []

  init(_ context: TLSContext, descriptor: Int32, host: String?) throws(TLSFault) {
    ERR_clear_error()
    guard let ssl = SSL_new(context.raw) else { throw .drained(.configuration) }
    self.ssl = ssl
    self.context = context
    // From here on deinit frees the session when something below throws.
    guard SSL_set_fd(ssl, descriptor) == 1 else { throw .drained(.configuration) }
    guard SSL_set_ex_data(ssl, 0, Unmanaged.passUnretained(self).toOpaque()) == 1 else {
      throw .drained(.configuration)
    }
    if context.isServer {
      SSL_set_accept_state(ssl)
      return
    }
    SSL_set_connect_state(ssl)
    guard let host else { return }
    try expect(host)
  }

  deinit {
    SSL_free(ssl)
  }

  private func expect(_ host: String) throws(TLSFault) {
    if SocketAddress.bytes(of: host) != nil {
      // RFC 6066, section 3: literal addresses are not permitted in SNI.
      let status = X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host)
      guard status == 1 else { throw .drained(.configuration) }
      return
    }
    SSL_set_hostflags(ssl, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
    guard SSL_set1_host(ssl, host) == 1, syn_ssl_set_server_name(ssl, host) == 1 else {
      throw .drained(.configuration)
    }
  }

  // MARK: - Input and output

  func handshake() -> StepOutcome {
    ERR_clear_error()
    let status = SSL_do_handshake(ssl)
    if status == 1 {
      isEstablished = true
      return .done
    }
    switch failure(status, .handshake, .recv) {
    case .wouldBlock(let direction): return .wouldBlock(direction)
    case .reset(let error): return .reset(error)
    case .tlsFault(let fault): return .tlsFault(fault)
    case .end, .truncated, .bytes: return .truncated
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> StreamOutcome {
    ERR_clear_error()
    var count = 0
    let status = SSL_read_ex(ssl, buffer.baseAddress, buffer.count, &count)
    return status == 1 ? .bytes(count) : failure(status, .reading, .recv)
  }

  func write(_ bytes: UnsafeRawBufferPointer) -> StreamOutcome {
    ERR_clear_error()
    var count = 0
    let status = SSL_write_ex(ssl, bytes.baseAddress, bytes.count, &count)
    return status == 1 ? .bytes(count) : failure(status, .writing, .send)
  }

  var hasBufferedInput: Bool { SSL_has_pending(ssl) == 1 }

  func closeNotify() -> StepOutcome {
    // SSL_shutdown must not follow a fatal error nor precede the end of the handshake.
    guard isEstablished, !isBroken, !sentCloseNotify else { return .done }
    ERR_clear_error()
    let status = SSL_shutdown(ssl)
    if status >= 0 {
      sentCloseNotify = true
      return .done
    }
    switch failure(status, .closing, .send) {
    case .wouldBlock(let direction): return .wouldBlock(direction)
    case .reset(let error): return .reset(error)
    case .tlsFault(let fault): return .tlsFault(fault)
    case .end, .truncated, .bytes: return .truncated
    }
  }

  private func failure(
    _ status: Int32, _ stage: TLSFault.Stage, _ call: SystemError.Call
  ) -> StreamOutcome {
    let code = errno
    switch SSL_get_error(ssl, status) {
    case SSL_ERROR_WANT_READ: return .wouldBlock(.read)
    case SSL_ERROR_WANT_WRITE: return .wouldBlock(.write)
    case SSL_ERROR_ZERO_RETURN: return .end
    case SSL_ERROR_SYSCALL:
      isBroken = true
      ERR_clear_error()
      return code == 0 ? .truncated : .reset(SystemError(call, code: code))
    default:
      isBroken = true
      let errors = OpenSSLError.drain()
      if errors.contains(where: { $0.reason == SSL_R_UNEXPECTED_EOF_WHILE_READING }) {
        return .truncated
      }
      let verification = errors.contains { $0.reason == SSL_R_CERTIFICATE_VERIFY_FAILED }
      return .tlsFault(
        TLSFault(
          stage, errors: errors, alert: alerts.last { $0.isFatal },
          verification: verification
            ? TLSVerification(code: SSL_get_verify_result(ssl)) : nil))
    }
  }

  // MARK: - Facts

  var facts: TLSFacts {
    // The pending cipher is known from ServerHello on, the current one from the end of TLS 1.2.
    let suite = SSL_get_current_cipher(ssl) ?? SSL_get_pending_cipher(ssl)
    var name: UnsafePointer<UInt8>?
    var length: UInt32 = 0
    SSL_get0_alpn_selected(ssl, &name, &length)
    let alpn = name.map {
      String(decoding: UnsafeBufferPointer(start: $0, count: Int(length)), as: UTF8.self)
    }
    let chain = presentedDER.compactMap { try? Certificate(der: $0) }
    let received = SSL_get_shutdown(ssl) & SSL_RECEIVED_SHUTDOWN != 0
    return TLSFacts(
      version: suite.flatMap { _ in
        TLSVersion(rawValue: UInt16(truncatingIfNeeded: SSL_version(ssl)))
      },
      cipher: suite.flatMap { SSL_CIPHER_get_name($0) }.map { String(cString: $0) },
      alpn: alpn, peerChain: chain,
      verification: presentedDER.isEmpty
        ? nil : TLSVerification(code: SSL_get_verify_result(ssl)),
      isResumed: SSL_session_reused(ssl) == 1, alerts: alerts,
      sawCloseNotify: received && alerts.contains { $0.code == 0 })
  }

  func recordChain(_ stack: OpaquePointer?) {
    presentedDER = (0..<max(0, OPENSSL_sk_num(stack))).compactMap { index in
      OPENSSL_sk_value(stack, index).flatMap { X509Bytes.der(of: OpaquePointer($0)) }
    }
  }

  func recordAlert(_ value: Int32) {
    // A peer may send warnings for ever; the first ones tell the story.
    guard alerts.count < 16 else { return }
    alerts.append(
      TLSAlert(
        code: UInt8(truncatingIfNeeded: value),
        isFatal: value >> 8 == SSL3_AL_FATAL))
  }

  /// The session of an `SSL`, from inside one of its callbacks.
  static func of(ssl: OpaquePointer) -> TLSSession? {
    SSL_get_ex_data(ssl, 0).map { Unmanaged<TLSSession>.fromOpaque($0).takeUnretainedValue() }
  }

  /// The session whose peer is being verified.
  static func of(_ store: OpaquePointer) -> TLSSession? {
    X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx())
      .flatMap { of(ssl: OpaquePointer($0)) }
  }
}
