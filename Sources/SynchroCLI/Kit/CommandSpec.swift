/// A command: what can be said to it, how it explains itself, and what it does.
public struct CommandSpec: Sendable {
  /// A command line worth showing, and what it is for.
  public struct Example: Sendable {
    let line: String
    let purpose: String

    /// A line without the prompt.
    public init(_ line: String, _ purpose: String) {
      self.line = line
      self.purpose = purpose
    }
  }

  /// What a command does with its arguments.
  public typealias Body = @Sendable (ParsedArguments, Console) async throws(UsageError) -> ExitCode

  /// The word that selects it.
  public let name: String
  let summary: String
  let discussion: String
  let parameters: [ParameterSpec]
  let examples: [Example]
  let subcommands: [CommandSpec]
  let body: Body?

  /// A command that does something.
  public init(
    _ name: String, summary: String, discussion: String = "", flags: [Flag] = [],
    parameters: [ParameterSpec] = [], examples: [Example], body: @escaping Body
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.parameters = parameters + flags.map(\.spec)
    self.examples = examples
    subcommands = []
    self.body = body
  }

  /// The program itself, which only holds commands.
  public init(
    _ name: String, summary: String, discussion: String = "", examples: [Example],
    subcommands: [CommandSpec]
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    parameters = [Self.version]
    self.examples = examples
    self.subcommands = subcommands
    body = nil
  }

  var options: [ParameterSpec] { parameters.filter { $0.role != .operand } }
  var operands: [ParameterSpec] { parameters.filter { $0.role == .operand } }

  /// What shells offer behind its name: of a command that only holds others, what any of them takes.
  var offeredOptions: [ParameterSpec] {
    guard body == nil else { return options + Self.common }
    var seen: Set<String> = []
    return (subcommands.flatMap(\.options) + Self.common).filter {
      seen.insert($0.spelling).inserted
    }
  }

  /// The operands that shells offer something for.
  var offeredOperands: [ParameterSpec] {
    body == nil ? Array(subcommands.lazy.map(\.operands).first { !$0.isEmpty } ?? []) : operands
  }

  /// The flags that every command has.
  static let common = [
    ParameterSpec(role: .flag, name: "help", short: "h", help: "explain the command and stop")
  ]

  /// The flag that only the program itself has.
  static let version = ParameterSpec(
    role: .flag, name: "version", short: nil,
    help: "print the version, the commit and the editions, and stop")
}
