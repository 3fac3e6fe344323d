import SynchroHTTP
import SynchroJSON
import SynchroText

extension TargetFileParser {
  /// What may stand before the first heading.
  static let topKeys = [
    "url", "metadata url", "previous metadata url", "trust", "client certificate", "allow origin",
    "rate limit", "timeout", "proxy", "extensions", "profile",
  ]

  mutating func read(_ line: TargetLine, in section: Section) {
    switch section {
    case .unknown: return
    case .secret(let name): readSecret(line, name: name)
    case .credentials(let name): readHeader(line, name: name)
    case .top, .values, .hooks, .accounts, .device:
      guard let (key, keyRange, value, valueRange) = line.pair() else {
        return fail(
          "target-line", "this line has no ':'", line.range, help: "write 'KEY: VALUE'")
      }
      guard !value.isEmpty else {
        return fail("target-value-missing", "'\(key)' has no value", line.range)
      }
      switch section {
      case .values: readValue(key, keyRange, value, valueRange)
      case .hooks: readHook(key, keyRange, value, valueRange)
      case .accounts: readAccount(key, keyRange, value, valueRange)
      case .device: readDevice(key, keyRange, value, valueRange)
      default: readTop(key, keyRange, value, valueRange)
      }
    }
  }

  // MARK: - Before the first heading

  private mutating func readTop(
    _ key: String, _ keyRange: SourceRange, _ value: String, _ range: SourceRange
  ) {
    guard Self.topKeys.contains(key) else {
      return fail(
        "target-key-unknown", "unknown key '\(key)'", keyRange,
        help: NearestName.advice(for: key, among: Self.topKeys))
    }
    if key != "allow origin" { guard note(key, keyRange) else { return } }
    switch key {
    case "url": file.url = url(value, at: range)
    case "metadata url": file.target.givenMetadataURL = url(value, at: range)
    case "previous metadata url": file.target.previousMetadataURL = url(value, at: range)
    case "trust": readTrust(value, range)
    case "client certificate": readClientCertificate(value, range)
    case "allow origin": readOrigin(value, range)
    case "rate limit":
      file.target.rateLimit = TargetSyntax.rate(value)
      if file.target.rateLimit == nil {
        wrongType(value, range, expected: "a rate such as '10 per second' or '600 per minute'")
      }
    case "timeout":
      file.target.timeout = Duration(spelling: value).flatMap { $0 > .zero ? $0 : nil }
      if file.target.timeout == nil {
        wrongType(value, range, expected: "a duration such as '30s', '500ms' or '2m'")
      }
    case "proxy": readProxy(value, range)
    case "extensions":
      let words = value.split(separator: ",").map(\.trimmed)
      if words.contains(where: \.isEmpty) || words.count > 1 && words.contains("none") {
        wrongType(value, range, expected: "'none', or values separated by commas")
      } else {
        file.target.extensions = words == ["none"] ? [] : words
      }
    default: file.target.profile = value
    }
  }

  mutating func url(_ text: String, at range: SourceRange) -> URI? {
    do {
      return try TargetSyntax.url(text)
    } catch {
      fail("target-url", error.message, range, help: error.help)
      return nil
    }
  }

