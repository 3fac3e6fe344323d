import Glibc
package import SynchroSystem

/// An IPv4 or IPv6 address with a port.
public struct SocketAddress: Sendable, Hashable, CustomStringConvertible {
  /// The address as numbers and letters, without brackets.
  public let host: String
  /// The TCP port; 0 lets the kernel choose.
  public var port: UInt16

  /// This machine alone, over IPv4.
  public static func loopback(port: UInt16 = 0) -> SocketAddress {
    SocketAddress(unchecked: "127.0.0.1", port: port)
  }

  /// Reads a numeric address; names are not looked up.
  public init?(_ host: String, port: UInt16) {
    guard SocketAddress.bytes(of: host) != nil else { return nil }
    self.init(unchecked: host, port: port)
  }

  private init(unchecked host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// The address and port as they stand in a URL.
  public var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  /// The 4 or 16 bytes of a numeric address in network order, or nil for anything else.
  package static func bytes(of host: String) -> [UInt8]? {
    var four = in_addr()
    if inet_pton(AF_INET, host, &four) == 1 {
      return withUnsafeBytes(of: four) { Array($0) }
    }
    var sixteen = in6_addr()
    if inet_pton(AF_INET6, host, &sixteen) == 1 {
      return withUnsafeBytes(of: sixteen) { Array($0) }
    }
    return nil
  }

  /// A numeric address from its 4 or 16 bytes in network order.
  package static func text(of bytes: [UInt8]) -> String? {
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    var text = [UInt8](repeating: 0, count: 64)
    let written = text.withUnsafeMutableBytes { text in
      bytes.withUnsafeBytes { source in
        inet_ntop(
          family, source.baseAddress, text.baseAddress?.assumingMemoryBound(to: CChar.self), 64)
          != nil
      }
    }
    return written ? String(decoding: text.prefix { $0 != 0 }, as: UTF8.self) : nil
  }

  var family: Int32 { host.contains(":") ? AF_INET6 : AF_INET }

  /// Lends the kernel's form of the address to a call.
  func withKernelForm<Result>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    var storage = sockaddr_storage()
    let size = withUnsafeMutableBytes(of: &storage) { raw -> Int in
      if family == AF_INET {
        var four = sockaddr_in()
        four.sin_family = sa_family_t(AF_INET)
        four.sin_port = port.bigEndian
        _ = inet_pton(AF_INET, host, &four.sin_addr)
        raw.storeBytes(of: four, as: sockaddr_in.self)
        return MemoryLayout<sockaddr_in>.size
      }
      var six = sockaddr_in6()
      six.sin6_family = sa_family_t(AF_INET6)
      six.sin6_port = port.bigEndian
      _ = inet_pton(AF_INET6, host, &six.sin6_addr)
      raw.storeBytes(of: six, as: sockaddr_in6.self)
      return MemoryLayout<sockaddr_in6>.size
    }
    return withUnsafePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(size)) }
    }
  }

  init?(_ storage: sockaddr_storage) {
    let found: ([UInt8], UInt16)? = withUnsafeBytes(of: storage) { raw in
      switch Int32(storage.ss_family) {
      case AF_INET:
        let four = raw.loadUnaligned(as: sockaddr_in.self)
        return (withUnsafeBytes(of: four.sin_addr) { Array($0) }, UInt16(bigEndian: four.sin_port))
      case AF_INET6:
        let six = raw.loadUnaligned(as: sockaddr_in6.self)
        return (withUnsafeBytes(of: six.sin6_addr) { Array($0) }, UInt16(bigEndian: six.sin6_port))
      default: return nil
      }
    }
    guard let (bytes, port) = found, let host = SocketAddress.text(of: bytes) else { return nil }
    self.init(unchecked: host, port: port)
  }
}

extension Socket {
  /// The local end of a socket.
  package static func localAddress(_ raw: Int32) throws(SystemError) -> SocketAddress {
    try address(raw, getsockname)
  }

  /// The far end of a connected socket.
  package static func peerAddress(_ raw: Int32) throws(SystemError) -> SocketAddress {
    try address(raw, getpeername)
  }

  private static func address(
    _ raw: Int32,
    _ ask: (Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?) -> Int32
  ) throws(SystemError) -> SocketAddress {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let status = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { ask(raw, $0, &size) }
    }
    guard status == 0 else { throw .last(.getsockname) }
    guard let address = SocketAddress(storage) else {
      throw SystemError(.getsockname, code: EAFNOSUPPORT)
    }
    return address
  }

  /// Starts a non-blocking connect; writable readiness and `connectError` tell how it ended.
  package static func connect(to address: SocketAddress) throws(SystemError) -> Descriptor {
    let descriptor = try make(family: address.family)
    let raw = descriptor.raw
    let status = address.withKernelForm { Glibc.connect(raw, $0, $1) }
    guard status == 0 || errno == EINPROGRESS else { throw .last(.connect) }
    return descriptor
  }
}
