internal import CLibcurl
internal import SynchroHTTP
internal import SynchroWire

extension CurlExchange {
  /// Turns the request into libcurl's options. Whatever libcurl would add, follow or remember by
  /// itself is switched off.
  func configure(
    _ message: HTTPRequest, version: CurlHTTPVersion, pinNames: inout PinNames
  ) {
    let request = transfer.request
    let context = Unmanaged.passUnretained(self).toOpaque()
    easy.set(CURLOPT_HEADERFUNCTION, callback: takeCurlHeadLine)
    easy.set(CURLOPT_HEADERDATA, pointer: context)
    easy.set(CURLOPT_WRITEFUNCTION, callback: takeCurlContent)
    easy.set(CURLOPT_WRITEDATA, pointer: context)
    easy.set(debugCallback: takeCurlTrace)
    easy.set(CURLOPT_DEBUGDATA, pointer: context)
    easy.set(CURLOPT_VERBOSE, 1)
    easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    easy.set(CURLOPT_QUICK_EXIT, 1)
    easy.set(CURLOPT_TIMEOUT_MS, max(1, request.options.deadline.inMilliseconds))
    easy.set(CURLOPT_CONNECTTIMEOUT_MS, max(1, request.options.connectTimeout.inMilliseconds))
    easy.set(CURLOPT_EXPECT_100_TIMEOUT_MS, request.options.continueWait.inMilliseconds)
    if !request.options.keepsConnection { easy.set(CURLOPT_FORBID_REUSE, 1) }
    if !request.options.usesIdleConnection { easy.set(CURLOPT_FRESH_CONNECT, 1) }
    switch version {
    case .http11: easy.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    case .negotiated: easy.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
    case .http2PriorKnowledge:
      easy.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE)
    }
    configureTarget(message, pinNames: &pinNames)
    configureFields(message.head.fields)
    configureContent(message)
    if request.destination.isSecure { configureTLS(request.destination.tls) }
  }

  private func configureTarget(_ message: HTTPRequest, pinNames: inout PinNames) {
    let destination = transfer.request.destination
    let opening = OpenRequest(transfer.request)
    easy.set(CURLOPT_URL, "\(destination.origin.scheme)://\(opening.authority ?? "")/")
    easy.set(CURLOPT_REQUEST_TARGET, message.head.target)
    easy.set(CURLOPT_CUSTOMREQUEST, message.head.method.name)
    CurlProxy.configure(easy, destination.proxy)
    switch destination.family {
    case .any: break
    case .ipv4: easy.set(CURLOPT_IPRESOLVE, Int(CURL_IPRESOLVE_V4))
    case .ipv6: easy.set(CURLOPT_IPRESOLVE, Int(CURL_IPRESOLVE_V6))
    }
    guard !destination.pins.isEmpty else { return }
    let name = pinNames.name(for: destination.pins)
    let addresses = destination.pins.compactMap(OpenRequest.bracketed).joined(separator: ",")
    easy.set(CURLOPT_CONNECT_TO, ["::\(name):\(opening.port)"])
    easy.set(CURLOPT_RESOLVE, ["\(name):\(opening.port):\(addresses)"])
  }

  private func configureFields(_ fields: HTTPFields) {
    var lines: [[UInt8]] = fields.map { field in
      // libcurl takes "Name:" as the wish to leave a field out, and "Name;" as an empty one.
      field.valueBytes.isEmpty
        ? Array(field.nameBytes) + Array(";".utf8)
        : Array(field.nameBytes) + Array(": ".utf8) + Array(field.valueBytes)
    }
    for name in ["Accept", "User-Agent", "Expect", "Content-Type"] where !fields.contains(name) {
      lines.append(Array("\(name):".utf8))
    }
    easy.set(CURLOPT_HTTPHEADER, bytes: lines)
  }

  private func configureContent(_ message: HTTPRequest) {
    if message.head.method == .head {
      easy.set(CURLOPT_NOBODY, 1)
      return
    }
    let declaresContent =
      message.head.fields.contains("Content-Length")
      || message.head.fields.contains("Transfer-Encoding")
    guard !message.body.isEmpty || declaresContent else { return }
    easy.set(CURLOPT_POST, 1)
    easy.set(CURLOPT_POSTFIELDSIZE_LARGE, large: message.body.count)
    easy.setContent(message.body)
  }

  private func configureTLS(_ tls: TLSClientConfiguration) {
    switch tls.trust {
    case .system: break
    case .file(let path):
      easy.set(CURLOPT_CAINFO, path)
      easy.set(CURLOPT_CAPATH, pointer: nil)
    case .certificates(let certificates):
      let pem = certificates.map(\.pem).joined(separator: "\n")
      easy.set(CURLOPT_CAINFO_BLOB, blob: Array(pem.utf8))
      easy.set(CURLOPT_CAPATH, pointer: nil)
    }
    if tls.verification == .recorded {
      easy.set(CURLOPT_SSL_VERIFYPEER, 0)
      easy.set(CURLOPT_SSL_VERIFYHOST, 0)
    }
    if let identity = tls.identity {
      easy.set(CURLOPT_SSLCERT_BLOB, blob: identity.chainPEM)
      easy.set(CURLOPT_SSLKEY_BLOB, blob: identity.exportKeyPEM())
    }
    easy.set(
      CURLOPT_SSLVERSION,
      CurlTLS.number(of: tls.versions.lowerBound) | CurlTLS.number(of: tls.versions.upperBound)
        << 16)
    easy.set(CURLOPT_CERTINFO, 1)
  }
}
