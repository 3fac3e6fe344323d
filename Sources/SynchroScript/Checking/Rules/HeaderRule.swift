import SynchroText

/// Header lines stand once, and are not those that the harness itself writes.
enum HeaderRule: SuiteRule {
  /// Fields that describe one connection or the framing on it (RFC 9110, section 7.6.1).
  private static let ours: Set<String> = [
    "host", "content-length", "connection", "transfer-encoding", "keep-alive", "te", "trailer",
    "upgrade", "proxy-connection",
  ]

  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    StepWalk.visit(suite) { visit in
      if case .request(let request) = visit.step.kind { findings += look(at: request.headers) }
    }
    return findings
  }

  private static func look(at headers: [RequestStep.Header]) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var seen: [String: SourceRange] = [:]
    for name in headers.map(\.name) {
      let key = name.value.lowercased()
      if ours.contains(key) {
        findings.append(
          Diagnostic(
            .warning, code: "header-of-ours", "the harness writes '\(name.value)' itself",
            at: .init(name.range),
            help: ["leave the line out, unless the fault it makes is what is tested"]))
      }
      if let first = seen[key] {
        findings.append(
          Diagnostic(
            .warning, code: "repeated-header", "'\(name.value)' is sent twice",
            at: .init(name.range), related: [.init(first, "first here")],
            help: ["leave one out, unless the repetition is what is tested"]))
      }
      seen[key] = seen[key] ?? name.range
    }
    return findings
  }
}
