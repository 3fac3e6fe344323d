import Glibc

/// A file that is read line by line, whatever its size.
final class LineFile {
  private let descriptor: Int32
  private let path: String
  private var buffer: [UInt8] = []
  private var start = 0
  private var isOver = false

  private static let step = 1 << 18

  /// Opens a file; the reason when that is not possible.
  init(_ path: String) throws(ReadFault) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else {
      throw ReadFault(
        path: path, reason: String(cString: strerror(errno)),
        help: "name the whole folder of the run")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The next line without its line feed; nil behind the last one. `isWhole` is false for a last line
  /// that has no line feed.
  func next() throws(ReadFault) -> (bytes: [UInt8], isWhole: Bool)? {
    var searched = start
    while true {
      let end = buffer.withUnsafeBytes {
        LineFeed.first(in: $0.bindMemory(to: UInt8.self), from: searched)
      }
      if let end {
        defer { start = end + 1 }
        return (Array(buffer[start..<end]), true)
      }
      if isOver {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        return (Array(buffer[start...]), false)
      }
      buffer.removeSubrange(..<start)
      start = 0
      searched = buffer.count
      try fill()
    }
  }

  private func fill() throws(ReadFault) {
    var count = 0
    let piece = [UInt8](unsafeUninitializedCapacity: Self.step) { bytes, initialized in
      repeat {
        count = read(descriptor, bytes.baseAddress, Self.step)
      } while count < 0
        && errno == EINTR
      initialized = max(count, 0)
    }
    guard count >= 0 else {
      throw ReadFault(
        path: path, reason: String(cString: strerror(errno)), help: "check the file system")
    }
    buffer += piece
    isOver = count == 0
  }
}
