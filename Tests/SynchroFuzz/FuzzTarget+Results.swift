import SynchroBundle
import SynchroJSON
import SynchroText
import SynchroVerdict

extension FuzzTarget {
  /// Results of a run: what is read is written and read again as the same and comes to the same end,
  /// and what is refused is refused at a place inside the text.
  public static let results = FuzzTarget(
    "results", corpus: [Array(#"{"format": 1, "run": {}}"#.utf8)],
    dictionary: [
      "null", "-1", "9223372036854775807", "-9223372036854775808", "1e3", "\"\"", "[]", "{}",
      "true",
      "\"verdict\": \"failed\"", "\"verdict\": \"harnessFault\"", "\"reason\": \"r\"",
      "\"severity\": \"fault\"", "\"ours\": true", "\"format\": 1", "9999-12-31T23:59:59Z",
    ], limit: 32 << 10
  ) { bytes in
    let source = SourceText(name: "fuzz", bytes: bytes)
    guard let document = try? JSONDocument(parsing: source) else { return nil }
    do throws(RecordError) {
      let report = try RunReport(json: document.root)
      let text = JSONPrinter.pretty(report.json)
      guard let again = try? JSONDocument(parsing: text, name: "again"),
        let read = try? RunReport(json: again.root)
      else { return "written as what cannot be read" }
      if read != report { return "written as another run" }
      return read.exit == report.exit ? nil : "another end"
    } catch {
      if error.range.end > bytes.count { return "refused outside the text: \(error)" }
      return DiagnosticRenderer().render(error.diagnostic, in: source).isEmpty ? "no words" : nil
    }
  }

  /// Evidence of a run, which is read in three ways: as events, to be judged again, and as an outline. All
  /// of them find the same run in it, whole or torn, and every place lies inside.
  public static let evidence = FuzzTarget(
    "evidence", corpus: [Array((#"{"evidence":1,"run":"r"}"# + "\n").utf8)],
    dictionary: [
      "\n", "{\"event\":\"exchange\",", "\"number\":", ",\"request\":{\"base64\":\"", "\"AA==\"",
      "-1",
      "9223372036854775807", "null", "{}", "[]", "\"evidence\":1", "\"event\":\"run-ended\"",
      "\"duration_ns\":", "{\"event\":\"check\",",
    ], limit: 32 << 10
  ) { bytes in
    var outline = EvidenceOutline()
    bytes.withUnsafeBufferPointer { outline.read($0) }
    let facts = outline.facts()
    let events = try? EvidenceFile(reading: SourceText(name: "fuzz", bytes: bytes))
    let index = try? EvidenceIndex(bytes)
    // An outline looks at the ends alone; who changes the middle is found by the digest.
    guard let events else { return nil }
    if let torn = events.tornTail, torn.upperBound > bytes.count { return "torn outside" }
    if let report = events.report(rows: [], claimed: []), report.header.run != events.header?.run {
      return "a report of another run"
    }
    guard let index else { return nil }
    if index.run != events.run { return "two runs: '\(index.run)', '\(events.run)'" }
    let exchanges = events.events.count { if case .exchange = $0 { true } else { false } }
    if index.exchanges.count != exchanges {
      return "\(index.exchanges.count) of \(exchanges) exchanges"
    }
    for exchange in index.exchanges {
      _ = index.request(of: exchange)
      _ = index.response(of: exchange)
    }
    if index.isWhole, !events.isComplete { return "whole to one, cut short to the other" }
    guard facts.remark == nil, facts.exchangeCount == exchanges else { return nil }
    return events.isComplete && facts.run == events.run ? nil : "an outline of another run"
  }
}
