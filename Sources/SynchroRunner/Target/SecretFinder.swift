import SynchroDigest

/// Fetches secrets from the environment, from files and from commands.
public struct SecretFinder: Sendable {
  /// What the finder asks the world.
  public struct World: Sendable {
    /// A variable of the environment.
    public var variable: @Sendable (String) -> String?
    /// A file's bytes, or why there are none.
    public var file: @Sendable (String) -> Result<[UInt8], SecretFault>
    /// What a command prints, or why it does not.
    public var command: @Sendable (String) async -> Result<[UInt8], SecretFault>

    /// A world by its three answers.
    public init(
      variable: @escaping @Sendable (String) -> String?,
      file: @escaping @Sendable (String) -> Result<[UInt8], SecretFault>,
      command: @escaping @Sendable (String) async -> Result<[UInt8], SecretFault>
    ) {
      self.variable = variable
      self.file = file
      self.command = command
    }
  }

  private let world: World

  /// A finder in a world.
  public init(_ world: World) {
    self.world = world
  }

  /// Fetches every secret of a target.
  public func resolve(_ target: TargetFile) async -> ResolvedSecrets {
    let ledger = SecretLedger()
    var values: [String: Secret] = [:]
    var problems: [ResolvedSecrets.Problem] = []
    for (name, source) in target.secrets.sorted(by: { $0.key < $1.key }) {
      switch await bytes(from: source) {
      case .success(let bytes):
        if let problem = Self.weakness(of: bytes, name: name, source: source) {
          problems.append(problem)
        } else {
          values[name] = ledger.secret(bytes, kind: name)
        }
      case .failure(let fault):
        problems.append(
          .init(
            name: name, sentence: "the secret '\(name)' is not in \(source.words): \(fault.reason)",
            nextStep: fault.nextStep))
      }
    }
    return ResolvedSecrets(values, problems: problems, ledger: ledger)
  }

  private func bytes(from source: SecretSource) async -> Result<[UInt8], SecretFault> {
    let found: Result<[UInt8], SecretFault>
    switch source {
    case .environment(let name):
      found =
        world.variable(name).map { .success(Array($0.utf8)) }
        ?? .failure(
          SecretFault(
            reason: "it is not set", nextStep: "set it, for example with 'export \(name)=…'"))
    case .file(let path): found = world.file(path)
    case .command(let line): found = await world.command(line)
    }
    return found.map { bytes in
      var end = bytes.count
      while end > 0, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
      return Array(bytes[..<end])
    }
  }

  /// A secret that is too short or too long could not be kept out of reports.
  private static func weakness(
    of bytes: [UInt8], name: String, source: SecretSource
  ) -> ResolvedSecrets.Problem? {
    guard (Redactor.minimumLength...Redactor.maximumLength).contains(bytes.count) else {
      return .init(
        name: name, sentence: "the secret '\(name)' in \(source.words) has \(bytes.count) bytes",
        nextStep: "use one of \(Redactor.minimumLength) to \(Redactor.maximumLength) bytes: "
          + "others cannot be kept out of reports")
    }
    guard let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
    else {
      return .init(
        name: name,
        sentence: "the secret '\(name)' in \(source.words) is no text without control characters",
        nextStep: "store it as one line of UTF-8 text")
    }
    return nil
  }
}

/// Why a secret could not be fetched.
public struct SecretFault: Error, Sendable, Equatable {
  /// The reason, without a full stop.
  public let reason: String
  /// What to do about it.
  public let nextStep: String

  /// A fault.
  public init(reason: String, nextStep: String) {
    self.reason = reason
    self.nextStep = nextStep
  }
}
