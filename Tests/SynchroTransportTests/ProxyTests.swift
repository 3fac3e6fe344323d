import SynchroDigest
import SynchroHTTP
import SynchroTransport
import SynchroWire
import Testing

/// Credentials whose password has the label of tests.
private func credentials(_ user: String, _ password: String) -> ProxyCredentials? {
  ProxyCredentials(user: user, password: Secret(password, label: Secret.Label("test")))
}

@Suite(.timeLimit(.minutes(5)))
struct ProxyTests {
  @Test
  func `a tunnel carries plain and TLS exchanges, and the target's name is the proxy's to find`()
    async throws
  {
    let authority = try ThrowawayAuthority()
    let server = TLSServerConfiguration(identity: try authority.issue())
    var trusting = TLSClientConfiguration()
    trusting.trust = authority.trust
    let known = try #require(credentials("meter", "100% s:cret"))
    try await withPeer {
      $0.answerAll()
    } _: { plain in
      try await withPeer(tls: server) {
        $0.answerAll()
      } _: { secure in
        for kind in [TinyProxy.Kind.http, .socks] {
          for isSecure in [false, true] {
            let proxy = try TinyProxy(
              kind, target: isSecure ? secure.port : plain.port,
              credentials: "meter:100% s:cret")
            defer { proxy.stop() }
            let place = ProxyServer(
              host: "127.0.0.1", port: proxy.port, credentials: known)
            let named = Destination(
              Origin(scheme: isSecure ? "https" : "http", host: "localhost", port: 8443),
              proxy: kind == .http ? .http(place) : .socks5h(place), tls: trusting)
            try await withClient { client in
              let request = try ExchangeRequest.get(from: named)
              let first = await client.send(request)
              #expect(first.outcome == .completed && first.text == "hello", "\(kind) \(isSecure)")
              #expect(first.times.tunnelled != nil)
              #expect(first.connection?.peer == "127.0.0.1:\(proxy.port)")
              #expect(first.connection?.tls?.verification?.isTrusted == (isSecure ? true : nil))
              #expect(await client.send(request).isReused)
            }
            #expect(
              proxy.requests == [kind == .http ? "localhost:8443" : "localhost:8443 type 3"])
          }
        }
      }
    }
  }

  @Test func `a proxy that refuses is blamed, with its status and its words`() async throws {
    let cases: [(TinyProxy.Kind, String?, ProxyCredentials?, (TransportFault) -> Bool)] = [
      (.http, "403 Forbidden", nil, { $0 == .proxy(.refusedTunnel(status: 403)) }),
      (.http, nil, nil, { $0 == .proxy(.refusedTunnel(status: 407)) }),
      (
        .http, nil, credentials("meter", "wrong"),
        { $0 == .proxy(.refusedTunnel(status: 407)) }
      ),
      (
        .socks, nil, credentials("meter", "wrong"),
        {
          if case .proxy(.brokenTunnel) = $0 { return true }
          return false
        }
      ),
      (
        .socks, "refused", credentials("meter", "right"),
        {
          if case .proxy(.brokenTunnel) = $0 { return true }
          return false
        }
      ),
    ]
    for (kind, status, credentials, isExpected) in cases {
      let proxy = try TinyProxy(
        kind, target: 1, refusing: status, credentials: "meter:right")
      defer { proxy.stop() }
      let place = ProxyServer(host: "127.0.0.1", port: proxy.port, credentials: credentials)
      let exchange = try await withClient {
        await $0.send(
          try .get(
            from: Destination(
              Origin(scheme: "http", host: "localhost", port: 80),
              proxy: kind == .http ? .http(place) : .socks5h(place))))
      }
      let fault = try #require(exchange.fault)
      #expect(isExpected(fault), "\(kind) \(status ?? "-"): \(fault)")
      let reply = String(decoding: exchange.connection?.proxyReply ?? [], as: UTF8.self)
      if status?.hasPrefix("403") == true { #expect(reply.contains("X-Proxy: tiny\r\n")) }
    }
  }

  @Test func `the customary variables name a proxy, and nothing else does`() throws {
    typealias Row = (variables: [String: String], isSecure: Bool, host: String, expected: Proxy?)
    let known = credentials("u", "p@ss")
    let rows: [Row] = [
      ([:], false, "a.test", .direct),
      (
        ["http_proxy": "http://p:8080"], false, "a.test", .http(ProxyServer(host: "p", port: 8080))
      ),
      (["http_proxy": "p"], false, "a.test", .http(ProxyServer(host: "p", port: 1080))),
      (["HTTP_PROXY": "http://p:8080"], false, "a.test", .direct),
      (["http_proxy": "http://p:8080"], true, "a.test", .direct),
      (
        ["HTTPS_PROXY": "http://p:8080/"], true, "a.test", .http(ProxyServer(host: "p", port: 8080))
      ),
      (
        ["ALL_PROXY": "socks5h://u:p%40ss@[::1]:9"], true, "a.test",
        .socks5h(ProxyServer(host: "::1", port: 9, credentials: known))
      ),
      (["all_proxy": "socks5://p"], true, "a.test", nil),
      (["all_proxy": "https://p"], true, "a.test", nil),
      (["all_proxy": "http://p:99999"], true, "a.test", nil),
      (["all_proxy": "http://u:%zz@p:9"], true, "a.test", nil),
      (["all_proxy": "http://u:%+5@p:9"], true, "a.test", nil),
      (["all_proxy": "http://"], true, "a.test", nil),
      (["all_proxy": "p:1", "no_proxy": "b.test, .A.test"], true, "x.a.test", .direct),
      (["all_proxy": "p:1", "no_proxy": "a.test"], true, "a.test.", .direct),
      (["all_proxy": "p:1", "no_proxy": "*"], true, "a.test", .direct),
      (
        ["all_proxy": "p:1", "no_proxy": "a.test"], true, "ba.test",
        .http(ProxyServer(host: "p", port: 1))
      ),
      (["all_proxy": "p:1", "NO_PROXY": "::1"], true, "[::1]", .direct),
    ]
    for (variables, isSecure, host, expected) in rows {
      let found = try? Proxy.fromEnvironment(variables, isSecure: isSecure, host: host)
      #expect(found == expected, "\(variables) \(host)")
    }
    let secret = try #require(known)
    #expect(!"\(secret) \(String(reflecting: secret))".contains("p@ss"))
    var dumped = ""
    dump(Proxy.http(ProxyServer(host: "p", port: 1, credentials: secret)), to: &dumped)
    #expect(!dumped.contains("p@ss"))
    #expect(credentials("a:b", "") == nil)
    #expect(credentials("a", "b\r\nX: y") == nil)
  }
}
