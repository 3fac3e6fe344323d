import Glibc

/// Files of any size, read in pieces.
enum StreamedFile {
  /// Which files are read.
  enum Choice {
    /// Whatever can be read, standard input as `-` included.
    case anything
    /// Ordinary files only; a link, a device or a pipe is none.
    case ordinary
  }

  private static let pieceSize = 256 << 10

  /// Reads a file, or a stretch of it, piece by piece, as long as somebody wants to see more of it;
  /// answers why it could not be read to its end.
  static func read(
    _ path: String, _ choice: Choice = .anything, in stretch: Range<Int> = 0..<Int.max,
    _ take: (UnsafeRawBufferPointer) -> Void, until isEnough: () -> Bool = { false }
  ) -> ReadFault? {
    if path == "-", choice == .anything {
      return drain(STDIN_FILENO, path: "<stdin>", take, until: isEnough)
    }
    // Opening a pipe would wait for somebody to write to it.
    let flags = choice == .ordinary ? O_NOFOLLOW | O_NONBLOCK : 0
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | flags)
    guard descriptor >= 0 else { return FileBytes.fault(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return FileBytes.fault(path, errno) }
    if status.st_mode & S_IFMT == S_IFDIR { return FileBytes.fault(path, EISDIR) }
    if choice == .ordinary, status.st_mode & S_IFMT != S_IFREG {
      return ReadFault(
        path: path, reason: "it is no ordinary file", help: "put the file itself there")
    }
    if stretch.lowerBound > 0, lseek(descriptor, off_t(stretch.lowerBound), SEEK_SET) < 0 {
      return FileBytes.fault(path, errno)
    }
    return drain(descriptor, path: path, atMost: stretch.count, take, until: isEnough)
  }

  private static func drain(
    _ descriptor: Int32, path: String, atMost limit: Int = .max,
    _ take: (UnsafeRawBufferPointer) -> Void, until isEnough: () -> Bool
  ) -> ReadFault? {
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 16)
    defer { piece.deallocate() }
    var left = limit
    while left > 0, !isEnough() {
      let count = Glibc.read(descriptor, piece.baseAddress, min(piece.count, left))
      if count < 0 {
        if errno == EINTR || errno == EAGAIN && waitUntilReady(descriptor, POLLIN) { continue }
        return FileBytes.fault(path, errno)
      }
      if count == 0 { return nil }
      left -= count
      take(UnsafeRawBufferPointer(rebasing: piece[..<count]))
    }
    return nil
  }
}
