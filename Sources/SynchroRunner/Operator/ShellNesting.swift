/// Where in the quotes and substitutions of a shell command a reader is: as much of the shell's
/// grammar as tells whether a value would be one word.
struct ShellNesting {
  private enum Level {
    case plain, single, double, backtick
  }

  private var levels = [Level.plain]

  private var level: Level { levels.last ?? .plain }

  /// Whether the shell takes everything here as it stands.
  var isLiteral: Bool { level == .single }
  /// Whether a value here is one word.
  var isQuoted: Bool { level == .double }
  /// Whether a quotation mark is not closed.
  var isOpen: Bool { levels.contains { $0 == .single || $0 == .double } }

  /// Takes what stands here into account; tells how many characters of it belong together.
  mutating func step(over rest: Substring) -> Int {
    guard let character = rest.first else { return 0 }
    if level == .single {
      if character == "'" { levels.removeLast() }
      return 1
    }
    switch character {
    case "\\": return min(2, rest.count)
    case "'": if level != .double { levels.append(.single) }
    case "\"": toggle(.double)
    case "`": toggle(.backtick)
    case "$" where rest.dropFirst().first == "(":
      levels.append(.plain)
      return 2
    case "(": if level != .double { levels.append(.plain) }
    case ")": if level == .plain, levels.count > 1 { levels.removeLast() }
    default: break
    }
    return 1
  }

  private mutating func toggle(_ other: Level) {
    if level == other { levels.removeLast() } else { levels.append(other) }
  }
}
