import SynchroTestSupport
import SynchroText
import SynchroTiming
import Testing

@testable import SynchroFlows
@testable import SynchroSimulation

@Suite struct SimulationReadingTests {
  private static let links = """
    "links": {"1D": {"queue": "collector", "bitsPerSecond": 9600, "loss": 0.01}, "1Ab": {}}
    """
  private static let fleet = "\"fleet\": {\"devices\": 10, \"devicesPerCollector\": 5}"

  private static func flow(_ members: String) -> String {
    "{\(fleet), \(links), \"flows\": [{\"id\": \"a\", \"size\": 100, \(members)}]}"
  }

  @Test(arguments: [
    (flow("\"path\": «\"1D + 1Ac\"», \"perDay\": 1"), "there is no link '1Ac'", "'1Ab'"),
    (flow("\"path\": «\"1D or 1Ab\"», \"perDay\": 1"), "the expression has 2 paths", "choose one"),
    (flow("\"path\": «\"1D ++\"», \"perDay\": 1"), "'1D ++' is no path", "label"),
    (flow("\"path\": \"1D\", \"perDay\": «\"a/b\"»"), "'perDay' is \"a/b\"", "25/1000"),
    (flow("\"path\": \"1D\", \"perDay\": «-1»"), "'perDay' is -1", "25/1000"),
    (flow("\"path\": \"1D\", \"perDay\": «1e300»"), "'perDay' is more than", "86400000"),
    (
      flow("\"path\": \"1D\", \"perDay\": 1, \"window\": «\"8-20\"»"), "'window' is \"8-20\"",
      "08:00-20:00"
    ),
    (
      flow("\"path\": \"1D\", \"perDay\": 1, «\"latncy\"»: \"1s\""),
      "there is no member 'latncy' here",
      "'latency'"
    ),
    (
      flow("\"path\": \"1D\", \"perDay\": 1, \"devices\": «\"C/I\"»"), "no class of devices 'C/I'",
      "describe it"
    ),
    (
      flow("\"path\": \"1D\", \"outage\": «\"storm\"»"), "there is no outage 'storm'", "describe it"
    ),
    (flow("\"path\": \"1D\", \"outage\": \"a\", \"perDay\": «1»"), "no 'perDay'", "leave it out"),
    (
      flow("\"path\": \"1D\", \"perDay\": 1, \"after\": «\"1s\"»"), "'after' belongs to an outage",
      "outage"
    ),
    (
      flow("\"path\": \"1D\", \"perDay\": 1, \"pace\": «\"poison\"»"),
      "'poison' is no value of 'pace'",
      "'poisson'"
    ),
    (
      flow("\"path\": \"1D\", \"perDay\": 1, \"reliability\": «\"100 %\"»"),
      "more than 100 % is no demand", "leave it out"
    ),
    (
      flow("\"path\": \"1D\", \"perDay\": 1, \"reliability\": «\"101 %\"»"), "'reliability' is",
      "98 %"
    ),
    (
      flow(
        "\"path\": \"1D\", \"perDay\": 1, \"consumer\": {\"kind\": \"uniform\", «\"mean\"»: \"1s\"}"
      ),
      "kind uniform has no 'mean'", "from and to"
    ),
    (
      flow("\"path\": \"1D\", \"perDay\": 1, \"consumer\": «\"1 day\"»"), "'consumer' is \"1 day\"",
      "250ms"
    ),
  ])
  func `a flow that cannot be used names place and fix`(
    marked: String, message: String, help: String
  ) {
    expect(marked, message, help)
  }

