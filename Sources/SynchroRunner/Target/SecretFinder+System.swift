import Glibc

extension SecretFinder.World {
  /// This machine: its environment, its files, its shell.
  public static let system = SecretFinder.World(
    variable: { name in getenv(name).map { String(cString: $0) } },
    file: { path in
      let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else {
        return .failure(
          SecretFault(
            reason: String(cString: strerror(errno)),
            nextStep: "check the path, which is relative to the target file, and its permissions"))
      }
      defer { close(descriptor) }
      var bytes = [UInt8](repeating: 0, count: ShellCommand.outputLimit + 1)
      var count = 0
      while count < bytes.count {
        let more = bytes.withUnsafeMutableBytes { buffer in
          Glibc.read(
            descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
        }
        if more < 0, errno == EINTR { continue }
        guard more >= 0 else {
          return .failure(
            SecretFault(
              reason: String(cString: strerror(errno)), nextStep: "name a file, not a folder"))
        }
        if more == 0 { break }
        count += more
      }
      guard count <= ShellCommand.outputLimit else {
        return .failure(
          SecretFault(
            reason: "it is larger than \(ShellCommand.outputLimit) bytes",
            nextStep: "name the file that holds the secret alone"))
      }
      return .success(Array(bytes[..<count]))
    },
    command: { line in await ShellCommand.output(of: line) })
}
