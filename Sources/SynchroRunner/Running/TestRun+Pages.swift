import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroText
import SynchroVerdict

/// Where a walk over pages is.
struct PageState {
  /// The URL that replaces the one of the block's first request.
  var url: String?
  /// Whether the block's first request has been sent.
  var isSent = false
  /// What came of it.
  var turn: Turn?
}

extension TestRun {
  /// `page through`: the block once for each page, as long as each page names a next one.
  func run(_ pages: PagesStep, at path: StepPath) async -> Flow {
    let outer = page
    defer { page = outer }
    var seen: Set<String> = []
    var url: String?
    for number in 1...max(1, pages.limit.value) {
      page = PageState(url: url)
      let flow = await run(pages.steps, at: path)
      let turn = page?.turn
      if case .leaveTest = flow {
        settle(pages, at: path, .untestable(prerequisite: "the walk did not come to its end"))
        return flow
      }
      guard let turn else {
        let reason = flow.reason?.asUntold ?? .untestable(prerequisite: "no page was asked for")
        settle(pages, at: path, reason)
        return .goOn
      }
      if number == 1 { seen.insert(Self.key(turn.observation.url)) }
      guard turn.isReadablePage else {
        settleUnreadable(turn, number: number, pages: pages, at: path)
        return .goOn
      }
      switch next(of: pages.next, on: turn) {
      case .none:
        settle(pages, at: path, .passed)
        return .goOn
      case .limit(let reason):
        settle(pages, at: path, .inconclusive(because: reason))
        return .goOn
      case .wrong(let received):
        let wrong = Mismatch(
          expected: "an absolute URL or null in \(words(of: pages.next))", received: received,
          exchange: turn.observation.number)
        settle(pages, at: path, nil, mismatch: wrong)
        return .goOn
      case .url(let text):
        guard seen.insert(Self.key(text)).inserted else {
          let circle = Mismatch(
            expected: "a page that was not read before", received: "\(text) again",
            exchange: turn.observation.number)
          settle(pages, at: path, nil, mismatch: circle)
          return .goOn
        }
        url = text
      }
    }
    let limit = pages.limit.value
    settle(
      pages, at: path,
      .inconclusive(because: "after \(limit) pages there were still more; the limit is ours"))
    return .goOn
  }

  private enum Next {
    case none
    case url(String)
    case wrong(String)
    case limit(String)
  }

  private func next(of expression: Expression, on turn: Turn) -> Next {
    switch evaluate(expression, on: turn.observation) {
    case .nothing: return .none
    case .undecided(let why):
      return why.cause == .limit ? .limit(why.reason) : .wrong(why.reason)
    case .many(let all): return .wrong("\(all.count) values")
    case .one(let found):
      switch found.value {
      case .json(.null): return .none
      case .json(.string(let text)):
        guard let url = try? URI(text), url.origin != nil else {
          return .wrong(JSONPrinter.compact(.string(text)))
        }
        return .url(text)
      case .json(let value): return .wrong(JSONPrinter.compact(value))
      case .absent: return .none
      case .list, .duration, .size, .secret, .group: return .wrong("no text")
      }
    }
  }

  /// URLs that only differ in spelling are the same page.
  private static func key(_ text: String) -> String {
    (try? URI(text))?.normalized.text ?? text
  }

  private func words(of expression: Expression) -> String {
    source.text(of: expression.range)
  }

  private func settleUnreadable(
    _ turn: Turn, number: Int, pages: PagesStep, at path: StepPath
  ) {
    let (reason, isOurs) = turn.whyUnreadable
    if let fault = turn.fault, fault.blame != .target {
      return settle(pages, at: path, TransportVerdict.verdict(of: fault))
    }
    if isOurs { return settle(pages, at: path, .inconclusive(because: reason)) }
    guard number > 1 else {
      return settle(
        pages, at: path, .untestable(prerequisite: "the first page cannot be read: \(reason)"))
    }
    settle(
      pages, at: path, nil,
      mismatch: Mismatch(
        expected: "page \(number), which page \(number - 1) names, can be read", received: reason,
        exchange: turn.observation.number))
  }

  /// Decides the line's own rows; nil for broken.
  private func settle(
    _ pages: PagesStep, at path: StepPath, _ verdict: Verdict?, mismatch: Mismatch? = nil
  ) {
    for id in ids(of: pages.requirements) {
      tally.add(
        .init(
          requirement: id, verdict: verdict ?? context.severities.broken(id),
          observations: verdict == nil || verdict == .passed ? 1 : 0,
          mismatches: mismatch.map { [$0] } ?? []),
        at: path, exchange: mismatch?.exchange)
    }
  }
}
