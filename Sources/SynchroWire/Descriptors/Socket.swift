import Glibc
package import SynchroSystem

/// What this module does to sockets by number, whoever owns them.
package enum Socket {
  /// Makes a non-blocking, close-on-exec TCP socket.
  package static func make(family: Int32) throws(SystemError) -> Descriptor {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let raw = socket(family, kind, 0)
    guard raw >= 0 else { throw .last(.socket) }
    return Descriptor(owning: raw)
  }

  /// Sends small writes at once instead of waiting to gather more.
  package static func sendPromptly(_ raw: Int32) throws(SystemError) {
    try set(raw, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
  }

  /// Makes the next close send RST and drop what is unsent.
  package static func resetOnClose(_ raw: Int32) throws(SystemError) {
    var value = linger(l_onoff: 1, l_linger: 0)
    let size = socklen_t(MemoryLayout<linger>.size)
    guard setsockopt(raw, SOL_SOCKET, SO_LINGER, &value, size) == 0 else {
      throw .last(.setsockopt)
    }
  }

  /// Sends FIN; reading goes on.
  package static func halfClose(_ raw: Int32) throws(SystemError) {
    guard shutdown(raw, Int32(SHUT_WR)) == 0 else { throw .last(.shutdown) }
  }

  /// Makes calls on the descriptor return instead of wait.
  package static func makeNonBlocking(_ raw: Int32) throws(SystemError) {
    let flags = fcntl(raw, F_GETFL)
    guard flags >= 0, fcntl(raw, F_SETFL, flags | O_NONBLOCK) == 0 else { throw .last(.fcntl) }
  }

  /// How a non-blocking connect ended: nil when the connection stands.
  package static func connectError(_ raw: Int32) -> SystemError? {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(raw, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else { return .last(.connect) }
    return code == 0 ? nil : SystemError(.connect, code: code)
  }

  static func set(
    _ raw: Int32, _ level: Int32, _ option: Int32, _ value: Int32
  ) throws(SystemError) {
    var value = value
    let size = socklen_t(MemoryLayout<Int32>.size)
    guard setsockopt(raw, level, option, &value, size) == 0 else { throw .last(.setsockopt) }
  }
}
