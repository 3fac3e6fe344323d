import SynchroDigest
import SynchroHTTP
import SynchroText

/// What a request shows as its credentials against what other examples show.
enum CredentialCheck {
  static func check(
    _ request: ExampleMessage, _ context: LintContext, _ log: inout FindingLog
  ) {
    guard let field = request.field("Authorization") else { return }
    let parts = field.value.split(separator: " ", maxSplits: 1).map(String.init)
    // Dots and angle brackets stand for a value.
    guard parts.count == 2, !parts[1].contains("..."), !parts[1].contains("<") else { return }
    switch parts[0].lowercased() {
    case "basic": checkBasic(parts[1], at: field.valueRange, context, &log)
    case "bearer":
      let tokens = context.shown.tokens
      guard !tokens.isEmpty, !tokens.contains(parts[1]) else { return }
      log.report(
        Diagnostic(
          code: "token-unknown", "no example shows how this token was issued",
          at: .init(field.valueRange), received: VisibleText.excerpt(parts[1], limit: 60),
          help: ["use a token that another example shows"]))
    default: break
    }
  }

  private static func checkBasic(
    _ value: String, at range: SourceRange, _ context: LintContext, _ log: inout FindingLog
  ) {
    func report(
      _ message: String, expected: String? = nil, received: String? = nil, help: String
    ) {
      log.report(
        Diagnostic(
          code: "basic-value", message, at: .init(range), expected: expected, received: received,
          help: [help]), rule: "RFC 7617, section 2")
    }
    guard let bytes = try? Base64.decode(value),
      let text = String(validating: bytes, as: UTF8.self),
      let colon = text.firstIndex(of: ":")
    else {
      report(
        "the Basic value does not decode to an identifier, a colon and a secret",
        received: VisibleText.excerpt(value, limit: 60),
        help: "encode 'identifier:secret' in Base64 with padding")
      return
    }
    let id = String(text[..<colon])
    let secret = String(text[text.index(after: colon)...])
    let shown = context.shown
    guard !shown.secrets.isEmpty else { return }
    let plain = PercentCoding.decode(id.replacing("+", with: " "))
    let plainSecret = PercentCoding.decode(secret.replacing("+", with: " "))
    guard let known = shown.secrets[id] ?? plain.flatMap({ shown.secrets[$0] }) else {
      let owner = shown.owners[secret] ?? plainSecret.flatMap { shown.owners[$0] }
      // Comparing with more names than an example has would cost more than it tells.
      let names = shown.secrets.count < 100 ? shown.secrets.keys.sorted() : []
      let near = owner ?? NearestName.find(id, among: names)
      report(
        "the Basic value decodes to a client that no example shows",
        expected: near.map { "'\($0)', a colon and the secret" },
        received: "'\(VisibleText.excerpt(id, limit: 60))', a colon and a secret",
        help: owner.map { owner in
          let value = Base64.encode(Array("\(owner):\(secret)".utf8))
          return "the secret is that of '\(owner)': write Basic \(value)"
        } ?? "encode the identifier and the secret of a client that an example shows")
      return
    }
    guard !known.isEmpty, !known.contains(secret), plainSecret.map({ !known.contains($0) }) ?? true
    else { return }
    report(
      "the Basic value holds another secret than the examples show for '\(id)'",
      help: "encode the secret that the other example shows")
  }
}
