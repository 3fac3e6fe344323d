import Glibc
import SynchroText

/// Why a file could not be read.
struct ReadFault: Error, Equatable {
  let path: String
  let reason: String
  let help: String

  /// One sentence.
  var message: String { "'\(path)' cannot be read: \(reason)" }
}

/// Whole files, read and written without the weight of a bigger library.
enum FileBytes {
  /// More than any document or suite needs, and less than would trouble the machine.
  static let limit = 256 << 20

  /// The bytes of a file; of standard input when the path is `-`.
  static func read(_ path: String) -> Result<[UInt8], ReadFault> {
    if path == "-" { return drain(STDIN_FILENO, path: "<stdin>") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(fault(path, errno)) }
    defer { close(descriptor) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      return .failure(fault(path, EISDIR))
    }
    return drain(descriptor, path: path)
  }

  /// Writes everything; `errno` says why that was not possible.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { write($0, to: descriptor) }
  }

  /// Writes everything, like the other form.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR || errno == EAGAIN && waitUntilReady(descriptor, POLLOUT) { continue }
        return false
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return true
  }

  private static func drain(_ descriptor: Int32, path: String) -> Result<[UInt8], ReadFault> {
    var bytes: [UInt8] = []
    let step = 1 << 16
    while true {
      var count = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: step) { buffer, initialized in
        count = Glibc.read(descriptor, buffer.baseAddress, step)
        initialized = max(count, 0)
      }
      if count < 0 {
        if errno == EINTR || errno == EAGAIN && waitUntilReady(descriptor, POLLIN) { continue }
        return .failure(fault(path, errno))
      }
      if count == 0 { return .success(bytes) }
      bytes += chunk
      guard bytes.count <= limit else {
        return .failure(
          ReadFault(
            path: path, reason: "it is larger than the limit of \(limit >> 20) MiB",
            help: "give a smaller file"))
      }
    }
  }

  static func fault(_ path: String, _ code: Int32) -> ReadFault {
    let help =
      switch code {
      case ENOENT: "check the spelling; the path is taken from the current folder"
      case EACCES: "check the permissions of the file and its folders"
      case EISDIR: "name a file inside the folder"
      case EMFILE: "let the program open more files: ulimit -n 256"
      default: "check the path and the file system"
      }
    return ReadFault(path: path, reason: String(cString: strerror(code)), help: help)
  }
}
