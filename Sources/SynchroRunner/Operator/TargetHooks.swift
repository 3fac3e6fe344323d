public import SynchroCatalog
import SynchroDigest
import SynchroHTTP
import SynchroText
import SynchroVerdict

/// What a target file says about its operator: a command for a hook, and an operator API for all
/// others that have a standard request.
public struct TargetHooks: OperatorHooks {
  private let target: TargetFile
  private let secrets: ResolvedSecrets
  private let api: OperatorAPI?
  /// Why the operator API cannot be asked, if it cannot.
  private let keyProblem: String?

  /// The operator of a target; an operator API is reached through `exchanges`.
  public init(
    of target: TargetFile, secrets: ResolvedSecrets, exchanges: any ExchangeSource
  ) {
    self.target = target
    self.secrets = secrets
    guard let access = target.operatorAccess else {
      api = nil
      keyProblem = nil
      return
    }
    let key = access.key.flatMap { secrets.fill($0) }
    keyProblem =
      access.key != nil && key == nil
      ? secrets.problems.first { access.key?.secretNames.contains($0.name) == true }?.sentence
        ?? "the operator key is missing" : nil
    api = OperatorAPI(access, key: key, through: exchanges)
  }

  /// A hook without a command needs an operator API that knows it.
  public func refusal(of hook: OperatorHook) -> HookRefusal? {
    if let command = target.hooks[hook.name] {
      let missing = command.secrets.first { secrets.values[$0] == nil }
      return missing.map { name in
        let problem = secrets.problems.first { $0.name == name }
        return HookRefusal(
          reason: problem?.sentence ?? "the secret '\(name)' is missing",
          nextStep: problem?.nextStep ?? "define it as [secret \(name)] in the target file")
      }
    }
    guard let api else { return HookRefusal(unknownHere: hook) }
    if let keyProblem {
      return HookRefusal(
        reason: keyProblem, nextStep: "mend 'operator key' in the section [hooks]")
    }
    return api.refusal(of: hook)
  }

  /// Runs the command, or asks the API.
  public func act(_ order: HookOrder) async -> HookAnswer {
    if let command = target.hooks[order.hook.name] { return await run(command, order) }
    guard let api else {
      return HookAnswer(.api, fault: HookRefusal(unknownHere: order.hook).reason)
    }
    return await api.act(order)
  }

  private func run(_ command: HookCommand, _ order: HookOrder) async -> HookAnswer {
    var arguments: [String: String] = [:]
    for name in order.arguments.keys { arguments[name] = order.text(name) ?? "" }
    return await command.carryOut(
      as: order.hook.name, arguments, for: target, secrets, limit: order.timeout)
  }
}

extension HookCommand {
  /// Runs the command for a target, with arguments as texts.
  func carryOut(
    as name: String, _ arguments: [String: String], for target: TargetFile,
    _ secrets: ResolvedSecrets, limit: Duration
  ) async -> HookAnswer {
    var variables = ["SYNCHROSCOPE_HOOK": name, "SYNCHROSCOPE_TARGET_URL": target.url.text]
    for (argument, text) in arguments {
      guard !text.utf8.contains(0) else {
        return HookAnswer(
          .command, fault: "the argument '\(argument)' holds a NUL, which no command takes")
      }
      variables[HookCommand.variable(of: argument)] = text
    }
    for name in self.secrets {
      variables[HookCommand.variable(ofSecret: name)] =
        secrets.values[name]?.revealText(for: "a command of the target file")
    }
    let result = await ShellCommand(
      line: shell, folder: target.folder, variables: variables, limit: limit,
      outputLimit: HookAnswer.outputLimit
    ).run()
    var answer = HookAnswer(.command)
    answer.output = result.output
    answer.isCut = result.isCut
    answer.errors = result.errors
    switch result.end {
    case .exited(let code):
      answer.exit = code
      if code != 0 { answer.fault = "it ended with exit code \(code)" }
    case .killed(let signal): answer.fault = "it was ended by signal \(signal)"
    case .tookTooLong:
      answer.fault = "it took longer than \(DurationText.seconds(limit)) and was ended"
    case .cancelled: answer.fault = "the run was stopped before it ended"
    case .notStarted(let reason): answer.fault = "it could not be started: \(reason)"
    case .untold(let reason): answer.fault = "how it ended is not known: \(reason)"
    }
    if answer.fault != nil, let last = Self.lastLine(of: result.errors) {
      answer.fault? += ": \(last)"
    }
    return answer
  }

  private static func lastLine(of bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
      .map { VisibleText.excerpt(String($0), limit: 200) }
  }
}

/// Durations in sentences.
enum DurationText {
  /// `30 s`, `0.5 s`.
  static func seconds(_ duration: Duration) -> String {
    let milliseconds =
      duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    guard milliseconds % 1000 != 0 else { return "\(milliseconds / 1000) s" }
    return "\(Double(milliseconds) / 1000) s"
  }
}
