internal import CLibcurl
internal import SynchroDigest

/// Our choice of proxy as libcurl's options.
enum CurlProxy {
  /// Sets every option about proxies, because each one left open is read from the environment.
  static func configure(_ easy: EasyHandle, _ proxy: Proxy) {
    easy.set(CURLOPT_NOPROXY, "")
    guard let server = proxy.server, let host = OpenRequest.bracketed(server.host) else {
      easy.set(CURLOPT_PROXY, "")
      return
    }
    switch proxy {
    case .direct:
      break
    case .http:
      easy.set(CURLOPT_PROXY, "http://\(host):\(server.port)")
      easy.set(CURLOPT_HTTPPROXYTUNNEL, 1)
      easy.set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
      // Our own field: libcurl's options for it decode percent signs in some versions.
      if let credentials = server.credentials {
        let (user, password) = credentials.exposed
        let pair = Base64.encode(Array("\(user):\(password)".utf8))
        easy.set(CURLOPT_PROXYHEADER, ["Proxy-Authorization: Basic \(pair)"])
      }
    case .socks5h:
      easy.set(CURLOPT_PROXY, "socks5h://\(host):\(server.port)")
      if let credentials = server.credentials {
        let (user, password) = credentials.exposed
        easy.set(CURLOPT_PROXYUSERNAME, encoded(user))
        easy.set(CURLOPT_PROXYPASSWORD, encoded(password))
      }
    }
  }

  /// libcurl 7.88 decodes the credentials of a SOCKS proxy as parts of a URL.
  private static func encoded(_ text: String) -> String {
    text.replacing("%", with: "%25")
  }
}
