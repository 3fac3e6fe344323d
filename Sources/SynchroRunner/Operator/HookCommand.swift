/// A command of a target file that lets the operator act.
///
/// `${client}` in it stands for an argument and `${secret.NAME}` for a secret. Neither is ever put
/// into the line: they become variables of the command's environment, and the shell looks them up,
/// so that no value can turn into a command.
public struct HookCommand: Sendable, Equatable {
  /// Why a line cannot be used, and at which byte of it.
  struct Fault: Error, Equatable {
    let message: String
    let help: String
    let offset: Int
    let count: Int
  }

  /// The line as it stands in the target file.
  public let text: String
  /// The line as the shell is given it.
  public private(set) var shell: String
  /// The arguments that it names.
  public private(set) var arguments: [String] = []
  /// The secrets that it names.
  public private(set) var secrets: [String] = []

  /// The variable of an argument.
  public static func variable(of argument: String) -> String { "SYNCHROSCOPE_ARG_" + argument }
  /// The variable of a secret.
  public static func variable(ofSecret name: String) -> String { "SYNCHROSCOPE_SECRET_" + name }

  init(_ text: String) throws(Fault) {
    self.text = text
    shell = ""
    var nesting = ShellNesting()
    var index = text.startIndex
    while index < text.endIndex {
      let rest = text[index...]
      if rest.hasPrefix("${"), let name = Self.name(in: rest),
        let variable = try take(name, at: index, isLiteral: nesting.isLiteral)
      {
        // Outside of quotes the shell would cut the value at its spaces.
        shell += nesting.isQuoted ? "${\(variable)}" : "\"${\(variable)}\""
        index = text.index(index, offsetBy: name.count + 3)
        continue
      }
      let count = nesting.step(over: rest)
      let next = text.index(index, offsetBy: count)
      shell += text[index..<next]
      index = next
    }
    guard !nesting.isOpen else {
      throw Fault(
        message: "a quotation mark in the command is not closed", help: "close it on this line",
        offset: 0, count: text.utf8.count)
    }
  }

  /// What stands between `${` and the next `}`.
  private static func name(in rest: Substring) -> Substring? {
    guard let end = rest.firstIndex(of: "}") else { return nil }
    return rest[rest.index(rest.startIndex, offsetBy: 2)..<end]
  }

  /// The variable that a reference means; nil for one of the shell's own, such as `${HOME}`.
  private mutating func take(
    _ name: Substring, at index: String.Index, isLiteral: Bool
  ) throws(Fault) -> String? {
    let offset = text.utf8.distance(from: text.startIndex, to: index)
    func fault(_ message: String, _ help: String) -> Fault {
      Fault(message: message, help: help, offset: offset, count: name.utf8.count + 3)
    }
    let isSecret = name.hasPrefix("secret.")
    guard isSecret || name.first.map({ ("a"..."z").contains($0) }) == true else { return nil }
    guard isSecret ? TargetSyntax.isSecretName(name.dropFirst(7)) : Self.isArgument(name) else {
      throw fault(
        "'${\(name)}' is neither an argument nor a secret",
        "write ${argument} or ${secret.NAME}; variables of the environment in upper case")
    }
    guard !isLiteral else {
      throw fault(
        "the shell does not look into single quotes", "use double quotes, or none, around ${…}")
    }
    if isSecret {
      secrets.append(String(name.dropFirst(7)))
      return Self.variable(ofSecret: String(name.dropFirst(7)))
    }
    arguments.append(String(name))
    return Self.variable(of: String(name))
  }

  private static func isArgument(_ name: Substring) -> Bool {
    name.utf8.count <= 64
      && name.allSatisfy {
        ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
      }
  }
}
