public import SynchroText

/// Reads specifications and reports where their examples, heads and links break the rules that the
/// text itself sets.
public struct SpecLint: Sendable {
  /// More than any specification has, and less than would trouble the machine.
  public static let sizeLimit = 16 << 20

  /// A text that is too large to be looked at.
  public struct TooLarge: Error, Sendable {
    /// Its size in bytes.
    public let size: Int
  }

  private let rules: ExampleRules
  private let formats: [String: ObjectFormat]
  private let requirement: @Sendable (String) -> String?

  /// A lint by rules; `requirement` gives a requirement in one line by its id.
  public init(
    rules: ExampleRules = ExampleRules(), formats: [ObjectFormat] = [],
    requirement: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.rules = rules
    self.formats = Dictionary(formats.map { ($0.name, $0) }) { first, _ in first }
    self.requirement = requirement
  }

  /// The name that the first heading gives a document, such as `CDS-WG1-01`.
  public static func document(of source: SourceText) -> String? {
    source.bytes.count <= sizeLimit ? MarkdownText(source).document : nil
  }

  /// Everything that is wrong with a specification. Any bytes are one, though perhaps one without
  /// examples.
  public func lint(_ source: SourceText) throws(TooLarge) -> SpecReport {
    guard source.bytes.count <= Self.sizeLimit else { throw TooLarge(size: source.bytes.count) }
    let text = MarkdownText(source)
    var log = FindingLog(text)
    let examples = ExampleCollection(
      text, marks: rules.marks, names: FieldNames(besides: rules.fieldNames))
    let context = LintContext(
      rules: rules, formats: formats, requirement: requirement,
      shown: ShownCredentials(in: examples.exchanges, rules: rules))
    for diagnostic in examples.diagnostics { log.report(diagnostic) }
    var unmatched: [SourcePlace] = []
    for exchange in examples.exchanges {
      check(exchange, context, &log)
      guard let rule = rules.examples.first(where: { $0.matches(exchange) }) else {
        if let start = exchange.range?.start { unmatched.append(source.place(at: start)) }
        continue
      }
      StatusCheck.check(exchange, by: rule, context, &log)
      FormatCheck.check(exchange, by: rule, context, &log)
      OwnURLCheck.check(exchange, by: rule, &log)
    }
    LinkCheck.check(text, &log)
    return SpecReport(
      source: source, document: text.document, messages: examples.messageCount,
      unmatched: unmatched, findings: log.sorted, omitted: log.omitted)
  }

  /// What needs no rule.
  private func check(
    _ exchange: ExampleExchange, _ context: LintContext, _ log: inout FindingLog
  ) {
    for message in [exchange.request, exchange.answer] {
      guard let message else { continue }
      HeadCheck.check(message, &log)
      for mistake in message.json?.mistakes ?? [] { log.report(mistake, rule: "JSON, RFC 8259") }
    }
    if let request = exchange.request { CredentialCheck.check(request, context, &log) }
  }
}
