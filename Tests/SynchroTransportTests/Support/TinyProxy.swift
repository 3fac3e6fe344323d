import Foundation
import Glibc
import Synchronization
import SynchroTransport
import SynchroSystem
import SynchroWire

/// A proxy for tests: CONNECT with Basic authentication, or SOCKS 5 with a password. Whatever it is
/// asked for, it connects to one target.
final class TinyProxy: Sendable {
  enum Kind: Sendable { case http, socks }

  /// What it was asked for, in order: `host:port`, and the credentials.
  var requests: [String] { seen.withLock { $0 } }
  var port: UInt16 { peer.port }
  private let peer: RawPeer
  private let seen: SeenRequests

  init(_ kind: Kind, target: UInt16, refusing status: String? = nil, credentials: String?) throws {
    let seen = SeenRequests()
    self.seen = seen
    peer = try RawPeer { connection in
      let isOpen =
        switch kind {
        case .http: Self.connect(connection, status, credentials, seen)
        case .socks: Self.socks(connection, status, credentials, seen)
        }
      guard isOpen else { return }
      Self.relay(connection, to: target)
    }
  }

  func stop() { peer.stop() }

  private static func connect(
    _ connection: PeerConnection, _ status: String?, _ credentials: String?, _ seen: SeenRequests
  ) -> Bool {
    guard let head = connection.receiveHead() else { return false }
    let target = head.split(separator: " ")[1]
    seen.append(String(target))
    if let status {
      connection.send("HTTP/1.1 \(status)\r\nContent-Length: 0\r\nX-Proxy: tiny\r\n\r\n")
      return false
    }
    if let credentials {
      let field = "Proxy-Authorization: Basic \(Data(credentials.utf8).base64EncodedString())\r\n"
      guard head.contains(field) else {
        connection.send(
          "HTTP/1.1 407 Proxy Authentication Required\r\n"
            + "Proxy-Authenticate: Basic realm=\"tiny\"\r\nContent-Length: 0\r\n\r\n")
        return false
      }
    }
    connection.send("HTTP/1.1 200 Connection established\r\n\r\n")
    return true
  }

  private static func socks(
    _ connection: PeerConnection, _ status: String?, _ credentials: String?, _ seen: SeenRequests
  ) -> Bool {
    guard let greeting = connection.receive(2), let methods = connection.receive(Int(greeting[1]))
    else { return false }
    if let credentials {
      guard methods.contains(2) else {
        connection.send([5, 0xFF])
        return false
      }
      connection.send([5, 2])
      guard let version = connection.receive(2), let user = connection.receive(Int(version[1])),
        let length = connection.receive(1), let password = connection.receive(Int(length[0]))
      else { return false }
      let isKnown = user + [0x3A] + password == Array(credentials.utf8)
      connection.send([1, isKnown ? 0 : 1])
      guard isKnown else { return false }
    } else {
      connection.send([5, 0])
    }
    guard let command = connection.receive(5), let host = connection.receive(Int(command[4])),
      let port = connection.receive(2)
    else { return false }
    let number = Int(port[0]) << 8 | Int(port[1])
    seen.append("\(String(decoding: host, as: UTF8.self)):\(number) type \(command[3])")
    connection.send([5, status == nil ? 0 : 5, 0, 1, 127, 0, 0, 1, 0, 0])
    return status == nil
  }

  /// Copies bytes both ways until either side ends.
  private static func relay(_ connection: PeerConnection, to port: UInt16) {
    guard let descriptor = try? Socket.connect(to: .loopback(port: port)) else { return }
    let other = descriptor.raw
    var bytes = [UInt8](repeating: 0, count: 65_536)
    func copy(_ from: Int32, _ to: Int32) -> Bool {
      let count = recv(from, &bytes, bytes.count, 0)
      guard count > 0 else { return count < 0 && errno == EAGAIN }
      var sent = 0
      while sent < count {
        let step = send(to, Array(bytes[sent..<count]), count - sent, Int32(MSG_NOSIGNAL))
        if step > 0 { sent += step } else if errno != EAGAIN { return false } else { usleep(100) }
      }
      return true
    }
    let near = connection.stream.raw
    while true {
      var waiting = [
        pollfd(fd: near, events: Int16(POLLIN), revents: 0),
        pollfd(fd: other, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&waiting, 2, 20_000) > 0 else { return }
      if waiting[0].revents != 0, !copy(near, other) { return }
      if waiting[1].revents != 0, !copy(other, near) { return }
    }
  }
}

/// What a proxy was asked for.
final class SeenRequests: Sendable {
  private let list = Mutex<[String]>([])

  func append(_ text: String) { list.withLock { $0.append(text) } }
  func withLock<Result>(_ body: ([String]) -> Result) -> Result { list.withLock { body($0) } }
}
