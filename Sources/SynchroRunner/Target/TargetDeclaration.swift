import SynchroDigest

/// What a run went by when it examined a target, in a form that others may have: every secret by its
/// label, every hook by its name, no path and no command of the machine that the run was made on.
///
/// It holds what the target said of itself as well, so that recorded exchanges can be judged again
/// without the target and without its file.
public struct TargetDeclaration: Sendable, Equatable {
  /// What became of a secret that the target file names.
  public enum SecretRecord: Sendable, Equatable {
    /// It was at hand; this stands for it wherever it was sent or received.
    case label(String)
    /// It was not, and this was said of it.
    case problem(sentence: String, nextStep: String)
  }

  /// The version of the form.
  public static let format = 1

  /// The target. Its hooks do nothing and its secrets lead nowhere, whoever tries.
  public let target: TargetFile
  /// Its secrets by name.
  public let secrets: [String: SecretRecord]

  /// What a run may tell of a target that it examines with these secrets.
  public init(of target: TargetFile, secrets: ResolvedSecrets) {
    var declared = target
    declared.folder = ""
    declared.places = [:]
    if case .file(let path) = target.trust { declared.trust = .file(Self.fileName(path)) }
    if let certificate = target.clientCertificate {
      declared.clientCertificate = .init(
        chainFile: Self.fileName(certificate.chainFile),
        keyFile: Self.fileName(certificate.keyFile))
    }
    declared.hooks = target.hooks.mapValues { Self.idle(naming: $0.secrets) }
    // A server on this machine hands its key out to whoever asks here, and to nobody elsewhere.
    if target.operatorAccess?.key?.secretNames.isEmpty == true {
      declared.operatorAccess?.key = SecretTemplate(plain: "[left out]")
    }
    declared.secrets = target.secrets.mapValues(\.kind.source)
    self.target = declared
    var records: [String: SecretRecord] = [:]
    for name in target.secrets.keys {
      records[name] = secrets.values[name].map { .label($0.label.description) }
    }
    for problem in secrets.problems where target.secrets[problem.name] != nil {
      records[problem.name] = .problem(sentence: problem.sentence, nextStep: problem.nextStep)
    }
    self.secrets = records
  }

  init(target: TargetFile, secrets: [String: SecretRecord]) {
    self.target = target
    self.secrets = secrets
  }

  // MARK: - What is left out

  /// Where a file lies is no business of whoever reads the declaration.
  private static func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// A command that fails at once, with the secrets of the one it stands for: a hook whose secret is
  /// missing is refused, and that is part of the verdict.
  static func idle(naming secrets: [String]) -> HookCommand {
    do {
      return try HookCommand((["false"] + secrets.map { "${secret.\($0)}" }).joined(separator: " "))
    } catch {
      preconditionFailure("a plain word and names of secrets are a command")
    }
  }
}

extension SecretSource {
  /// The kinds of places.
  enum Kind: String, CaseIterable {
    case environment
    case file
    case command

    /// A source of this kind that leads nowhere: no variable, no file and no command is called so.
    var source: SecretSource {
      switch self {
      case .environment: .environment("")
      case .file: .file("")
      case .command: .command("")
      }
    }
  }

  var kind: Kind {
    switch self {
    case .environment: .environment
    case .file: .file
    case .command: .command
    }
  }
}
