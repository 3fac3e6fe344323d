/// Where a secret is found: a target file never holds one itself.
public enum SecretSource: Sendable, Equatable {
  /// In a variable of the environment.
  case environment(String)
  /// In a file, line ends at its end left out.
  case file(String)
  /// In what a command prints, line ends at its end left out.
  case command(String)

  /// Where it is, in a few words.
  public var words: String {
    switch self {
    case .environment(let name): "the environment variable \(name)"
    case .file(let path): "the file '\(path)'"
    case .command(let line): "the command '\(line)'"
    }
  }
}
