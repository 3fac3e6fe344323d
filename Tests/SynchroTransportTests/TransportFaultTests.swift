import Glibc
import SynchroHTTP
import SynchroTransport
import SynchroWire
import Testing
import SynchroSystem

@Suite(.timeLimit(.minutes(5)))
struct TransportFaultTests {
  /// What a peer does after the request's head, and what the exchange says.
  private struct Case: Sendable {
    let name: String
    let outcome: @Sendable (TransportFault) -> Bool
    let act: @Sendable (PeerConnection) -> Void
  }

  private static let cases: [Case] = [
    Case(name: "closes without an answer") {
      $0 == .closed(.waiting)
    } act: { _ in
    },
    Case(name: "resets instead of an answer") {
      $0 == .reset(.waiting)
    } act: {
      $0.stream.reset()
    },
    Case(name: "closes inside the head") {
      $0 == .truncated
    } act: {
      $0.send("HTTP/1.1 200 OK\r\nContent-")
    },
    Case(name: "closes inside the content") {
      $0 == .truncated
    } act: {
      $0.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
    },
    Case(name: "closes inside the chunks") {
      $0 == .truncated
    } act: {
      $0.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel")
    },
    Case(name: "resets inside the content") {
      $0 == .reset(.response)
    } act: {
      $0.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
      // A reset drops nothing that has arrived, and over loopback what was sent has.
      $0.stream.reset()
    },
    Case(name: "speaks another protocol") {
      if case .unreadable(let finding) = $0 { return finding.code == "not-http" }
      return false
    } act: {
      $0.send("220 mail.example ESMTP ready\r\n")
    },
    Case(name: "contradicts itself about the length") {
      if case .unreadable(let finding) = $0 { return finding.code == "content-length-conflict" }
      return false
    } act: {
      $0.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi!")
    },
    Case(name: "announces more than the limit") {
      $0 == .bodyLimit(1 << 20)
    } act: {
      $0.send("HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\n")
      _ = $0.receiveAll()
    },
    Case(name: "sends chunks beyond the limit") {
      $0 == .bodyLimit(1 << 20)
    } act: { connection in
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 1, count: 65_536) + [13, 10]
      for _ in 0..<17 { connection.send(chunk) }
      _ = connection.receiveAll()
    },
    Case(name: "never ends its head") {
      if case .headLimit(let finding) = $0 {
        return finding.code.contains("limit")
      }
      return false
    } act: { connection in
      connection.send("HTTP/1.1 200 OK\r\n")
      for index in 0..<20_000 { connection.send("X-\(index): endless\r\n") }
      _ = connection.receiveAll()
    },
    Case(name: "wraps little content in endless framing") {
      if case .headLimit(let finding) = $0 { return finding.code.contains("limit") }
      return $0 == .receiveLimit(2 << 20)
    } act: { connection in
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      let chunk = Array(("1;" + String(repeating: "x", count: 100) + "\r\na\r\n").utf8)
      for _ in 0..<40_000 { connection.send(chunk) }
      _ = connection.receiveAll()
    },
    Case(name: "trickles until the deadline") {
      $0 == .deadline(.response)
    } act: { connection in
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
      while connection.stream.raw >= 0 {
        connection.send("x")
        usleep(20_000)
        guard connection.isOpen else { return }
      }
    },
    Case(name: "says nothing until the deadline") {
      $0 == .deadline(.waiting)
    } act: {
      _ = $0.receiveAll()
    },
  ]

  @Test func `whatever a peer does instead of answering is told apart`() async throws {
    for item in Self.cases {
      try await withPeer { connection in
        guard connection.receiveHead() != nil else { return }
        item.act(connection)
      } _: { peer in
        let isSlow = item.name.contains("deadline")
        let request = try ExchangeRequest.get(from: .loopback(peer.port)) {
          $0.deadline = isSlow ? .milliseconds(300) : .seconds(20)
          $0.limits.bodyBytes = 1 << 20
          $0.receivedBytes = 2 << 20
        }
        let exchange = try await withClient { await $0.send(request) }
        guard let fault = exchange.fault else {
          Issue.record("\(item.name): completed with \(exchange.text)")
          return
        }
        #expect(item.outcome(fault), "\(item.name): \(fault)")
        #expect(!fault.sentence.hasSuffix(".") && fault.nextStep.hasSuffix("."))
        #expect(exchange.received.count <= 2 << 20)
      }
    }
  }

  @Test func `a reset while the request is still being sent is told as such`() async throws {
    try await withPeer { connection in
      guard connection.receiveHead() != nil, connection.receive(1 << 20) != nil else { return }
      connection.stream.reset()
    } _: { peer in
      let body = [UInt8](repeating: 7, count: 64 << 20)
      let exchange = try await withClient {
        await $0.send(try .post(body, to: .loopback(peer.port)))
      }
      #expect(exchange.outcome == .failed(.reset(.request)))
      #expect(exchange.sentCount < exchange.request.bytes.count && exchange.received.isEmpty)
      #expect(exchange.times.requestSent == nil && exchange.times.requestBegun != nil)
    }
  }

  @Test func `what cannot be reached is told apart`() async throws {
    let closed: UInt16 = try {
      let listener = try Listener()
      return listener.address.port
    }()
    let full = try FullListener()
    defer { full.close() }
    let cases: [(Destination, (TransportFault) -> Bool)] = [
      (.loopback(closed), { $0 == .refused(endpoint: "127.0.0.1:\(closed)") }),
      (
        Destination(Origin(scheme: "http", host: "::1", port: Int(closed))),
        {
          // A machine without IPv6 says that there is no route.
          if case .unreachable = $0 { return true }
          return $0 == .refused(endpoint: "[::1]:\(closed)")
        }
      ),
      (.loopback(full.port), { $0 == .connectTimeout(.connect) }),
      (
        Destination(Origin(scheme: "http", host: "a/b", port: 80)),
        { $0 == .unusable(.host("a/b")) }
      ),
      (
        Destination(Origin(scheme: "ftp", host: "a", port: 21)),
        { $0 == .unusable(.scheme("ftp")) }
      ),
      (
        Destination(Origin(scheme: "http", host: "a", port: 65_536)),
        { $0 == .unusable(.port(65_536)) }
      ),
      (
        Destination(Origin(scheme: "http", host: "name.invalid", port: 80)),
        { $0 == .unresolved(host: "name.invalid") || $0 == .connectTimeout(.lookup) }
      ),
      (
        Destination(Origin(scheme: "http", host: "a", port: 80), pins: ["b"]),
        { $0 == .unusable(.pin("b")) }
      ),
      (
        .loopback(80, proxy: .http(ProxyServer(host: "a b", port: 1))),
        { $0 == .unusable(.proxy("a b")) }
      ),
      (
        .loopback(80, proxy: .http(ProxyServer(host: "127.0.0.1", port: closed))),
        {
          if case .proxy(.unreachable("127.0.0.1:\(closed)", _)) = $0 { return true }
          return false
        }
      ),
    ]
    try await withClient { client in
      for (destination, isExpected) in cases {
        let exchange = await client.send(
          try .get(from: destination) { $0.connectTimeout = .milliseconds(300) })
        let fault = try #require(exchange.fault)
        #expect(isExpected(fault), "\(destination.origin.host): \(fault)")
        #expect(exchange.sentCount == 0 && exchange.response == nil)
      }
      let late = await client.send(
        try .get(from: .loopback(full.port)) { $0.deadline = .milliseconds(100) })
      #expect(late.outcome == .failed(.deadline(.connect)))
    }
  }
}

extension PeerConnection {
  /// Whether the other side has neither closed nor reset.
  var isOpen: Bool {
    var byte: UInt8 = 0
    let count = recv(stream.raw, &byte, 1, Int32(MSG_PEEK | MSG_DONTWAIT))
    return count > 0 || (count < 0 && errno == EAGAIN)
  }
}

/// A listener whose queue is full: connecting to it neither succeeds nor fails.
final class FullListener {
  let port: UInt16
  private var descriptors: [Int32] = []

  init() throws {
    let listener = try Listener(backlog: 0)
    port = listener.address.port
    descriptors.append(try Descriptor.duplicating(listener.raw).release())
    let address = SocketAddress.loopback(port: port)
    for _ in 0..<4 { descriptors.append(try Socket.connect(to: address).release()) }
  }

  func close() {
    for descriptor in descriptors { _ = Glibc.close(descriptor) }
  }
}
