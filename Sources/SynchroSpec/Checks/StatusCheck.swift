import SynchroHTTP
import SynchroText

/// The status that an answer has to have, and the fields that must stand in a head.
enum StatusCheck {
  static func check(
    _ exchange: ExampleExchange, by rule: ExampleRule, _ context: LintContext,
    _ log: inout FindingLog
  ) {
    if let request = exchange.request {
      check(rule.requestFields, of: request, "request", context, &log)
    }
    guard let answer = exchange.answer, case .answer(let status, _) = answer.start, status < 400
    else { return }
    if !rule.statuses.isEmpty, !rule.statuses.contains(status) {
      let due = rule.statuses.map(words).joined(separator: " or ")
      log.report(
        Diagnostic(
          code: "status-wrong", "the answer has another status than is due",
          at: .init(answer.startRange), expected: due, received: words(status),
          help: ["write the status that the text demands, or change the text"]),
        rule: context.words(rule.statusRule))
    }
    check(rule.answerFields, of: answer, "answer", context, &log)
  }

  private static func check(
    _ demands: [ExampleRule.FieldDemand], of message: ExampleMessage, _ words: String,
    _ context: LintContext, _ log: inout FindingLog
  ) {
    guard message.start != .document else { return }
    for demand in demands {
      let line = demand.name + (demand.value.map { ": " + $0 } ?? "")
      let rule = context.words(demand.rule)
      guard let field = message.field(demand.name) else {
        log.report(
          Diagnostic(
            code: "field-missing", "the \(words) lacks the header field '\(demand.name)'",
            at: .init(message.startRange), help: ["add '\(line)'"]), rule: rule)
        continue
      }
      guard let value = demand.value, !holds(field.value, value) else { continue }
      log.report(
        Diagnostic(
          code: "field-value", "the header field '\(demand.name)' has another value than is due",
          at: .init(field.valueRange), expected: value, received: field.value,
          help: ["write '\(line)'"]), rule: rule)
    }
  }

  /// Whether one of the parts between commas and semicolons is the value.
  private static func holds(_ text: String, _ value: String) -> Bool {
    text.split { $0 == "," || $0 == ";" }.contains { part in
      part.split(separator: " ").joined(separator: " ").lowercased() == value.lowercased()
    }
  }

  private static func words(_ status: Int) -> String {
    let reason = HTTPStatus(code: status)?.registeredReason
    return String(status) + (reason.map { " " + $0 } ?? "")
  }
}
