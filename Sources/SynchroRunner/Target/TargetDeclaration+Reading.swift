import SynchroHTTP
public import SynchroJSON
import SynchroText
import SynchroTiming

extension TargetDeclaration {
  /// Why a document is no declaration.
  public struct Fault: Error, Sendable, Equatable {
    /// The place in the document.
    public let pointer: JSONPointer
    /// What should stand there.
    public let expected: String

    /// One sentence.
    public var message: String { "at '\(pointer)': expected \(expected)" }
  }

  /// Reads a declaration back. What this version would not write itself is refused.
  public init(json node: JSONNode) throws(Fault) {
    let reader = DeclarationReader(node: node, pointer: .root)
    guard try reader.integer("format", in: 0...Int.max) == Self.format else {
      throw reader.fault("format", "the format \(Self.format)")
    }
    var target = TargetFile(url: try reader.url("url"))
    target.givenMetadataURL = try reader.ifAny("metadata_url", reader.url)
    target.previousMetadataURL = try reader.ifAny("previous_metadata_url", reader.url)
    target.trust = try reader.trust("trust")
    target.clientCertificate = try reader.ifAny("client_certificate", reader.certificate)
    for place in try reader.elements("allowed_origins") {
      target.allowedOrigins.append(try place.origin())
    }
    target.rateLimit = try reader.ifAny("rate_limit", reader.rateLimit)
    target.timeout = try reader.ifAny("timeout_ns", reader.duration)
    target.proxy = try reader.proxy("proxy")
    target.extensions = try reader.ifAny("extensions", reader.texts)
    target.profile = try reader.ifAny("profile", reader.text)
    for (name, section) in try reader.members("credentials") {
      target.credentials[name] = try section.headers()
    }
    var secrets: [String: SecretRecord] = [:]
    for (name, place) in try reader.members("secrets") {
      target.secrets[name] = try place.secretSource()
      secrets[name] = try place.secretRecord()
    }
    for (name, place) in try reader.members("values") { target.values[name] = place.node.value }
    for (name, place) in try reader.members("hooks") {
      target.hooks[name] = Self.idle(naming: try place.secretNames())
    }
    target.operatorAccess = try reader.ifAny("operator", reader.access)
    for (name, place) in try reader.members("accounts") {
      target.accounts[name] = .init(
        user: try place.text("user"), password: try place.template("password"))
    }
    self.init(target: target, secrets: secrets)
    // Members that nobody asked for, and keys that stand twice.
    let difference = JSONDifference.between(expected: json, received: node.value, limit: 1).first
    if let difference { throw Fault(pointer: difference.path, expected: "what a run writes") }
  }
}

/// Reads the members of one object, naming the place of what does not fit.
private struct DeclarationReader {
  typealias Fault = TargetDeclaration.Fault

  let node: JSONNode
  let pointer: JSONPointer

  func fault(_ key: String, _ expected: String) -> Fault {
    Fault(pointer: pointer.appending(key), expected: expected)
  }

  func place(_ key: String) throws(Fault) -> DeclarationReader {
    guard let found = node[key] else { throw fault(key, "a value") }
    return DeclarationReader(node: found, pointer: pointer.appending(key))
  }

  func ifAny<Value>(
    _ key: String, _ read: (String) throws(Fault) -> Value
  ) throws(Fault) -> Value? {
    node[key] == nil ? nil : try read(key)
  }

  // MARK: - Scalars

  func text(_ key: String) throws(Fault) -> String {
    guard let text = node[key]?.string else { throw fault(key, "a string") }
    return text
  }

