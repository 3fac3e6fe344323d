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

  /// How a child ended.
  enum Ending: Equatable {
    case exited(Int)
    case killed(Int)
  }

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
    let id = try spawn(
      command, input: input.reading.raw, output: output.writing.raw, errors: errors.writing.raw)
    let raw = syn_pidfd_open(id)
    guard raw >= 0 else {
      let error = SystemError.last(.pidfd)
      kill(-id, SIGKILL)
      _ = reap(id)
      throw error
    }
    return ChildProcess(
      id: id, watch: Descriptor(owning: raw), input: input.keepingWriter(),
      output: output.keepingReader(), errors: errors.keepingReader())
  }

  /// Ends everything that is left of the child's group, and then lets the child go: while it has not been
  /// waited for, its id is nobody else's.
  static func reap(_ id: pid_t) -> Ending {
    kill(-id, SIGKILL)
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? .exited(Int(status >> 8 & 0xFF)) : .killed(Int(status & 0x7F))
  }

  private static func spawn(
    _ command: ExecCommand, input: Int32, output: Int32, errors: Int32
  ) throws(SystemError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    _ = syn_spawn_closing_from(&actions, STDERR_FILENO + 1)
    if let folder = command.folder {
      let code = syn_spawn_in(&actions, folder)
      guard code == 0 else { throw SystemError(.spawn, code: code) }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals that we ignore would be ignored by the child too, and a Ctrl-C is for us alone: we end it.
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(command.program)]
    arguments += command.arguments.map { strdup($0) }
    var variables: [UnsafeMutablePointer<CChar>?] = environment(of: command).map { strdup($0) }
    defer { for text in arguments + variables { free(text) } }
    arguments.append(nil)
    variables.append(nil)
    var id: pid_t = 0
    let code = posix_spawnp(&id, command.program, &actions, &attributes, arguments, variables)
    guard code == 0 else { throw SystemError(.spawn, code: code) }
    return id
  }

  private static func environment(of command: ExecCommand) -> [String] {
    var lines: [String] = []
    var entry = environ
    while let text = entry.pointee {
      let line = String(cString: text)
      let name = String(line.prefix { $0 != "=" })
      // What hooks are told in secret is no business of an adapter.
      if !name.hasPrefix("SYNCHROSCOPE_SECRET_"), command.environment[name] == nil {
        lines.append(line)
      }
      entry += 1
    }
    return lines + command.environment.map { "\($0.key)=\($0.value)" }
  }
}

/// A pipe that no child inherits.
struct Pipe: ~Copyable {
  let reading: Descriptor
  let writing: Descriptor

  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard syn_pipe(&ends) == 0 else { throw .last(.pipe) }
    reading = Descriptor(owning: ends[0])
    writing = Descriptor(owning: ends[1])
  }

  /// The reading end; the other is closed, or its end would never show.
  consuming func keepingReader() -> Descriptor { reading }
  /// The writing end; the other is closed.
  consuming func keepingWriter() -> Descriptor { writing }
}
