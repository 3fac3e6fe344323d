public import SynchroDigest
import SynchroHTTP
public import SynchroJSON
import SynchroText
import SynchroTiming

extension TargetDeclaration {
  /// The declaration as it is written to `target.json`; the order of members is stable.
  public var json: JSONValue {
    .object(fields.compactMap { key, value in value.map { JSONField(key, $0) } })
  }

  /// The declaration as JSON, with a label for each secret that stands in any text or key of it:
  /// somebody may have written one where a name belongs.
  public func json(redactedBy redactor: some Redacting) -> JSONValue {
    Self.redact(json, redactor)
  }

  private static func redact(_ value: JSONValue, _ redactor: some Redacting) -> JSONValue {
    func clean(_ text: String) -> String {
      String(decoding: redactor.redact(Array(text.utf8)), as: UTF8.self)
    }
    return switch value {
    case .null, .bool, .number: value
    case .string(let text): .string(clean(text))
    case .array(let elements): .array(elements.map { redact($0, redactor) })
    case .object(let fields):
      .object(fields.map { JSONField(clean($0.key), redact($0.value, redactor)) })
    }
  }

  private var fields: [(String, JSONValue?)] {
    [
      ("format", .integer(Self.format)), ("url", .string(target.url.text)),
      ("metadata_url", Self.text(target.givenMetadataURL?.text)),
      ("previous_metadata_url", Self.text(target.previousMetadataURL?.text)),
      ("trust", trust),
      ("client_certificate", clientCertificate),
      ("allowed_origins", .array(target.allowedOrigins.map { .string($0.description) })),
      ("rate_limit", rateLimit),
      ("timeout_ns", target.timeout.map { .integer(Int($0.wholeNanoseconds)) }),
      ("proxy", proxy),
      ("extensions", target.extensions.map { .array($0.map { .string($0) }) }),
      ("profile", Self.text(target.profile)),
      ("credentials", Self.object(target.credentials) { .array($0.map(Self.header)) }),
      ("secrets", Self.object(target.secrets, secret)),
      ("values", Self.object(target.values) { _, value in value }),
      ("hooks", Self.object(target.hooks) { .array($0.secrets.map { .string($0) }) }),
      ("operator", target.operatorAccess.map(Self.access)),
      ("accounts", Self.object(target.accounts, Self.account)),
    ]
  }

  // MARK: - Parts

  private static func text(_ text: String?) -> JSONValue? { text.map { .string($0) } }

  private static func object<Value>(
    _ members: [String: Value], _ json: (String, Value) -> JSONValue
  ) -> JSONValue {
    .object(members.sorted { $0.key < $1.key }.map { JSONField($0.key, json($0.key, $0.value)) })
  }

  private static func object<Value>(
    _ members: [String: Value], _ json: (Value) -> JSONValue
  ) -> JSONValue {
    object(members) { _, value in json(value) }
  }

  private var trust: JSONValue {
    switch target.trust {
    case .system: "system"
    case .file(let name): ["file": .string(name)]
    case .fingerprint(let digits): ["fingerprint": .string(digits)]
    }
  }

  private var proxy: JSONValue {
    switch target.proxy {
    case .environment: "environment"
    case .direct: "none"
    case .server(let template): ["server": .string(template.text)]
    }
  }

  private var clientCertificate: JSONValue? {
    target.clientCertificate.map {
      ["chain": .string($0.chainFile), "key": .string($0.keyFile)]
    }
  }

  private var rateLimit: JSONValue? {
    target.rateLimit.map {
      ["count": .integer($0.count), "period_ns": .integer(Int($0.period.wholeNanoseconds))]
    }
  }

  private func secret(_ name: String, _ source: SecretSource) -> JSONValue {
    var fields = [JSONField("from", .string(source.kind.rawValue))]
    switch secrets[name] {
    case .label(let label): fields.append(JSONField("label", .string(label)))
    case .problem(let sentence, let nextStep):
      fields.append(JSONField("problem", .string(sentence)))
      fields.append(JSONField("next_step", .string(nextStep)))
    case nil: break
    }
    return .object(fields)
  }

  private static func header(_ header: TargetFile.Header) -> JSONValue {
    ["name": .string(header.name), "value": .string(header.value.text)]
  }

  private static func access(_ access: TargetFile.OperatorAccess) -> JSONValue {
    let key = access.key.map { JSONField("key", .string($0.text)) }
    return .object([JSONField("api", .string(access.url.text))] + [key].compactMap { $0 })
  }

  private static func account(_ account: TargetFile.Account) -> JSONValue {
    ["user": .string(account.user), "password": .string(account.password.text)]
  }
}

extension SecretTemplate {
  /// The text as it stands in a target file.
  var text: String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .text(let more): text += more
      case .secret(let name): text += "${secret.\(name)}"
      }
    }
  }
}
