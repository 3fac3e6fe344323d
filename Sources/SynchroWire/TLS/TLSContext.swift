import COpenSSL
import CSynchroTLS
import Glibc
import SynchroSystem

/// One configuration of TLS, shared by all its connections on all threads.
///
/// Make one and keep it: loading the system's authorities takes tens of milliseconds.
package final class TLSContext: @unchecked Sendable {
  // Unchecked: OpenSSL counts references to an SSL_CTX atomically and locks inside; nothing here
  // changes it once the initialiser has returned.
  let raw: OpaquePointer
  let isServer: Bool
  /// ALPN's list as it stands on the wire: each name behind its length.
  private let protocolList: [UInt8]

  /// Prepares a client.
  package init(client configuration: TLSClientConfiguration) throws(TLSFault) {
    raw = try TLSContext.make(TLS_client_method(), configuration.versions)
    isServer = false
    protocolList = TLSContext.wireForm(configuration.protocols)
    try trust(configuration.trust)
    if let identity = configuration.identity { try use(identity) }
    if !protocolList.isEmpty {
      // Unlike its neighbours this call returns 0 for success.
      let status = SSL_CTX_set_alpn_protos(raw, protocolList, UInt32(protocolList.count))
      guard status == 0 else { throw .drained(.configuration) }
    }
    SSL_CTX_set_verify(
      raw, configuration.verification == .enforced ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nil)
    SSL_CTX_set_cert_verify_callback(raw, recordChainAndVerify, nil)
  }

  /// Prepares a server.
  package init(server configuration: TLSServerConfiguration) throws(TLSFault) {
    raw = try TLSContext.make(TLS_server_method(), configuration.versions)
    isServer = true
    protocolList = TLSContext.wireForm(configuration.protocols)
    try use(configuration.identity)
    if !protocolList.isEmpty {
      SSL_CTX_set_alpn_select_cb(raw, selectProtocol, Unmanaged.passUnretained(self).toOpaque())
    }
    // Needed to resume sessions that carry client certificates; any constant does.
    let name = Array("synchroscope".utf8)
    SSL_CTX_set_session_id_context(raw, name, UInt32(name.count))
    // Tickets are enough; a cache in memory would grow with the connections.
    _ = syn_tls_set_session_cache(raw, Int(SSL_SESS_CACHE_OFF))
    switch configuration.clientCertificates {
    case .ignored: break
    case .optional(let authorities):
      try ask(SSL_VERIFY_PEER, trusting: authorities)
      SSL_CTX_set_cert_verify_callback(raw, recordChainAndVerify, nil)
    case .required(let authorities):
      try ask(SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, trusting: authorities)
      SSL_CTX_set_cert_verify_callback(raw, recordChainAndVerify, nil)
    case .recorded(let authorities):
      try ask(SSL_VERIFY_PEER, trusting: authorities)
      SSL_CTX_set_cert_verify_callback(raw, recordChainAndAccept, nil)
    }
  }

  deinit {
    SSL_CTX_free(raw)
  }

  private static func make(
    _ method: OpaquePointer?, _ versions: ClosedRange<TLSVersion>
  ) throws(TLSFault) -> OpaquePointer {
    WireProcess.prepare()
    ERR_clear_error()
    guard let raw = SSL_CTX_new(method) else { throw .drained(.configuration) }
    let oldest = syn_tls_set_oldest_version(raw, Int32(versions.lowerBound.rawValue))
    let newest = syn_tls_set_newest_version(raw, Int32(versions.upperBound.rawValue))
    guard oldest == 1, newest == 1 else {
      SSL_CTX_free(raw)
      throw .drained(.configuration)
    }
    // OpenSSL 3 allows SHA-1 signatures, and with them TLS 1.0 and 1.1, at level 0 alone.
    if versions.lowerBound < .tls12 { SSL_CTX_set_security_level(raw, 0) }
    syn_tls_forbid_legacy(raw)
    // Without NO_AUTO_CHAIN OpenSSL would send more certificates than it was given.
    _ = syn_tls_set_mode(
      raw,
      Int(SSL_MODE_ENABLE_PARTIAL_WRITE) | Int(SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER)
        | Int(SSL_MODE_NO_AUTO_CHAIN))
    _ = syn_tls_set_read_ahead(raw, 1)
    SSL_CTX_set_info_callback(raw, recordAlert)
    return raw
  }

  private static func wireForm(_ protocols: [String]) -> [UInt8] {
    protocols.flatMap { name -> [UInt8] in
      let bytes = Array(name.utf8)
      precondition((1...255).contains(bytes.count), "ALPN names have 1 to 255 bytes")
      return [UInt8(bytes.count)] + bytes
    }
  }

  private func ask(_ mode: Int32, trusting authorities: TLSTrust) throws(TLSFault) {
    for certificate in try trust(authorities) {
      try certificate.withX509 { x509 throws(TLSFault) in
        guard SSL_CTX_add_client_CA(raw, x509) == 1 else { throw .drained(.configuration) }
      }
    }
    SSL_CTX_set_verify(raw, mode, nil)
  }

  /// Returns the certificates that were named one by one.
  @discardableResult
  private func trust(_ trust: TLSTrust) throws(TLSFault) -> [Certificate] {
    let named: [Certificate]
    switch trust {
    case .system:
      guard SSL_CTX_set_default_verify_paths(raw) == 1 else { throw .drained(.configuration) }
      return []
    case .certificates(let certificates): named = certificates
    case .file(let path):
      do {
        named = try Certificate.parse(pem: WireFile.read(path))
      } catch let error as SystemError {
        throw TLSFault(.configuration, errors: [OpenSSLError(error, path: path)])
      } catch let error as TLSFault {
        throw error
      } catch {
        throw TLSFault(.configuration, errors: [])
      }
    }
    let store = SSL_CTX_get_cert_store(raw)
    // A certificate that the user names is trusted as it is, be it a root or not.
    X509_STORE_set_flags(store, UInt(X509_V_FLAG_PARTIAL_CHAIN))
    for certificate in named {
      try certificate.withX509 { x509 throws(TLSFault) in
        guard X509_STORE_add_cert(store, x509) == 1 else { throw .drained(.configuration) }
      }
    }
    return named
  }

  private func use(_ identity: TLSIdentity) throws(TLSFault) {
    ERR_clear_error()
    let chain = try Certificate.parse(pem: identity.chainPEM)
    guard let leaf = chain.first else { throw .drained(.configuration) }
    try leaf.withX509 { x509 throws(TLSFault) in
      guard SSL_CTX_use_certificate(raw, x509) == 1 else { throw .drained(.configuration) }
    }
    for certificate in chain.dropFirst() {
      try certificate.withX509 { x509 throws(TLSFault) in
        guard syn_tls_add_chain_certificate(raw, x509) == 1 else {
          throw .drained(.configuration)
        }
      }
    }
    guard let key = PrivateKey(pem: identity.keyPEM),
      SSL_CTX_use_PrivateKey(raw, key.raw) == 1, SSL_CTX_check_private_key(raw) == 1
    else { throw .drained(.configuration) }
  }

  /// The first of our protocols that the client offers too.
  fileprivate func select(
    from offered: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8>? {
    var ours = 0
    while ours < protocolList.count {
      let name = protocolList[(ours + 1)...].prefix(Int(protocolList[ours]))
      var start = 0
      while start < offered.count {
        let length = Int(offered[start])
        guard start + 1 + length <= offered.count else { return nil }
        let candidate = UnsafeBufferPointer(rebasing: offered[start + 1..<start + 1 + length])
        if candidate.elementsEqual(name) { return candidate }
        start += 1 + length
      }
      ours += 1 + name.count
    }
    return nil
  }
}

extension OpenSSLError {
  init(_ error: SystemError, path: String) {
    self.init(
      library: Int32(ERR_LIB_SYS), reason: error.code, words: error.description, detail: path)
  }
}

// MARK: - Callbacks of OpenSSL. Top-level, so that no actor is inferred for them.

private func selectProtocol(
  _ ssl: OpaquePointer?, _ chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
  _ chosenCount: UnsafeMutablePointer<UInt8>?, _ offered: UnsafePointer<UInt8>?,
  _ offeredCount: UInt32, _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  guard let argument, let chosen, let chosenCount else { return SSL_TLSEXT_ERR_NOACK }
  // Sessions hold their context, so it lives.
  let context = Unmanaged<TLSContext>.fromOpaque(argument).takeUnretainedValue()
  let list = UnsafeBufferPointer(start: offered, count: Int(offeredCount))
  guard let name = context.select(from: list) else { return SSL_TLSEXT_ERR_ALERT_FATAL }
  chosen.pointee = name.baseAddress
  chosenCount.pointee = UInt8(name.count)
  return SSL_TLSEXT_ERR_OK
}

/// OpenSSL forgets a chain that it refuses, and it is evidence: keep it before verifying.
private func recordChainAndVerify(
  _ store: OpaquePointer?, _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  guard let store else { return 0 }
  TLSSession.of(store)?.recordChain(X509_STORE_CTX_get0_untrusted(store))
  return X509_verify_cert(store)
}

private func recordChainAndAccept(
  _ store: OpaquePointer?, _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  guard let store else { return 0 }
  TLSSession.of(store)?.recordChain(X509_STORE_CTX_get0_untrusted(store))
  _ = X509_verify_cert(store)
  return 1
}

private func recordAlert(_ ssl: OpaquePointer?, _ place: Int32, _ value: Int32) {
  guard place & (SSL_CB_READ_ALERT) == SSL_CB_READ_ALERT, let ssl else { return }
  TLSSession.of(ssl: ssl)?.recordAlert(value)
}
