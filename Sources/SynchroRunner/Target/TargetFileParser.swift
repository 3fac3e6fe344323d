import SynchroHTTP
public import SynchroText

/// Reads a target file; goes on after an error and reports them all.
public struct TargetFileParser {
  /// What the parser asks the world: whether a file is there.
  public typealias FileProbe = (String) -> Bool

  /// A target, if the file says where it is, and everything that is wrong with the file.
  public struct Parsed: Sendable {
    /// The target; nil when an error stands among the diagnostics.
    public let target: TargetFile?
    /// What is wrong, in the order of the file.
    public let diagnostics: [Diagnostic]
  }

  /// A part of the file, as the headings in brackets divide it.
  enum Section: Equatable {
    case top
    case credentials(String)
    case secret(String)
    case values
    case hooks
    case accounts
    case device
    /// A heading that was refused: its lines are passed over.
    case unknown
  }

  /// More is no target file.
  static let maximumBytes = 1 << 20
  static let maximumLines = 10_000

  let source: SourceText
  let folder: String
  let exists: FileProbe
  var file = DraftTarget()
  var diagnostics: [Diagnostic] = []

  /// Reads a file; paths in it are relative to `folder`.
  public static func parse(
    _ source: SourceText, folder: String, exists: @escaping FileProbe
  ) -> Parsed {
    var parser = TargetFileParser(source: source, folder: folder, exists: exists)
    return parser.parse()
  }

  /// The file with every secret that stands in it in plain painted over, so that showing the line of
  /// a finding does not show the secret.
  public static func paintedOver(_ source: SourceText, in diagnostics: [Diagnostic]) -> SourceText {
    var bytes = source.bytes
    for diagnostic in diagnostics where diagnostic.code == plainSecret {
      let range = diagnostic.primary.range
      for index in range.start..<min(range.end, bytes.count) { bytes[index] = UInt8(ascii: "*") }
    }
    return SourceText(name: source.name, bytes: bytes)
  }

  /// The code of findings about secrets in plain.
  static let plainSecret = "target-secret-plain"

