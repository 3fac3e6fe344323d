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
        table.add(suite.name.value, String(suite.tests.count), suite.title.value)
      }
      return table.rendered(style)
    case (true, false):
      var table = TextTable("TEST", "TITLE")
      for (id, test, _) in self.tests { table.add(id, test.title.value) }
      return table.rendered(style)
    case (false, true):
      return JSONPrinter.pretty(
        .array(
          suites.map { suite in
            [
              "name": .string(suite.name.value), "title": .string(suite.title.value),
              "tests": .integer(suite.tests.count),
              "tags": .array(suite.tags.map { .string($0.value) }),
            ]
          })) + "\n"
    case (true, true):
      return JSONPrinter.pretty(
        .array(
          self.tests.map { id, test, suite in
            [
              "id": .string(id), "title": .string(test.title.value),
              "tags": .array((suite.tags + test.tags).map { .string($0.value) }),
              "ordered": .bool(test.ordered != nil),
            ]
          })) + "\n"
    }
  }

  private var suites: [Suite] { library.sources.map(\.suite) }

  private var tests: [(String, Test, Suite)] {
    suites.flatMap { suite in
      suite.tests.map { ("\(suite.name.value)#\($0.name.value)", $0, suite) }
    }
  }
}
