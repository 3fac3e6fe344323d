internal import CLibcurl
internal import COpenSSL
internal import CSynchroCurl
internal import SynchroWire

/// What can be learnt about a TLS session of libcurl's.
enum CurlTLS {
  /// The facts of a session that is alive, by way of libcurl's own `SSL`.
  static func facts(of easy: EasyHandle) -> TLSFacts? {
    var raw: UnsafeMutableRawPointer?
    guard syn_curl_get_tls_session(easy.raw, &raw) == CURLE_OK, let raw else { return nil }
    let session = OpaquePointer(raw)
    var name: UnsafePointer<UInt8>?
    var length: UInt32 = 0
    SSL_get0_alpn_selected(session, &name, &length)
    return TLSFacts(
      version: TLSVersion(rawValue: UInt16(truncatingIfNeeded: SSL_version(session))),
      cipher: SSL_get_current_cipher(session).flatMap { SSL_CIPHER_get_name($0) }
        .map { String(cString: $0) },
      alpn: name.map {
        String(decoding: UnsafeBufferPointer(start: $0, count: Int(length)), as: UTF8.self)
      },
      peerChain: chain(of: easy),
      verification: TLSVerification(code: SSL_get_verify_result(session)),
      isResumed: SSL_session_reused(session) == 1, alerts: [], sawCloseNotify: false)
  }

  /// What is left of a session that has gone: the chain, if the handshake came to its end.
  static func chainFacts(of easy: EasyHandle) -> TLSFacts? {
    let chain = chain(of: easy)
    guard !chain.isEmpty else { return nil }
    return TLSFacts(
      version: nil, cipher: nil, alpn: nil, peerChain: chain,
      verification: TLSVerification(code: easy.long(CURLINFO_SSL_VERIFYRESULT)), isResumed: false,
      alerts: [], sawCloseNotify: false)
  }

  /// libcurl's number for a version.
  static func number(of version: TLSVersion) -> Int {
    switch version {
    case .tls10: CURL_SSLVERSION_TLSv1_0
    case .tls11: CURL_SSLVERSION_TLSv1_1
    case .tls12: CURL_SSLVERSION_TLSv1_2
    case .tls13: CURL_SSLVERSION_TLSv1_3
    }
  }

  private static func chain(of easy: EasyHandle) -> [Certificate] {
    var information: UnsafeMutablePointer<curl_certinfo>?
    guard syn_curl_get_certificates(easy.raw, &information) == CURLE_OK,
      let information = information?.pointee, let lists = information.certinfo
    else { return [] }
    var chain: [Certificate] = []
    for index in 0..<Int(information.num_of_certs) {
      var item = lists[index]
      while let current = item {
        let text = current.pointee.data.map { String(cString: $0) } ?? ""
        if text.hasPrefix("Cert:"), let found = try? Certificate.parse(pem: text.dropFirst(5).utf8)
        {
          chain += found
        }
        item = current.pointee.next
      }
    }
    return chain
  }
}
