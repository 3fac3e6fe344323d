public import SynchroScript
public import SynchroVerdict

/// What a run will do, known before the first byte is sent.
public struct RunPlan: Sendable {
  /// One test with what must be over before it.
  public struct Entry: Sendable {
    /// The test's id.
    public let id: TestID
    /// The test's place among all tests of the suites, from 1, whichever of them are to run.
    public let number: Int
    /// The test.
    public let test: Test
    /// The place of its suite in ``RunPlan/suites``.
    public let suite: Int
    /// Tests that must be over first.
    public let needs: Set<TestID>
    /// Tests whose kept values are visible: what it needs, and what those need.
    public let visible: [TestID]
    /// Whether it was asked for, or is here because another needs it.
    public let isRequested: Bool

    /// Whether it changes shared state on the target and so runs alone.
    public var isOrdered: Bool { test.ordered != nil }
  }

  /// Which tests to run, and how.
  public struct Options: Sendable, Equatable {
    /// Tests to run, with what they need; empty for all.
    public var only: [TestPattern] = []
    /// Tags, of which a test or its suite must carry one; empty for all.
    public var tags: [String] = []
    /// How many tests run at a time.
    public var jobs = 4
    /// Every random value comes from it.
    public var seed: UInt64 = 0
    /// The part of them that is to be run here.
    public var shard: Shard?

    /// All tests, four at a time.
    public init() {}
  }

  /// Why there is no plan.
  public enum Fault: Error, Sendable, Equatable {
    /// Tests need each other in a circle.
    case circle([TestID])
    /// A test needs another that is in no suite.
    case unknownNeed(TestID, neededBy: TestID)
    /// Nothing fits `--only` and `--tag`.
    case nothingSelected(known: [TestID])
  }

  /// The suites, needed ones first.
  public let suites: [Suite]
  /// The tests in an order in which what is needed comes first.
  public let entries: [Entry]
  /// Which tests were to run, and how.
  public let options: Options

  /// Whether tests of the suites were left out.
  public var isPartial: Bool { selection != nil }

  /// Which tests were asked for, as a report tells it; nil for all.
  public var selection: RunReport.Selection? {
    RunReport.Selection(
      only: options.only.map(\.text), tags: options.tags, shard: options.shard)
  }

  /// Plans the tests of `suites`; those that `requested` names are asked for, the others are there
  /// because they are needed.
  public init(
    suites: [Suite], requested: Set<String>, options: Options = Options()
  ) throws(Fault) {
    let draft = try PlanDraft(suites: suites)
    self.suites = suites
    self.options = options
    entries = try draft.entries(requested: requested, options: options)
  }

  private init(_ plan: RunPlan, entries: [Entry], jobs: Int) {
    suites = plan.suites
    var options = plan.options
    options.jobs = jobs
    self.options = options
    self.entries = entries
  }

  /// The part of the plan that fits, with what it needs, one test at a time.
  public func keeping(_ fits: (Entry) -> Bool) -> RunPlan {
    let wanted = entries.filter(fits)
    let kept = Set(wanted.map(\.id)).union(wanted.flatMap(\.visible))
    let rest = entries.filter { kept.contains($0.id) }.map { entry in
      Entry(
        id: entry.id, number: entry.number, test: entry.test, suite: entry.suite,
        needs: entry.needs.intersection(kept), visible: entry.visible,
        isRequested: entry.isRequested)
    }
    return RunPlan(self, entries: rest, jobs: 1)
  }
}

/// The plan while it is made.
private struct PlanDraft {
  let suites: [Suite]
  var order: [TestID] = []
  var tests: [TestID: (test: Test, suite: Int)] = [:]
  var needs: [TestID: [TestID]] = [:]

  init(suites: [Suite]) throws(RunPlan.Fault) {
    self.suites = suites
    for (number, suite) in suites.enumerated() {
      for test in suite.tests {
        let id = TestID(suite: suite.name.value, name: test.name.value)
        guard tests[id] == nil else { continue }
        tests[id] = (test, number)
        order.append(id)
      }
    }
    for id in order {
      guard let (test, number) = tests[id] else { continue }
      var needed = suites[number].needs.flatMap { name in
        order.filter { $0.suite == name.value && tests[$0]?.test.last == nil }
      }
      needed += test.needs.map { TestID(reference: $0.value, in: id.suite) }
      var called: Set<String> = []
      needed += Self.controls(of: test.steps, in: suites[number], called: &called)
        .map { TestID(reference: $0, in: id.suite) }
      for need in needed where tests[need] == nil {
        throw .unknownNeed(need, neededBy: id)
      }
      needs[id] = needed
    }
  }

