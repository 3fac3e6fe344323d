import SynchroCatalog
import SynchroJSON
import SynchroText
import SynchroTiming
import Testing

@testable import SynchroVerdict

@Suite struct EvidenceMergeTests {
  /// A run of one shard and its log.
  private struct Part {
    var source: RunMerge.Source
    var log: [String]

    init(_ shard: String, _ lines: [String]) {
      let report = SmallRun.report(lines) { header in
        header.run = "run-\(shard)"
        header.selection = .init(shard: Shard(shard))
      }
      source = RunMerge.Source(report, path: shard)
      var events = [RunEvent.runStarted(report.header, tests: report.tests.count)]
      for test in report.tests {
        events.append(.testStarted(id: test.id, title: test.title))
        for exchange in report.exchanges where exchange.test == test.id {
          events.append(.exchange(ExchangeRecord(kept: exchange, request: [1, 2], response: [3])))
        }
        events += test.checks.map { .check($0, test: test.id) }
        events.append(.testEnded(test))
      }
      events.append(.runEnded(duration: report.duration, interruptions: []))
      log = [JSONPrinter.compact(EvidenceHeader(run: report.header.run).json)]
      log += events.map { JSONPrinter.compact($0.json) }
    }
  }

  private static func parts(second verdict: String = "passed") -> [Part] {
    let letters = "abcdefgh"
    return ["1/2", "2/2"].compactMap { text in
      guard let shard = Shard(text) else { return nil }
      let lines = letters.filter { shard.holds(test: "x/a#\($0)") || $0 == "a" }.map { letter in
        "x/a#\(letter):1 R/1 \(text == "2/2" && letter == "a" ? verdict : "passed")"
      }
      return Part(text, lines)
    }
  }

  private static func joined(_ parts: [Part]) throws -> String {
    let merge = try RunMerge(parts.map(\.source))
    let report = merge.report(run: "whole", arguments: [], rows: [], claimed: [])
    var evidence = EvidenceMerge(merge, report: report)
    var text = evidence.opening
    for (place, part) in parts.enumerated() {
      evidence.begin(place)
      for line in part.log {
        switch try evidence.take(Array(line.utf8)) {
        case .keep: text += line + "\n"
        case .drop: break
        case .replace(let other): text += other + "\n"
        }
      }
      try evidence.end()
    }
    return text + evidence.closing
  }

  @Test(arguments: ["passed", "failed"])
  func `the evidence of the whole is complete, and says what the results say`(second: String)
    throws
  {
    let parts = Self.parts(second: second)
    let file = try EvidenceFile(
      reading: SourceText(name: "e", try Self.joined(parts)))
    #expect(file.isComplete && file.run == "whole")
    let merge = try RunMerge(parts.map(\.source))
    let rows = [SampleRun.row("R/1", .must, "Row.")]
    let expected = merge.report(run: "whole", arguments: [], rows: rows, claimed: [])
    var found = try #require(file.report(rows: rows))
    // Evidence comes shard by shard.
    found.tests.sort { $0.id < $1.id }
    #expect(found.tests == expected.tests && found.exchanges == expected.exchanges)
    #expect(found.header == expected.header && found.duration == expected.duration)
    #expect(found.summary == expected.summary && found.interruptions.isEmpty)
    #expect(expected.tests.count == 8 && expected.exchanges.count == 8)
  }

  /// Name, what is done to the log, what is said of it.
  static let faults: [(String, @Sendable (inout [String]) -> Void, String)] = [
    ("another run", { $0[0] = #"{"evidence":1,"run":"other"}"# }, "line 1"),
    ("another format", { $0[0] = #"{"evidence":9,"run":"run-1/2"}"# }, "line 1"),
    ("nothing", { $0 = [] }, "ends before its first line"),
    ("no end", { $0.removeLast() }, "ends before the run does"),
    ("more behind the end", { $0.append($0[1]) }, "behind the end of the run"),
    ("no JSON", { $0[2] += "x" }, "line 3"),
    ("a torn exchange", { log in log[3].removeLast(20) }, "line 4"),
    ("an unknown event", { $0[2] = #"{"event":"dance"}"# }, "nothing that this version knows"),
    (
      "an exchange missing", { log in log.removeAll { $0.hasPrefix(#"{"event":"exchange""#) } },
      "is not in the log"
    ),
    (
      "an exchange twice",
      { log in
        guard let place = log.lastIndex(where: { $0.hasPrefix(#"{"event":"exchange""#) }) else {
          return
        }
        log.insert(log[place], at: place)
      }, "no number of its own"
    ),
  ]

  @Test(arguments: faults.indices)
  func `a log that is not that of the results is refused`(index: Int) throws {
    let (name, change, message) = Self.faults[index]
    var parts = Self.parts()
    change(&parts[0].log)
    let fault = #expect(throws: EvidenceFileError.self) { try Self.joined(parts) }
    #expect(fault?.message.contains(message) == true, "\(name): \(fault?.message ?? "none")")
  }
}
