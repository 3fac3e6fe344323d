import SynchroText

/// Options of a request stand once, and credentials are declared.
enum OptionRule: SuiteRule {
  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    StepWalk.visit(suite) { visit in
      let options: [RequestStep.Option]
      switch visit.step.kind {
      case .request(let request): options = request.options
      case .operate(let step): options = step.timeouts.map { .timeout($0) }
      default: return
      }
      var first: [String: SourceRange] = [:]
      for option in options {
        let (name, range) = option.place
        if let earlier = first[name] {
          findings.append(
            Diagnostic(
              code: "duplicate-option", "'with \(name)' stands twice", at: .init(range),
              related: [.init(earlier, "first here")], help: ["leave one of them out"]))
        }
        first[name] = first[name] ?? range
        if case .credentials(let name) = option, let known = set.vocabulary.credentials,
          !known.contains(name.value)
        {
          findings.append(
            .unknown(
              "unknown-credentials", "credentials", name, among: known,
              orElse: "declare them in the target file"))
        }
      }
    }
    return findings
  }
}

extension RequestStep.Option {
  fileprivate var place: (name: String, range: SourceRange) {
    switch self {
    case .timeout(let time): ("timeout", time.range)
    case .redirects(let count): ("redirects", count.range)
    case .credentials(let name): ("credentials", name.range)
    case .basic(let id, let secret, _): ("basic", id.range.union(secret.range))
    case .retries(let range): ("retries", range)
    case .noRetries(let range): ("no retries", range)
    case .bodyLimit(let size): ("body limit", size.range)
    }
  }
}