  /// The tests that `control by` lines name, those of called fragments included.
  private static func controls(
    of steps: [Step], in suite: Suite, called: inout Set<String>
  ) -> [String] {
    var names: [String] = []
    for step in steps {
      switch step.kind {
      case .controlledBy(let test): names.append(test.value)
      case .when(let when):
        names += controls(of: when.steps ?? [], in: suite, called: &called)
        names += controls(of: when.otherwise ?? [], in: suite, called: &called)
      case .forEach(let loop): names += controls(of: loop.steps, in: suite, called: &called)
      case .pages(let pages): names += controls(of: pages.steps, in: suite, called: &called)
      case .eventually(_, _, let steps), .control(_, let steps):
        names += controls(of: steps, in: suite, called: &called)
      case .call(let call):
        let name = call.fragment.value
        guard called.insert(name).inserted,
          let fragment = suite.fragments.first(where: { $0.name.value == name })
        else { continue }
        names += controls(of: fragment.steps, in: suite, called: &called)
      case .request, .gate, .check, .keep, .collect, .give, .operate, .leaves, .pause, .review:
        continue
      }
    }
    return names
  }

  func entries(
    requested: Set<String>, options: RunPlan.Options
  ) throws(RunPlan.Fault) -> [RunPlan.Entry] {
    let sorted = try sorted()
    var chosen = sorted.filter { id in
      guard requested.contains(id.suite), let (test, number) = tests[id] else { return false }
      let tags = (test.tags + suites[number].tags).map(\.value)
      return (options.only.isEmpty || options.only.contains { $0.matches(id) })
        && (options.tags.isEmpty || options.tags.contains { tags.contains($0) })
    }
    // A shard in which there is nothing to do is no mistake of whoever divided the work.
    guard !chosen.isEmpty else {
      throw .nothingSelected(known: sorted.filter { requested.contains($0.suite) })
    }
    if let shard = options.shard {
      chosen = chosen.filter { shard.holds(test: $0.description) }
    }
    let wanted = Set(chosen)
    var all = wanted
    for id in chosen { all.formUnion(closure(of: id)) }
    // What cleans up behind others comes along with them, whoever asked for those.
    let endings = sorted.filter { id in
      tests[id]?.test.last != nil && !(needs[id] ?? []).isEmpty
        && closure(of: id).isSubset(of: all)
    }
    all.formUnion(endings)
    let inOrder =
      sorted.filter { tests[$0]?.test.last == nil } + sorted.filter { tests[$0]?.test.last != nil }
    let ordinary = sorted.filter { all.contains($0) && tests[$0]?.test.last == nil }
    return inOrder.enumerated().compactMap { place, id in
      guard all.contains(id), let (test, suite) = tests[id] else { return nil }
      let visible = closure(of: id)
      return RunPlan.Entry(
        id: id, number: place + 1, test: test, suite: suite,
        needs: Set(test.last == nil ? needs[id] ?? [] : ordinary),
        visible: sorted.filter(visible.contains), isRequested: wanted.contains(id))
    }
  }

  /// What a test needs, and what those need.
  private func closure(of id: TestID) -> Set<TestID> {
    var found: Set<TestID> = []
    var open = needs[id] ?? []
    while let next = open.popLast() {
      if found.insert(next).inserted { open += needs[next] ?? [] }
    }
    return found
  }

  /// The order of the files, but what is needed first.
  private func sorted() throws(RunPlan.Fault) -> [TestID] {
    var result: [TestID] = []
    var done: Set<TestID> = []
    var path: [TestID] = []
    // A stack of our own: a long chain of needs must not use up the thread's.
    for start in order where !done.contains(start) {
      path = [start]
      var onPath: Set<TestID> = [start]
      while let id = path.last {
        guard let next = (needs[id] ?? []).first(where: { !done.contains($0) }) else {
          path.removeLast()
          onPath.remove(id)
          done.insert(id)
          result.append(id)
          continue
        }
        guard onPath.insert(next).inserted else {
          let from = path.firstIndex(of: next) ?? 0
          throw .circle(Array(path[from...]) + [next])
        }
        path.append(next)
      }
    }
    return result
  }
}
