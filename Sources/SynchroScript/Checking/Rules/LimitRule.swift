import SynchroText

/// Loops, polls and pauses keep to bounds, so that every suite ends.
enum LimitRule: SuiteRule {
  static let pages = 1...1000
  static let elements = 1...100_000
  static let longestPause = Duration.seconds(60)
  static let longestPoll = Duration.seconds(600)
  static let shortestInterval = Duration.milliseconds(10)

  static func findings(in suite: Suite, of set: SuiteSet) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    StepWalk.visit(suite) { visit in findings += look(at: visit.step) }
    return findings
  }

  private static func look(at step: Step) -> [Diagnostic] {
    switch step.kind {
    case .pages(let step): return outside(pages, step.limit, "the number of pages")
    case .forEach(let loop):
      return loop.limit.map { outside(elements, $0, "the number of elements") } ?? []
    case .pause(let time):
      guard time.value > longestPause || time.value <= .zero else { return [] }
      return [
        finding(
          "the pause", time, expected: "more than 0 s, at most 60 s",
          help: "wait for something with 'eventually within … every …'")
      ]
    case .eventually(let within, let every, _):
      var findings: [Diagnostic] = []
      if within.value > longestPoll || within.value <= .zero {
        findings.append(
          finding("the wait", within, expected: "more than 0 s, at most 10 minutes"))
      }
      if every.value < shortestInterval {
        findings.append(finding("the interval", every, expected: "10 ms or more"))
      } else if every.value > within.value {
        findings.append(
          finding(
            "the interval", every,
            expected: "at most \(DurationWords.text(within.value))"))
      }
      return findings
    case .request(let request): return request.options.flatMap(look)
    case .operate(let step): return step.timeouts.flatMap { look(at: .timeout($0)) }
    default: return []
    }
  }

  private static func look(at option: RequestStep.Option) -> [Diagnostic] {
    switch option {
    case .timeout(let time):
      guard time.value <= .zero || time.value > longestPoll else { return [] }
      return [
        finding("the timeout", time, expected: "more than 0 s, at most 10 minutes")
      ]
    case .redirects(let count): return outside(0...20, count, "the number of redirects")
    case .bodyLimit(let size):
      return outside(1...(1 << 30), size, "the body limit")
    case .credentials, .basic, .retries, .noRetries: return []
    }
  }

  private static func outside(
    _ bounds: ClosedRange<Int>, _ number: Ranged<Int>, _ words: String
  ) -> [Diagnostic] {
    guard !bounds.contains(number.value) else { return [] }
    return [
      Diagnostic(
        code: "limit", "\(words) is out of bounds", at: .init(number.range),
        expected: "\(bounds.lowerBound) to \(bounds.upperBound)", received: "\(number.value)")
    ]
  }

  private static func finding(
    _ thing: String, _ time: Ranged<Duration>, expected: String, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: "limit", "\(thing) is out of bounds", at: .init(time.range), expected: expected,
      received: DurationWords.text(time.value), help: help.map { [$0] } ?? [])
  }
}
