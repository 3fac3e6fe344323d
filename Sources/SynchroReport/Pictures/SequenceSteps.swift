internal import SynchroText
internal import SynchroTiming
internal import SynchroVerdict

/// What happened in a test, in the order of time, and between whom.
struct SequenceSteps {
  /// Who takes part, from left to right.
  enum Party: Hashable {
    case `operator`
    case harness
    case target
    case other(String)
  }

  /// One thing that was asked for and what came of it.
  struct Step {
    let party: Party
    let number: Int
    let request: String
    let response: String
    /// Why it did not complete.
    let fault: String?
    let isBroken: Bool
  }

  /// A step that is drawn, or how many are not.
  enum Item {
    case step(Step)
    case gap(Int)
  }

  let parties: [Party]
  let items: [Item]
  let count: Int
  /// The target's address.
  let target: String

  /// Origins beyond these have one life line.
  private static let otherLimit = 1

  init(
    _ exchanges: [ExchangeSummary], hooks: [HookRun], target: String?, broken: Set<Int>, limit: Int
  ) {
    let target = target.map(Self.origin) ?? exchanges.first.map { Self.origin($0.url) } ?? ""
    let timed =
      exchanges.map { (start: $0.start, step: Self.step($0, target: target, broken: broken)) }
      + hooks.map { (start: $0.start, step: Self.step($0)) }
    let steps = timed.enumerated().sorted {
      $0.element.start != $1.element.start
        ? $0.element.start < $1.element.start : $0.offset < $1.offset
    }.map(\.element.step)
    self.target = target
    count = steps.count
    (items, parties) = Self.arranged(steps, limit: limit)
  }

  // MARK: - What is drawn

  /// The beginning and what leads to the first failure, or to the end where none is.
  private static func arranged(_ steps: [Step], limit: Int) -> ([Item], [Party]) {
    let goal = steps.firstIndex(where: \.isBroken) ?? steps.count - 1
    let head = goal < limit || steps.count <= limit ? limit : limit / 3
    let tail = goal < head ? steps.count..<steps.count : goal - (limit - head) + 1..<goal + 1
    var items: [Item] = []
    var parties: Set<Party> = [.harness]
    var gap = 0
    for (index, step) in steps.enumerated() {
      guard index < head || tail.contains(index) else {
        gap += 1
        continue
      }
      if gap > 0 { items.append(.gap(gap)) }
      gap = 0
      items.append(.step(step))
      parties.insert(step.party)
    }
    if gap > 0 { items.append(.gap(gap)) }
    return merged(items, parties)
  }

  /// Few enough life lines: the origins that are neither the harness nor the target share one.
  private static func merged(_ items: [Item], _ parties: Set<Party>) -> ([Item], [Party]) {
    let others = parties.filter { if case .other = $0 { true } else { false } }
    let fixed: [Party] = [.operator, .harness, .target].filter(parties.contains)
    guard others.count > otherLimit else { return (items, fixed + others) }
    let shared = Party.other("\(others.count) other origins")
    let renamed = items.map { item in
      guard case .step(let step) = item, others.contains(step.party) else { return item }
      return .step(
        Step(
          party: shared, number: step.number, request: step.request, response: step.response,
          fault: step.fault, isBroken: step.isBroken))
    }
    return (renamed, fixed + [shared])
  }

  // MARK: - Steps

  private static func step(
    _ exchange: ExchangeSummary, target: String, broken: Set<Int>
  ) -> Step {
    let origin = origin(exchange.url)
    let path = exchange.url.hasPrefix(origin) ? String(exchange.url.dropFirst(origin.count)) : ""
    let shown = path.isEmpty ? exchange.url : path
    let attempt = exchange.attempt > 1 ? ", attempt \(exchange.attempt)" : ""
    let from = exchange.redirectedFrom.map { ", redirected by \($0)" } ?? ""
    let took = DurationLabel.text(exchange.times.total)
    return Step(
      party: origin == target ? .target : .other(origin), number: exchange.number,
      request: "\(exchange.method) \(shown)\(attempt)\(from)",
      response: exchange.status.map { "\($0), \(took)" } ?? "no answer, \(took)",
      fault: exchange.fault?.sentence, isBroken: broken.contains(exchange.number))
  }

  private static func step(_ act: HookRun) -> Step {
    let told = act.arguments.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
    let end = act.exit.map { "exit \($0)" } ?? act.status.map(String.init) ?? "done"
    return Step(
      party: .operator, number: act.number, request: "\(act.hook)(\(told))",
      response: act.fault == nil ? "\(end), \(DurationLabel.text(act.duration))" : "not done",
      fault: act.fault, isBroken: false)
  }

  /// Scheme and authority of a URL, or all of what is none.
  private static func origin(_ url: String) -> String {
    guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else { return url }
    let rest = url[colon...].dropFirst(3)
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    return String(url[..<end])
  }
}
