import SynchroVerdict

/// The commands of a target file that do what a device's control channel cannot.
public struct DeviceHooks: Sendable {
  private let target: TargetFile
  private let secrets: ResolvedSecrets

  /// The commands of a target.
  public init(of target: TargetFile, secrets: ResolvedSecrets) {
    self.target = target
    self.secrets = secrets
  }

  /// The names of the commands that there are.
  public var names: Set<String> { Set(target.hooks.keys) }

  /// Runs a command with arguments as texts.
  public func run(
    _ name: String, _ arguments: [String: String], limit: Duration
  ) async -> HookAnswer {
    guard let command = target.hooks[name] else {
      return HookAnswer(.command, fault: "there is no command '\(name)'")
    }
    if let missing = command.secrets.first(where: { secrets.values[$0] == nil }) {
      return HookAnswer(.command, fault: "the secret '\(missing)' is missing")
    }
    return await command.carryOut(as: name, arguments, for: target, secrets, limit: limit)
  }
}
