import Glibc

/// The descriptors 0, 1 and 2, which a caller may have closed.
enum StandardStreams {
  /// Takes the numbers of those that are closed. Else the next file or connection would have one, and
  /// what is meant for people would be written into the evidence or to the target. What takes the
  /// place of a stream cannot be used as one, so that a lost output is still noticed.
  static func keepNumbers() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is the one that is missing: those below are taken by now.
      _ = open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
