import Glibc

/// Files that a user names to be written to, which may be devices and pipes.
enum FileText {
  /// Makes or replaces a file; the reason when that is not possible.
  static func write(_ text: String, to path: String) -> String? {
    write(Array(text.utf8), to: path)
  }

  /// Makes or replaces a file; the reason when that is not possible.
  static func write(_ bytes: [UInt8], to path: String) -> String? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return String(cString: strerror(errno)) }
    defer { close(descriptor) }
    return FileBytes.write(bytes, to: descriptor)
      ? nil : String(cString: strerror(errno))
  }
}
