/// `synchroscope completions SHELL`: the script that teaches a shell our command line.
enum CompletionsCommand {
  enum Shell: String, CaseIterable, Sendable {
    case bash
    case zsh
    case fish
  }

  private static let shell = Operand(
    ValueKind<Shell>.choice("SHELL"), help: "the shell to write for: bash, zsh or fish")

  static let spec = CommandSpec(
    "completions", summary: "Print a completion script for a shell",
    parameters: [shell.spec],
    examples: [
      .init("source <(synchroscope completions bash)", "complete in this bash session"),
      .init(
        "synchroscope completions fish > ~/.config/fish/completions/synchroscope.fish",
        "complete in every fish session"),
    ]
  ) { arguments, console in
    for shell in arguments.all(shell) { console.out.write(script(for: shell)) }
    return .success
  }

  static func script(for shell: Shell) -> String {
    switch shell {
    case .bash: BashCompletion.script(for: Program.root)
    case .zsh: ZshCompletion.script(for: Program.root)
    case .fish: FishCompletion.script(for: Program.root)
    }
  }
}
