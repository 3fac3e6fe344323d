public import SynchroCatalog
public import SynchroJSON
public import SynchroVerdict

/// Whoever lets the operator of a target act: commands and an operator API of a target file, a
/// server in this program, or nobody.
public protocol OperatorHooks: Sendable {
  /// Why the operator cannot be asked for this; nil when it can be.
  func refusal(of hook: OperatorHook) -> HookRefusal?
  /// Lets the operator act and waits for the end; cancelling the task ends it early.
  func act(_ order: HookOrder) async -> HookAnswer
}

/// Why the operator cannot be asked for something.
public struct HookRefusal: Sendable, Equatable {
  /// The reason, without a full stop.
  public var reason: String
  /// What to do about it.
  public var nextStep: String

  /// A refusal.
  public init(reason: String, nextStep: String) {
    self.reason = reason
    self.nextStep = nextStep
  }

  /// Nobody has said how it is done.
  public init(unknownHere hook: OperatorHook) {
    reason = "the target file has no hook '\(hook.name)'"
    nextStep =
      "add '\(hook.name) = COMMAND' to the section [hooks] of the target file"
      + (hook.request == nil ? "" : ", or 'operator api = URL' for a server that has one")
  }
}

/// What the operator is to do.
public struct HookOrder: Sendable, Equatable {
  /// What is to be done.
  public var hook: OperatorHook
  /// What the operator is told, by name; a secret stands there in plain.
  public var arguments: [String: JSONValue]
  /// How long it may take.
  public var timeout: Duration
  /// The test that asks.
  public var test = ""
  /// What the operator is told, as reports show it.
  public var told: [RunFact] = []

  /// An order.
  public init(_ hook: OperatorHook, _ arguments: [String: JSONValue] = [:], timeout: Duration) {
    self.hook = hook
    self.arguments = arguments
    self.timeout = timeout
  }

  /// An argument as text: a string as it is, all else as JSON.
  public func text(_ name: String) -> String? {
    switch arguments[name] {
    case nil: nil
    case .string(let text): text
    case let value?: JSONPrinter.compact(value)
    }
  }
}

/// What came of asking the operator.
public struct HookAnswer: Sendable, Equatable {
  /// How the operator was asked.
  public var way: HookRun.Way
  /// The exit code of a command that ended by itself.
  public var exit: Int?
  /// The status of an operator API that answered.
  public var status: Int?
  /// What was printed or answered; no more than the limit.
  public var output: [UInt8] = []
  /// Whether there was more.
  public var isCut = false
  /// What was printed on the error stream, the end of it.
  public var errors: [UInt8] = []
  /// Why nothing was done, without a full stop; nil when it was done.
  public var fault: String?
  /// What was recorded of it, when the operator was asked in an earlier run.
  public var past: HookRecord?
  /// Why the record of an earlier run has no answer, without a full stop.
  public var gap: String?

  /// An answer.
  public init(_ way: HookRun.Way, fault: String? = nil) {
    self.way = way
    self.fault = fault
  }

  /// More of what is printed is neither kept nor shown.
  public static let outputLimit = 64 << 10
}

/// Nobody can be asked for anything.
public struct NoHooks: OperatorHooks {
  /// Nobody.
  public init() {}

  /// Always the same.
  public func refusal(of hook: OperatorHook) -> HookRefusal? { HookRefusal(unknownHere: hook) }

  /// Refuses as well, for whoever asks all the same.
  public func act(_ order: HookOrder) async -> HookAnswer {
    HookAnswer(.direct, fault: HookRefusal(unknownHere: order.hook).reason)
  }
}
