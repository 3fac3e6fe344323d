import SynchroText

/// A test by its suite and its name.
struct TestKey: Hashable, CustomStringConvertible {
  var suite: String
  var test: String

  /// As another suite would write it.
  var description: String { "\(suite)#\(test)" }

  /// As it is written in a suite.
  func spelling(in suite: String) -> String { suite == self.suite ? test : description }
}

/// Suites that are checked together, and how their tests depend on each other.
struct SuiteSet: Sendable {
  /// What a `needs` entry names.
  enum Need: Equatable {
    case test(TestKey)
    /// A test of a suite that exists but is not among those being checked.
    case unseen
    case unknownSuite(String)
    case unknownTest(String, suite: String)
  }

  let vocabulary: SuiteVocabulary
  private(set) var sources: [SuiteSource]
  private(set) var suites: [String: Suite] = [:]
  private(set) var tests: [TestKey: Test] = [:]
  /// The values that each test keeps, with the place where it does so first.
  private(set) var kept: [TestKey: [String: SourceRange]] = [:]
  /// The tests that keep each name, in the order of their spelling.
  private(set) var keepers: [String: [TestKey]] = [:]
  /// The tests whose values each test sees.
  private(set) var visible: [TestKey: Set<TestKey>] = [:]
  /// The names that each test writes in `${…}`.
  private(set) var used: [TestKey: Set<String>] = [:]
  /// Tests and suites of which some needed suite is not among those being checked.
  private var openTests: Set<TestKey> = []
  private var openSuites: Set<String> = []
  /// The tests of all suites that each suite needs.
  private(set) var visibleFromSuite: [String: Set<TestKey>] = [:]

  init(_ sources: [SuiteSource], vocabulary: SuiteVocabulary) {
    self.sources = sources
    self.vocabulary = vocabulary
    for source in sources where suites[source.suite.name.value] == nil {
      let suite = source.suite
      suites[suite.name.value] = suite
      for test in suite.tests {
        let key = TestKey(suite: suite.name.value, test: test.name.value)
        guard tests[key] == nil else { continue }
        tests[key] = test
        kept[key] = Self.keptNames(of: test)
        StepWalk.visit(test) { visit in
          used[key, default: []].formUnion(visit.step.ownReferences.map(\.name.value))
        }
      }
    }
    for (key, names) in kept {
      for name in names.keys { keepers[name, default: []].append(key) }
    }
    for name in keepers.keys { keepers[name]?.sort { $0.description < $1.description } }
    for name in suites.keys { resolve(suite: name) }
    for key in tests.keys { resolve(test: key) }
  }

  /// The suites that can be named.
  var suiteNames: Set<String> { vocabulary.suites.union(suites.keys) }

  /// Whether every suite that could use a value is among those being checked.
  var isComplete: Bool { vocabulary.suites.isSubset(of: Set(suites.keys)) }

  /// Whether a test may see values of suites that are not among those being checked.
  func isOpen(_ key: TestKey) -> Bool { openTests.contains(key) }

  /// Whether a suite needs suites that are not among those being checked.
  func isOpen(suite: String) -> Bool { openSuites.contains(suite) }

  /// What an entry of a test's `needs`, or of `control by`, names.
  func resolve(_ need: String, from suite: String) -> Need {
    let parts = need.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[parts.count - 1])
    let home = parts.count == 2 ? String(parts[0]) : suite
    guard suites[home] != nil else {
      return vocabulary.suites.contains(home) ? .unseen : .unknownSuite(home)
    }
    let key = TestKey(suite: home, test: name)
    return tests[key] == nil ? .unknownTest(name, suite: home) : .test(key)
  }

  /// The tests that a test names itself, in `needs` or as its control.
  func directNeeds(of key: TestKey) -> [TestKey] {
    (tests[key]?.dependencies ?? []).compactMap { need in
      if case .test(let needed) = resolve(need.value, from: key.suite) { needed } else { nil }
    }
  }

  // MARK: - Reaching

  private mutating func resolve(suite name: String) {
    var reached: Set<String> = []
    var waiting = suites[name]?.needs.map(\.value) ?? []
    while let next = waiting.popLast() {
      guard next != name, reached.insert(next).inserted else { continue }
      guard let suite = suites[next] else {
        openSuites.insert(name)
        continue
      }
      waiting += suite.needs.map(\.value)
    }
    visibleFromSuite[name] = Set(
      reached.flatMap { suite in
        (suites[suite]?.tests ?? []).map { TestKey(suite: suite, test: $0.name.value) }
      })
  }

  private mutating func resolve(test key: TestKey) {
    var reached: Set<TestKey> = []
    var waiting = [key]
    while let next = waiting.popLast() {
      if openSuites.contains(next.suite) { openTests.insert(key) }
      for needed in visibleFromSuite[next.suite] ?? [] where reached.insert(needed).inserted {
        waiting.append(needed)
      }
      for need in tests[next]?.dependencies ?? [] {
        switch resolve(need.value, from: next.suite) {
        case .test(let needed):
          if reached.insert(needed).inserted { waiting.append(needed) }
        case .unseen, .unknownSuite, .unknownTest: openTests.insert(key)
        }
      }
    }
    reached.remove(key)
    visible[key] = reached
  }

  private static func keptNames(of test: Test) -> [String: SourceRange] {
    var names: [String: SourceRange] = [:]
    StepWalk.visit(test) { visit in
      switch visit.step.kind {
      case .keep(let name, _, _), .collect(let name, _):
        if names[name.value] == nil { names[name.value] = name.range }
      default: break
      }
    }
    return names
  }
}

extension Test {
  /// What must have run before: the tests that it needs and those that it names as its control.
  var dependencies: [Ranged<String>] {
    var names = needs
    StepWalk.visit(self) { visit in
      if case .controlledBy(let test) = visit.step.kind { names.append(test) }
    }
    return names
  }
}
