import Glibc

/// Files that a user names to be written to, which may be devices and pipes.
enum FileText {
  /// Makes or replaces a file.
  static func write(_ text: String, to path: String) throws(UsageError) {
    try write(Array(text.utf8), to: path)
  }

  /// Makes or replaces a file.
  static func write(_ bytes: [UInt8], to path: String) throws(UsageError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw fault(path, errno) }
    let problem = FileBytes.write(bytes, to: descriptor) ? nil : errno
    // A full disk may show no sooner.
    guard close(descriptor) == 0 || problem != nil else { throw fault(path, errno) }
    if let problem { throw fault(path, problem) }
  }

  private static func fault(_ path: String, _ code: Int32) -> UsageError {
    .unusable(
      "'\(path)' cannot be written: \(String(cString: strerror(code)))",
      help: "check the folder and its permissions")
  }
}