  @Test(arguments: [
    ("{«\"flet\"»: {}}", "there is no member 'flet' here", "'fleet'"),
    (
      "{\"fleet\": {\"devices\": «0», \"devicesPerCollector\": 1}, \"links\": {}, \"flows\": []}",
      "'devices' is 0", "from 1"
    ),
    (
      "{\"fleet\": {\"devices\": «1e99», \"devicesPerCollector\": 1}, \"links\": {}, \"flows\": []}",
      "'devices' is 1e99", "from 1 to 1000000000000"
    ),
    (
      "{\(fleet), \"links\": {\"1D\": «{»\"queue\": \"collector\"}}, \"flows\": "
        + "[{\"id\": \"a\", \"path\": \"1D\", \"perDay\": 1, \"size\": 1}]}",
      "link '1D' has a queue and no rate", "bitsPerSecond"
    ),
    (
      "{\(fleet), \"links\": {\"1D\": {\"bitsPerSecond\": «1»}}, \"flows\": "
        + "[{\"id\": \"a\", \"path\": \"1D\", \"perDay\": 1, \"size\": 20000}]}",
      "sent for more than a day on link '1D'", "rate"
    ),
    ("{\(fleet), \"links\": {\"1D\": {\"loss\": «1.5»}}, \"flows\": []}", "'loss' is 1.5", "0.0"),
    ("{\(fleet), \"links\": {\"1D\": {}, \"1D\": {}}, \"flows\": []}", "1D", ""),
    (
      "{\"fleet\": {\"devices\": «2000000000», \"devicesPerCollector\": 1000}, \"links\": "
        + "{\"1D\": {}}, \"flows\": [{\"id\": \"a\", \"path\": \"1D\", \"perDay\": 8, \"size\": 1}]}",
      "about 16000000000 payloads, and the limit is 10000000000", "smaller fleet"
    ),
    (
      "{\"fleet\": {\"devices\": «1000000000000», \"devicesPerCollector\": 1000}, \"links\": "
        + "{\"1D\": {}}, \"flows\": [{\"id\": \"a\", \"path\": \"1D\", \"perDay\": 8, \"size\": 1}]}",
      "has 1000000000000 devices, and the limit with these flows is 20000000000", "smaller fleet"
    ),
    (
      "{\"fleet\": {\"devices\": 10, \"devicesPerCollector\": 1, \"classes\": «[»{\"name\": \"a\", "
        + "\"share\": \"60 %\"}, {\"name\": \"b\", \"share\": \"60 %\"}]}, \"links\": {}, \"flows\": "
        + "[{\"id\": \"a\", \"path\": \"1D\", \"perDay\": 8, \"size\": 1}]}",
      "add up to 120.0 %", "100 %"
    ),
    (
      "{\(fleet), \"links\": {\"1D\": {}}, \"flows\": ["
        + "{\"id\": \"a\", \"path\": \"1D\", \"perDay\": 8, \"size\": 1},"
        + "{\"id\": «\"a\"», \"path\": \"1D\", \"perDay\": 8, \"size\": 1}]}",
      "'a' stands twice", "own name"
    ),
    ("{\(fleet), \"links\": {}, \"flows\": []}", "the number of flows is 0", "from 1"),
    (
      "{\(fleet), \"links\": {}, \"flows\": [{\"id\": \"a\", \"size\": «[5, 2]», \"path\": \"1D\", "
        + "\"perDay\": 1}]}", "", ""
    ),
    (
      "{\(fleet), \"links\": {}, \"outages\": [{\"name\": \"s\", \"time\": «\"25:00\"», "
        + "\"collectors\": \"1 %\", \"devices\": \"1 %\", \"duration\": \"1h\"}], \"flows\": []}",
      "'time' is \"25:00\"", "17:30"
    ),
  ])
  func `a scenario that cannot be simulated names place and fix`(
    marked: String, message: String, help: String
  ) {
    expect(marked, message, help)
  }

  private func expect(_ marked: String, _ message: String, _ help: String) {
    let marked = MarkedText(marked, name: "scenario.json")
    let error = #expect(throws: FlowDataError.self) {
      try SimulationScenario(parsing: marked.source)
    }
    guard let diagnostic = error?.diagnostic else { return }
    #expect(diagnostic.message.contains(message) || message.isEmpty, "\(diagnostic.message)")
    let advice = diagnostic.help.joined()
    #expect(advice.contains(help) || help.isEmpty, "\(advice)")
    if let range = marked.ranges.first {
      #expect(diagnostic.primary.range.start == range.start, "\(diagnostic.message)")
    }
  }
}