  private mutating func readTrust(_ value: String, _ range: SourceRange) {
    let (word, rest) = split(value)
    switch word {
    case "system" where rest.isEmpty: file.target.trust = .system
    case "file":
      if let path = path(rest, at: range) { file.target.trust = .file(path) }
    case "fingerprint":
      let digits = rest.lowercased().filter { $0 != ":" }
      guard digits.count == 64, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
        return wrongType(
          value, range, expected: "'fingerprint' and a SHA-256 digest of 64 hexadecimal digits")
      }
      file.target.trust = .fingerprint(digits)
    default:
      wrongType(
        value, range, expected: "'system', 'file PATH' or 'fingerprint HEX'",
        help: NearestName.advice(for: word, among: ["system", "file", "fingerprint"]))
    }
  }

  private mutating func readClientCertificate(_ value: String, _ range: SourceRange) {
    let parts = value.split(separator: ",").map(\.trimmed)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else {
      return wrongType(
        value, range, expected: "a PEM file, or chain and key as 'chain.pem, key.pem'")
    }
    guard let chain = path(parts[0], at: range),
      let key = parts.count == 2 ? path(parts[1], at: range) : chain
    else { return }
    file.target.clientCertificate = .init(chainFile: chain, keyFile: key)
  }

  private mutating func readOrigin(_ value: String, _ range: SourceRange) {
    guard let url = url(value, at: range), let origin = url.origin else { return }
    guard url.path.isEmpty || url.path == "/", url.query == nil else {
      return wrongType(
        value, range, expected: "an origin: scheme, host and port", help: "write '\(origin)'")
    }
    file.target.allowedOrigins.append(origin)
  }

  private mutating func readProxy(_ value: String, _ range: SourceRange) {
    switch value {
    case "none": file.target.proxy = .direct
    case "environment": file.target.proxy = .environment
    default:
      guard let template = template(value, at: range) else { return }
      guard value.hasPrefix("http://") || value.hasPrefix("socks5h://") else {
        return wrongType(
          value, range,
          expected: "'none', 'environment', or http://HOST:PORT or socks5h://HOST:PORT")
      }
      if value.contains("@"), template.secretNames.isEmpty {
        return plain("the proxy's password", range)
      }
      file.target.proxy = .server(template)
    }
  }

  // MARK: - Sections

  private mutating func readSecret(_ line: TargetLine, name: String) {
    // Whatever is wrong with the line is said of it, not of the section.
    file.emptySecrets.removeAll { $0.0 == name }
    let (from, rest) = split(line.text)
    let (kind, what) = split(rest)
    guard from == "from", !what.isEmpty else {
      return plain("the secret '\(name)'", line.range)
    }
    guard file.target.secrets[name] == nil else {
      return fail(
        "target-repeated", "the secret '\(name)' has two sources", line.range,
        help: "keep one of them")
    }
    switch kind {
    case "environment": file.target.secrets[name] = .environment(what)
    // Whether the file is there decides the doctor: it may be mounted only for the run.
    case "file": file.target.secrets[name] = .file(place(of: what))
    case "command": file.target.secrets[name] = .command(what)
    default:
      fail(
        "target-secret-source", "unknown source '\(kind)'", line.range,
        help: NearestName.advice(for: kind, among: ["environment", "file", "command"]))
    }
  }

  private mutating func readHeader(_ line: TargetLine, name: String) {
    guard let (field, fieldRange, value, range) = line.pair(separators: [":"]) else {
      return fail(
        "target-header", "a credentials section holds header lines", line.range,
        help: "write 'Authorization: Bearer ${secret.NAME}'")
    }
    guard FieldSyntax.isToken(field) else {
      return fail("target-header", "'\(field)' is no header name", fieldRange)
    }
    guard !value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
      return fail("target-header", "a header value cannot hold control characters", range)
    }
    guard let template = template(value, at: range) else { return }
    if template.secretNames.isEmpty, SecretNames.isSecretHeader(field) {
      return plain("the value of '\(field)'", range)
    }
    file.target.credentials[name, default: []].append(.init(name: field, value: template))
  }

  private mutating func readValue(
    _ key: String, _ keyRange: SourceRange, _ value: String, _ range: SourceRange
  ) {
    guard TargetSyntax.isName(key) else { return wrongName(key, keyRange) }
    guard !TargetFile.builtInKeys.contains(key) else {
      return fail(
        "target-value-taken", "'target.\(key)' has its own line", keyRange,
        help: "write it before the first heading")
    }
    guard note("values \(key)", keyRange) else { return }
    if SecretNames.soundsSecret(key) || value.contains("${") {
      return fail(
        Self.plainSecret, "'\(key)' looks like a secret, and values are shown in reports",
        range,
        help: "define it as [secret NAME] and write ${secret.NAME} in the suite")
    }
    if let document = try? JSONDocument(parsing: SourceText(name: source.name, value)) {
      file.target.values[key] = document.root.value
    } else if let first = value.first, "\"[{".contains(first) {
      wrongType(value, range, expected: "JSON, or text that begins with another character")
    } else {
      file.target.values[key] = .string(value)
    }
  }

  private mutating func readAccount(
    _ key: String, _ keyRange: SourceRange, _ value: String, _ range: SourceRange
  ) {
    guard TargetSyntax.isName(key) else { return wrongName(key, keyRange) }
    guard note("accounts \(key)", keyRange) else { return }
    let (user, password) = split(value)
    guard !password.isEmpty else {
      return wrongType(value, range, expected: "a user and '${secret.NAME}'")
    }
    let passwordRange = SourceRange(range.end - password.utf8.count, range.end)
    guard let template = template(password, at: passwordRange) else { return }
    guard !template.secretNames.isEmpty else { return plain("the password", passwordRange) }
    file.target.accounts[key] = .init(user: user, password: template)
  }

  // MARK: - Words

  private func split(_ text: String) -> (String, String) {
    guard let space = text.firstIndex(of: " ") else { return (text, "") }
    return (String(text[..<space]), text[space...].trimmed)
  }

  private mutating func wrongType(
    _ value: String, _ range: SourceRange, expected: String, help: String? = nil
  ) {
    fail(
      "target-value", "this value does not fit its key", range, expected: expected,
      received: "'\(VisibleText.excerpt(value))'", help: help)
  }

  mutating func wrongName(_ key: String, _ range: SourceRange) {
    fail(
      "target-name", "'\(key)' cannot be a name here", range,
      help: "use lower-case letters, digits, '-' and '_'")
  }

  /// Never shows what was written.
  mutating func plain(_ what: String, _ range: SourceRange) {
    fail(
      Self.plainSecret, "\(what) is written in plain", range,
      help: "write ${secret.NAME}, and below '[secret NAME]' one of 'from environment NAME', "
        + "'from file PATH', 'from command LINE'; then change the secret, for it has been shown")
  }
}
