internal import SynchroJSON

/// Every verdict of a run and nothing else, a line for each: what must be the same, byte for byte,
/// when the record of a run is judged again.
public struct VerdictDocument: Sendable, Equatable {
  /// The lines, in the order of the report.
  public let lines: [String]

  /// The verdicts of a report: checks with what was expected and received, what stopped tests, rows.
  public init(_ report: RunReport) {
    lines =
      report.tests.flatMap { test in
        [Self.line("test", test.id, test.verdict, [.text(test.stop?.reason) ?? .null])]
          + test.checks.flatMap { check in
            check.decisions.map { Self.line(check, $0) }
          }
      }
      + report.requirements.map { row in
        Self.line("row", row.id, row.verdict, [.array(row.checks.map { .string($0) })])
      }
  }

  /// The document as text.
  public var text: String { lines.map { $0 + "\n" }.joined() }

  /// How many lines of another document are here as well, and how many of its lines and of these are
  /// not in both.
  public func compared(with other: VerdictDocument) -> (equal: Int, changed: Int) {
    var counts = Dictionary(other.lines.map { ($0, 1) }, uniquingKeysWith: +)
    let equal = lines.count { line in
      guard let count = counts[line], count > 0 else { return false }
      counts[line] = count - 1
      return true
    }
    return (equal, max(lines.count, other.lines.count) - equal)
  }

  private static func line(_ check: CheckRecord, _ decision: Decision) -> String {
    line(
      "check", check.id, decision.verdict,
      [
        .text(decision.requirement) ?? .null, .string(check.text),
        .integer(decision.observations), .integer(decision.mismatchCount),
        .parts(decision.mismatches), .integers(check.exchanges),
      ])
  }

  private static func line(
    _ kind: String, _ id: String, _ verdict: Verdict?, _ more: [JSONValue]
  ) -> String {
    JSONPrinter.compact(
      .array(
        [
          .string(kind), .string(id), .text(verdict?.kind.rawValue) ?? .null,
          .text(verdict?.reason) ?? .null,
        ] + more))
  }
}
