import Glibc

/// Whole files, written in one go.
enum FileText {
  /// Makes or replaces a file; the reason when that is not possible.
  static func write(_ text: String, to path: String) -> String? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return String(cString: strerror(errno)) }
    defer { close(descriptor) }
    return Array(text.utf8).withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          return String(cString: strerror(errno))
        }
        rest = rest.dropFirst(count)
      }
      return nil
    }
  }
}
