import CSynchroPosix
import Glibc
import SynchroSystem
import SynchroWire

/// A child in a process group of its own, and our ends of its standard streams.
struct ChildProcess: ~Copyable {
  let id: pid_t
  /// Becomes readable when the child ends.
  let watch: Descriptor
  let input: Descriptor
  let output: Descriptor
  let errors: Descriptor

  /// Gives its parts away; the descriptors are the caller's from now on.
  consuming func parts() -> (
    id: pid_t, watch: Int32, input: Int32, output: Int32, errors: Int32
  ) {
    (id, watch.release(), input.release(), output.release(), errors.release())
  }

  static func start(_ command: ExecCommand) throws(SystemError) -> ChildProcess {
    let input = try Pipe()
    let output = try Pipe()
    let errors = try Pipe()
    for raw in [input.writing.raw, output.reading.raw, errors.reading.raw] {
      try Socket.makeNonBlocking(raw)
    }
    let id = try program(command).start(
      input: input.reading.raw, output: output.writing.raw, errors: errors.writing.raw)
    let raw = syn_pidfd_open(id)
    guard raw >= 0 else {
      let error = SystemError.last(.pidfd)
      _ = ChildEnding.reap(id)
      throw error
    }
    return ChildProcess(
      id: id, watch: Descriptor(owning: raw), input: input.keepingWriter(),
      output: output.keepingReader(), errors: errors.keepingReader())
  }

  /// What hooks are told in secret is no business of an adapter.
  private static func program(_ command: ExecCommand) -> ChildProgram {
    ChildProgram(
      command.program, command.arguments,
      environment: ChildProgram.environment(
        without: ["SYNCHROSCOPE_SECRET_"], with: command.environment),
      folder: command.folder)
  }
}
