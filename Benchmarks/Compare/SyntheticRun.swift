import SynchroCatalog
import SynchroTiming
import SynchroVerdict

/// A run as large as any that is promised to be readable: 10,000 checks, 20,000 exchanges.
///
/// It is the same each time. One check of thirty fails, one of twenty is unproven, and the texts are as
/// long as those of a real run.
struct SyntheticRun {
  static let testCount = 2_000
  static let checksPerTest = 5
  static let exchangesPerTest = 10
  static let rowCount = 1_400

  private let start = Timestamp.unixEpoch.advanced(by: .seconds(1_780_000_000))

  /// The report.
  func report() -> RunReport {
    let rows = (0..<Self.rowCount).map(row)
    let header = RunReport.Header(
      tool: "bench", run: "20260601-120000-0000", seed: 7, profile: "bench/all", target: target,
      suites: [], start: start)
    return RunReport.make(
      header: header, duration: .seconds(60), tests: (0..<Self.testCount).map(test),
      exchanges: (0..<Self.testCount * Self.exchangesPerTest).map(exchange), rows: rows,
      claimed: Set(rows.map(\.id)))
  }

  /// The bytes of an exchange of the report.
  func record(_ summary: ExchangeSummary) -> ExchangeRecord {
    let path = summary.url.dropFirst(target.utf8.count)
    let request = """
      \(summary.method) \(path) HTTP/1.1\r
      Host: cds.example\r
      Accept: application/json\r
      Authorization: Bearer [secret token#\(summary.number % 40 + 1)]\r
      \r

      """
    let items = (0..<8).map { item in
      """
      {"client_id":"client-\(summary.number)-\(item)","updated":"2026-06-01T12:00:0\(item)Z",\
      "status":"production","scope":["usage","bills"]}
      """
    }
    let body = "{\"clients\":[\(items.joined(separator: ","))]}"
    let response = """
      HTTP/1.1 \(summary.status ?? 200) OK\r
      Content-Type: application/json\r
      Content-Length: \(body.utf8.count)\r
      \r
      \(body)
      """
    return ExchangeRecord(summary, request: Array(request.utf8), response: Array(response.utf8))
  }

  // MARK: - Parts

  private let target = "https://cds.example"

  private func row(_ index: Int) -> Requirement {
    let section = "\(index / 40 % 12 + 1).\(index % 9 + 1)"
    return Requirement(
      id: rowName(index), document: "BENCH-\(index / 480 + 1)", clause: section,
      anchor: "section-\(index)", level: index % 5 == 0 ? .should : .must, party: .server,
      statement: "The entry \(index) of the list has the member 'updated', which is a time with an"
        + " offset and is not before the time at which the entry was made",
      appliesWhen: "always", decision: .automatic, how: "by reading the list")
  }

  private func rowName(_ index: Int) -> String { "BENCH/\(index / 40 % 12 + 1)/row-\(index)" }

  private func suite(ofTest index: Int) -> String {
    "bench/part-\(index / 200)/suite-\(index / 20)"
  }

  private func testName(_ index: Int) -> String { "\(suite(ofTest: index))#case-\(index)" }

  private func test(_ index: Int) -> TestRecord {
    let numbers = (0..<Self.exchangesPerTest).map { index * Self.exchangesPerTest + $0 + 1 }
    return TestRecord(
      id: testName(index), title: "The list of entries is complete and in order, case \(index)",
      place: place(test: index, line: 0), tags: ["public"],
      start: start.advanced(by: .milliseconds(30 * index)), duration: .milliseconds(29),
      checks: (0..<Self.checksPerTest).map { check($0, test: index, numbers) }, exchanges: numbers)
  }

  private func place(test: Int, line: Int) -> CheckRecord.Place {
    CheckRecord.Place(
      file: "Suites/\(suite(ofTest: test)).suite", line: 10 + test % 20 * 12 + line, column: 3,
      endColumn: 48, text: "  every ${list}.entries[*].updated is a time  ")
  }

  private func check(_ index: Int, test: Int, _ numbers: [Int]) -> CheckRecord {
    let number = test * Self.checksPerTest + index
    let exchange = numbers[index * 2]
    let verdict: Verdict =
      number % 30 == 11
      ? .failed
      : number % 20 == 3
        ? .untestable(prerequisite: "the control '\(testName(test / 50))' did not pass")
        : number % 50 == 7 ? .warned : .passed
    let isWrong = verdict == .failed || verdict == .warned
    let mismatch = Mismatch(
      expected: "a time with an offset", received: "\"2026-06-01 12:00:0\(number % 10)\"",
      location: "/clients/\(number % 8)/updated", exchange: exchange, place: "line 1, column 51")
    return CheckRecord(
      id: "\(testName(test)):\(index + 1)", text: "every ${list}.entries[*].updated is a time",
      place: place(test: test, line: index + 1),
      decisions: [
        Decision(
          requirement: rowName(number % Self.rowCount), verdict: verdict,
          mismatches: isWrong ? [mismatch] : [])
      ], exchanges: [exchange])
  }

  private func exchange(_ index: Int) -> ExchangeSummary {
    let test = index / Self.exchangesPerTest
    // From a tenth of a millisecond to a third of a second, most of them short.
    let took = Duration.microseconds(100 + index * index % 977 * (index % 7 == 0 ? 340 : 9))
    return ExchangeSummary(
      number: index + 1, test: testName(test), line: 12, method: index % 4 == 0 ? "POST" : "GET",
      url: "\(target)/clients?client_ids=client-\(index)&after=\(index * 7)", sentCount: 160,
      receivedCount: 1_060, status: index % 97 == 0 ? 429 : 200, isReused: index % 9 > 0,
      peer: "192.0.2.1:443",
      times: ExchangeSummary.Times(waiting: took / 2, response: took / 4, total: took),
      start: start.advanced(by: .milliseconds(3 * index)))
  }
}
