import SynchroJSON
import SynchroRunner
import SynchroScript
import SynchroText

/// Suites and tests as people and programs read them.
struct SuiteListing {
  let library: SuiteLibrary

  /// One row for each suite, or for each test.
  func text(tests: Bool, asJSON: Bool, _ style: TerminalStyle) -> String {
    switch (tests, asJSON) {
    case (false, false):
      var table = TextTable("SUITE", "TESTS", "TITLE")
      for suite in suites {
        table.add(suite.name.value, String(count(of: suite)), suite.title.value)
      }
      return table.rendered(style)
    case (true, false):
      var table = TextTable("TEST", "TITLE")
      for entry in entries { table.add(entry.id, entry.title) }
      return table.rendered(style)
    case (false, true):
      return JSONPrinter.pretty(
        .array(
          suites.map { suite in
            [
              "name": .string(suite.name.value), "title": .string(suite.title.value),
              "tests": .integer(count(of: suite)),
              "tags": .array(suite.tags.map { .string($0.value) }),
            ]
          })) + "\n"
    case (true, true):
      return JSONPrinter.pretty(
        .array(
          entries.map { entry in
            [
              "id": .string(entry.id), "title": .string(entry.title),
              "tags": .array(entry.tags.map { .string($0.value) }),
              "ordered": .bool(entry.isOrdered),
            ]
          })) + "\n"
    }
  }

  private var suites: [Suite] { library.sources.map(\.suite) }

  private func count(of suite: Suite) -> Int { suite.tests.count + suite.flows.count }

  private var entries: [Entry] {
    suites.flatMap { suite in
      let tests = suite.tests.map {
        Entry(suite, $0.name, $0.title, tags: $0.tags, isOrdered: $0.ordered != nil)
      }
      return tests + suite.flows.map { Entry(suite, $0.name, $0.title, tags: $0.tags) }
    }
  }
}

/// A test or a flow as lists show it.
private struct Entry {
  let id: String
  let title: String
  let tags: [Ranged<String>]
  let isOrdered: Bool

  init(
    _ suite: Suite, _ name: Ranged<String>, _ title: Ranged<String>, tags: [Ranged<String>],
    isOrdered: Bool = false
  ) {
    id = "\(suite.name.value)#\(name.value)"
    self.title = title.value
    self.tags = suite.tags + tags
    self.isOrdered = isOrdered
  }
}