  private mutating func parse() -> Parsed {
    guard source.bytes.count <= Self.maximumBytes, source.lineCount <= Self.maximumLines else {
      fail("target-size", "a target file has at most 1 MiB and 10000 lines", SourceRange(at: 0))
      return Parsed(target: nil, diagnostics: diagnostics)
    }
    guard String(validating: source.bytes, as: UTF8.self) != nil else {
      fail(
        "target-encoding", "the file is no UTF-8 text", SourceRange(at: 0),
        help: "save it as UTF-8")
      return Parsed(target: nil, diagnostics: diagnostics)
    }
    var section = Section.top
    for number in 1...source.lineCount {
      guard let line = TargetLine(source.lineRange(number), in: source) else { continue }
      if line.text.hasPrefix("[") {
        section = heading(line)
      } else {
        read(line, in: section)
      }
    }
    finish()
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      return Parsed(target: nil, diagnostics: diagnostics)
    }
    var target = file.target
    // A device has no URL, and nothing asks it for one.
    if let url = file.url { target.url = url }
    target.folder = folder
    return Parsed(target: target, diagnostics: diagnostics)
  }

  /// What can be said only at the end: what is missing, and references that lead nowhere.
  private mutating func finish() {
    finishDevice()
    if file.url == nil, file.target.places["url"] == nil, file.device == nil {
      fail(
        "target-url-missing", "the target has no url", SourceRange(at: 0),
        help: "add a line such as 'url: https://hub.example.com', or a section [device]")
    }
    for (name, range) in file.references
    where file.target.secrets[name] == nil && file.target.places["secret \(name)"] == nil {
      fail(
        "target-secret-unknown", "no section defines the secret '\(name)'", range,
        help: NearestName.find(name, among: file.target.secrets.keys).map {
          "did you mean '\($0)'?"
        }
          ?? "add '[secret \(name)]' with 'from environment NAME', 'from file PATH' or 'from command LINE'"
      )
    }
    if let range = file.operatorKey?.range, file.target.operatorAccess == nil,
      file.target.places["hooks operator api"] == nil
    {
      fail(
        "target-hook", "'operator key' has no use without 'operator api'", range,
        help: "add 'operator api = URL' to the section [hooks]")
    }
    file.target.operatorAccess?.key = file.operatorKey?.template
    for (name, range) in file.emptySecrets where file.target.secrets[name] == nil {
      fail(
        "target-secret-empty", "the secret '\(name)' has no source", range,
        help: "add 'from environment NAME', 'from file PATH' or 'from command LINE' below it")
    }
    diagnostics.sort { $0.primary.range.start < $1.primary.range.start }
  }

  // MARK: - Headings

  private mutating func heading(_ line: TargetLine) -> Section {
    guard line.text.hasSuffix("]") else {
      fail("target-heading", "a heading ends with ']'", line.range, help: "write '[values]'")
      return .unknown
    }
    let words = line.text.dropFirst().dropLast().split(separator: " ").map(String.init)
    let kind = words.first ?? ""
    switch (kind, words.count) {
    case ("values", 1): return .values
    case ("hooks", 1): return .hooks
    case ("accounts", 1): return .accounts
    case ("device", 1):
      guard note("device", line.range) else { return .unknown }
      file.device = DraftDevice(range: line.range)
      return .device
    case ("credentials", 2):
      guard TargetSyntax.isName(words[1]) else { break }
      guard note("credentials \(words[1])", line.range) else { return .unknown }
      file.target.credentials[words[1]] = []
      return .credentials(words[1])
    case ("secret", 2):
      guard TargetSyntax.isSecretName(words[1]) else { break }
      guard note("secret \(words[1])", line.range) else { return .unknown }
      file.emptySecrets.append((words[1], line.range))
      return .secret(words[1])
    case ("credentials", _), ("secret", _):
      fail(
        "target-heading", "this heading needs one name", line.range, help: "write '[\(kind) NAME]'")
      return .unknown
    default:
      fail(
        "target-section-unknown", "unknown section '\(kind)'", line.range,
        help: NearestName.advice(
          for: kind, among: ["credentials", "secret", "values", "hooks", "accounts", "device"]))
      return .unknown
    }
    fail(
      "target-name", "'\(words[1])' cannot be a name here", line.range,
      help: kind == "secret"
        ? "use letters, digits and '_'" : "use lower-case letters, digits, '-' and '_'")
    return .unknown
  }

  // MARK: - Helpers of all sections

  /// Remembers where something is written; false, with a diagnostic, when it stands there twice.
  mutating func note(_ key: String, _ range: SourceRange) -> Bool {
    if let first = file.target.places[key] {
      diagnostics.append(
        Diagnostic(
          code: "target-repeated", "'\(key)' stands there twice", at: .init(range),
          related: [.init(first, "first here")], help: ["keep one of them"]))
      return false
    }
    file.target.places[key] = range
    return true
  }

  mutating func fail(
    _ code: String, _ message: String, _ range: SourceRange, expected: String? = nil,
    received: String? = nil, help: String? = nil
  ) {
    // A hostile file could otherwise bring a finding for each of its lines.
    guard diagnostics.count < 200 else { return }
    diagnostics.append(
      Diagnostic(
        code: code, message, at: .init(range), expected: expected, received: received,
        help: help.map { [$0] } ?? []))
  }

  /// A text with secrets by reference; nil after saying what is wrong with it.
  mutating func template(_ text: String, at range: SourceRange) -> SecretTemplate? {
    do {
      let template = try SecretTemplate(text)
      for name in template.secretNames { file.references.append((name, range)) }
      return template
    } catch {
      let start = min(range.start + error.offset, range.end)
      fail(
        "target-reference", error.message,
        SourceRange(start, min(start + error.count, range.end)), help: error.help)
      return nil
    }
  }

  /// A path as the run opens it.
  func place(of path: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
  }

  /// A path as the run opens it; nil after saying that nothing is there.
  mutating func path(_ text: String, at range: SourceRange) -> String? {
    let path = place(of: text)
    guard !text.isEmpty, exists(path) else {
      fail(
        "target-file-missing", "there is no file '\(path)'", range,
        help: "check the spelling; paths are relative to the target file's folder")
      return nil
    }
    return path
  }
}

/// A target while it is read.
struct DraftTarget {
  var target: TargetFile
  /// The target's URL once it has been read; until then `target` holds one that leads nowhere.
  var url: URI?
  /// Every `${secret.NAME}` and where it stands.
  var references: [(String, SourceRange)] = []
  /// The key of the operator API, which may stand before the API's URL.
  var operatorKey: (template: SecretTemplate, range: SourceRange)?
  /// Every `[secret NAME]` heading.
  var emptySecrets: [(String, SourceRange)] = []
  /// What is said about a device.
  var device: DraftDevice?

  init() {
    guard let nowhere = try? URI("http://target.invalid") else {
      preconditionFailure("a constant URL is one")
    }
    target = TargetFile(url: nowhere)
  }
}
