import SynchroTiming

@testable import SynchroCatalog
@testable import SynchroVerdict

/// Runs in a few words, for what is said of whole runs.
enum SmallRun {
  /// A run of checks, each `suite#test:number ROW verdict`, in order; `-` is no row. What stands
  /// behind a bar is the check as written.
  static func report(
    _ lines: [String], claimed: Set<String> = [], interruptions: [String] = [],
    _ change: (inout RunReport.Header) -> Void = { _ in }
  ) -> RunReport {
    var header = RunReport.Header(
      tool: "0.1.0", run: "run", seed: 7, target: "https://hub.example",
      suites: [
        .init(name: "x/a", file: "Suites/x/a.suite", sha256: String(repeating: "0", count: 64))
      ],
      start: SampleRun.start)
    change(&header)
    let tests = tests(lines)
    var rows = Set(lines.compactMap { words($0).row })
    rows.formUnion(claimed)
    return RunReport.make(
      header: header, duration: .seconds(1), tests: tests,
      exchanges: tests.flatMap { test in test.exchanges.map { exchange($0, of: test.id) } },
      rows: rows.sorted().map { SampleRun.row($0, .must, "Row \($0).") }, claimed: claimed,
      interruptions: interruptions)
  }

  static func tests(_ lines: [String]) -> [TestRecord] {
    var order: [String] = []
    var checks: [String: [CheckRecord]] = [:]
    for line in lines {
      let words = words(line)
      let test = String(words.id.prefix { $0 != ":" })
      if checks[test] == nil {
        order.append(test)
        checks[test] = []
      }
      let number = RecordNumber(test: number(of: test), count: 1).value
      let decision = Decision(
        requirement: words.row, verdict: verdict(words.verdict),
        mismatches: words.verdict == "failed"
          ? [Mismatch(expected: "string", received: "17", location: "/a", exchange: number)] : [])
      var own = checks[test] ?? []
      if own.last?.id == words.id {
        own[own.count - 1].decisions.append(decision)
      } else {
        own.append(
          CheckRecord(
            id: words.id, text: words.text, place: SampleRun.place(3, words.text, marking: ""),
            decisions: [decision], exchanges: [number]))
      }
      checks[test] = own
    }
    return order.map { id in
      TestRecord(
        id: id, number: number(of: id), title: "Shows \(id)",
        place: SampleRun.place(2, "test", marking: "test"), start: SampleRun.start,
        duration: .milliseconds(5), checks: checks[id] ?? [],
        exchanges: [RecordNumber(test: number(of: id), count: 1).value])
    }
  }

  /// Tests are numbered by their letter, so that a shard numbers them as the whole does.
  private static func number(of test: String) -> Int {
    Int(test.unicodeScalars.last?.value ?? 0) - 96
  }

  private static func words(
    _ line: String
  ) -> (id: String, row: String?, verdict: String, text: String) {
    let halves = line.split(separator: "|").map(String.init)
    let words = halves[0].split(separator: " ").map(String.init)
    return (
      words[0], words[1] == "-" ? nil : words[1], words[2],
      halves.count > 1 ? halves[1] : "check \(words[0])"
    )
  }

  static func verdict(_ word: String) -> Verdict {
    guard let kind = Verdict.Kind(rawValue: word) else {
      return .harnessFault("no verdict \(word)")
    }
    return Verdict(kind, reason: nil) ?? Verdict(kind, reason: "because of \(word)") ?? .failed
  }

  private static func exchange(_ number: Int, of test: String) -> ExchangeSummary {
    ExchangeSummary(
      number: number, test: test, line: 3, method: "GET", url: "https://hub.example/\(number)",
      status: 200, times: .init(total: .milliseconds(1)), start: SampleRun.start)
  }
}
