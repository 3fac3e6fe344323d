import SynchroHTTP
import SynchroText

/// Start lines and header fields by themselves.
enum HeadCheck {
  static func check(_ message: ExampleMessage, _ log: inout FindingLog) {
    switch message.start {
    case .request(let method, _):
      if case .other = HTTPMethod(method) {
        let known = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]
        log.report(
          Diagnostic(
            code: "method-unknown", "'\(method)' is no method", at: .init(message.startRange),
            help: [NearestName.advice(for: method, among: known)].compactMap { $0 }))
      }
    case .answer(let status, let reason):
      checkReason(status, reason, at: message.startRange, &log)
    case .document: break
    }
    for field in message.fields where field.isMisspelt {
      guard let meant = field.meant else { continue }
      log.report(
        Diagnostic(
          code: "field-misspelt", "'\(field.name)' is no header field",
          at: .init(field.nameRange), help: ["did you mean '\(meant)'?"]))
    }
  }

  private static func checkReason(
    _ status: Int, _ reason: String, at range: SourceRange, _ log: inout FindingLog
  ) {
    guard let known = HTTPStatus(code: status)?.registeredReason, !reason.isEmpty,
      known.lowercased() != reason.lowercased()
    else { return }
    // RFC 9110 renamed some; old names do no harm.
    if [302, 413, 422].contains(status) { return }
    log.report(
      Diagnostic(
        .warning, code: "status-reason", "the words do not belong to the status", at: .init(range),
        expected: "\(status) \(known)", received: "\(status) \(reason)",
        help: ["one of the two is a slip"]), rule: "RFC 9110, section 15")
  }
}
