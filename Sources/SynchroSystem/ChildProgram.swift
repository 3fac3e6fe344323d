package import CSynchroPosix
import Glibc

/// A program to be started as a child, in a process group of its own, so that what it starts can be ended
/// with it.
package struct ChildProgram {
  /// The program, looked up along PATH unless it has a slash.
  package var program: String
  /// What it is given, without its own name.
  package var arguments: [String]
  /// Its variables, as `NAME=VALUE`.
  package var environment: [String]
  /// The folder that it starts in; ours when nil.
  package var folder: String?

  /// A program with its arguments.
  package init(
    _ program: String, _ arguments: [String], environment: [String], folder: String? = nil
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
  }

  /// Our own variables without those whose names begin in one of some ways, and with others besides or in their
  /// place.
  package static func environment(
    without prefixes: [String], with others: [String: String]
  ) -> [String] {
    var lines: [String] = []
    var entry = environ
    while let text = entry.pointee {
      let line = String(cString: text)
      let name = String(line.prefix { $0 != "=" })
      if others[name] == nil, !prefixes.contains(where: name.hasPrefix) { lines.append(line) }
      entry += 1
    }
    return lines + others.map { "\($0.key)=\($0.value)" }
  }

  /// Starts it with these as its standard streams, and nothing else that is open here; without `input` it reads
  /// nothing. Its id stays its own until it has been reaped.
  package func start(input: Int32?, output: Int32, errors: Int32) throws(SystemError) -> pid_t {
    // Who ignores it, as one that called us may have, has no children to wait for: they are gone when they end,
    // and nobody learns how.
    signal(SIGCHLD, SIG_DFL)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    _ = syn_spawn_closing_from(&actions, STDERR_FILENO + 1)
    if let folder {
      let code = syn_spawn_in(&actions, folder)
      guard code == 0 else { throw SystemError(.spawn, code: code) }
    }
    var attributes = Self.ownGroup()
    defer { posix_spawnattr_destroy(&attributes) }
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) }
    defer { for text in words + variables { free(text) } }
    words.append(nil)
    variables.append(nil)
    var id: pid_t = 0
    let code = posix_spawnp(&id, program, &actions, &attributes, words, variables)
    guard code == 0 else { throw SystemError(.spawn, code: code) }
    return id
  }

  /// A group of its own: a Ctrl-C is for us alone, who end it. Signals that we ignore would be ignored by the
  /// child too, and a pipe that nobody reads would never end one.
  private static func ownGroup() -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    return attributes
  }
}

/// How a child ended.
package enum ChildEnding: Equatable, Sendable {
  /// By itself, with a status.
  case exited(Int)
  /// By a signal.
  case killed(Int)
  /// In a way that the system did not tell.
  case unknown(SystemError)

  /// Waits for a child, which is nobody's from then on.
  package static func wait(for id: pid_t) -> ChildEnding {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 {
      // No status was written, and none must look like success.
      guard errno == EINTR else { return .unknown(.last(.wait)) }
    }
    return status & 0x7F == 0 ? .exited(Int(status >> 8 & 0xFF)) : .killed(Int(status & 0x7F))
  }

  /// Ends everything that is left of a child's group, and then lets the child go: while it has not been
  /// waited for, its id is nobody else's.
  package static func reap(_ id: pid_t) -> ChildEnding {
    kill(-id, SIGKILL)
    return wait(for: id)
  }
}