  func integer(_ key: String, in range: ClosedRange<Int>) throws(Fault) -> Int {
    guard let number = node[key]?.number?.int, range.contains(number) else {
      throw fault(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func duration(_ key: String) throws(Fault) -> Duration {
    .nanoseconds(try integer(key, in: 1...86_400_000_000_000))
  }

  func url(_ key: String) throws(Fault) -> URI {
    guard let url = try? TargetSyntax.url(try text(key)) else { throw fault(key, "a URL") }
    return url
  }

  func template(_ key: String) throws(Fault) -> SecretTemplate {
    guard let template = try? SecretTemplate(try text(key)) else {
      throw fault(key, "a text with secrets as ${secret.NAME}")
    }
    return template
  }

  // MARK: - Lists

  func elements(_ key: String) throws(Fault) -> [DeclarationReader] {
    try place(key).list()
  }

  func texts(_ key: String) throws(Fault) -> [String] {
    var texts: [String] = []
    for element in try elements(key) { texts.append(try element.string()) }
    return texts
  }

  func members(_ key: String) throws(Fault) -> [(String, DeclarationReader)] {
    let place = try place(key)
    guard place.node.kind == .object else { throw fault(key, "an object") }
    return place.node.members.map { member in
      let pointer = place.pointer.appending(member.key)
      return (member.key, DeclarationReader(node: member.value, pointer: pointer))
    }
  }

  private func string() throws(Fault) -> String {
    guard let text = node.string else { throw Fault(pointer: pointer, expected: "a string") }
    return text
  }

  private func list() throws(Fault) -> [DeclarationReader] {
    guard node.kind == .array else { throw Fault(pointer: pointer, expected: "an array") }
    return node.elements.enumerated().map { index, element in
      DeclarationReader(node: element, pointer: pointer.appending(index))
    }
  }

  // MARK: - Parts of a target

  func trust(_ key: String) throws(Fault) -> TargetFile.Trust {
    let place = try place(key)
    if place.node.string == "system" { return .system }
    if let name = place.node["file"]?.string { return .file(name) }
    if let digits = place.node["fingerprint"]?.string { return .fingerprint(digits) }
    throw fault(key, "\"system\", a file or a fingerprint")
  }

  func proxy(_ key: String) throws(Fault) -> TargetFile.ProxyChoice {
    let place = try place(key)
    switch place.node.string {
    case "environment": return .environment
    case "none": return .direct
    case nil: return .server(try place.template("server"))
    default: throw fault(key, "\"environment\", \"none\" or a server")
    }
  }

  func certificate(_ key: String) throws(Fault) -> TargetFile.ClientCertificate {
    let place = try place(key)
    return .init(chainFile: try place.text("chain"), keyFile: try place.text("key"))
  }

  func rateLimit(_ key: String) throws(Fault) -> TargetFile.RateLimit {
    let place = try place(key)
    return .init(
      count: try place.integer("count", in: 1...100_000), period: try place.duration("period_ns"))
  }

  func access(_ key: String) throws(Fault) -> TargetFile.OperatorAccess {
    let place = try place(key)
    return .init(url: try place.url("api"), key: try place.ifAny("key", place.template))
  }

  func origin() throws(Fault) -> Origin {
    guard let origin = (try? TargetSyntax.url(try string()))?.origin else {
      throw Fault(pointer: pointer, expected: "an origin: scheme, host and port")
    }
    return origin
  }

  func headers() throws(Fault) -> [TargetFile.Header] {
    var headers: [TargetFile.Header] = []
    for line in try list() {
      headers.append(.init(name: try line.text("name"), value: try line.template("value")))
    }
    return headers
  }

  func secretNames() throws(Fault) -> [String] {
    var names: [String] = []
    for element in try list() {
      let name = try element.string()
      guard TargetSyntax.isSecretName(name) else {
        throw Fault(pointer: element.pointer, expected: "the name of a secret")
      }
      names.append(name)
    }
    return names
  }

  func secretSource() throws(Fault) -> SecretSource {
    guard let kind = SecretSource.Kind(rawValue: try text("from")) else {
      throw fault("from", "one of environment, file, command")
    }
    return kind.source
  }

  func secretRecord() throws(Fault) -> TargetDeclaration.SecretRecord? {
    if node["problem"] != nil {
      return .problem(sentence: try text("problem"), nextStep: try text("next_step"))
    }
    guard let label = try ifAny("label", text) else { return nil }
    // Whatever replays the run takes this for the secret.
    guard label.hasPrefix("[secret "), label.hasSuffix("]") else {
      throw fault("label", "a label such as [secret admin#1]")
    }
    return .label(label)
  }
}
