import SynchroFuzz
import SynchroText
import SynchroTiming
import SynchroVerdict
import Testing

@Suite struct BaselineReaderTests {
  @Test func `entries are read with all that they say`() throws {
    let text = """
      # Known of hub 2.1
      check x/a#one:2
        requirement: R/1
        verdict: failed
        reason: The vendor mends it
          in 2.2.
        expires: 2027-01-31
        message: string

      test x/a#two
        verdict: untestable
        reason: Nobody has hooks here.
      requirement R/9
        verdict: review
        reason: A person has looked.

      """
    let (baseline, findings) = Baseline.read(SourceText(name: "known.baseline", text))
    #expect(findings.isEmpty)
    #expect(
      baseline.entries.map(\.subject) == [
        .check("x/a#one:2", requirement: "R/1"), .test("x/a#two"), .requirement("R/9"),
      ])
    let first = try #require(baseline.entries.first)
    #expect(first.verdict == .failed && first.reason == "The vendor mends it in 2.2.")
    #expect(first.message == "string" && first.place == "known.baseline:2")
    #expect(first.end?.description == "2027-02-01T00:00:00Z")
    #expect(baseline.sha256.count == 64 && baseline.file == "known.baseline")
  }

  /// The record, the code of the finding, and where it stands.
  static let faults: [(String, String, String)] = [
    ("check x/a#one:2\n  verdict: failed\n", "record-missing-key", "1:7"),
    ("check x/a#one:2\n  reason: r\n", "record-missing-key", "1:7"),
    ("check x/a#one:2\n  verdict: failed\n  reason:\n", "record-empty", "3:3"),
    ("check x/a#one:2\n  verdict: fialed\n  reason: r\n", "baseline-verdict", "2:12"),
    ("check x/a#one:2\n  verdict: passed\n  reason: r\n", "baseline-verdict", "2:12"),
    ("check x/a#one:2\n  verdict: setupFault\n  reason: r\n", "baseline-verdict", "2:12"),
    ("check x/a#one\n  verdict: failed\n  reason: r\n", "baseline-id", "1:7"),
    ("check R/1\n  verdict: failed\n  reason: r\n", "baseline-id", "1:7"),
    ("test x/a#one:2\n  verdict: untestable\n  reason: r\n", "baseline-id", "1:6"),
    ("test x/a#one\n  verdict: failed\n  reason: r\n", "baseline-broad", "2:12"),
    (
      "test x/a#one\n  requirement: R/1\n  verdict: review\n  reason: r\n", "baseline-key", "2:3"
    ),
    (
      "requirement R/1\n  requirement: R/2\n  verdict: failed\n  reason: r\n", "baseline-key",
      "2:3"
    ),
    (
      "check x/a#one:2\n  verdict: failed\n  reason: r\n  expires: soon\n", "baseline-date", "4:12"
    ),
    (
      "check x/a#one:2\n  verdict: failed\n  reason: r\n  expires: 2027-02-30\n", "baseline-date",
      "4:12"
    ),
    ("chek x/a#one:2\n  verdict: failed\n  reason: r\n", "baseline-unknown-kind", "1:1"),
    (
      "check x/a#one:2\n  verdikt: failed\n  verdict: failed\n  reason: r\n",
      "record-unknown-key", "2:3"
    ),
    (
      "check a#b:1\n  verdict: failed\n  reason: r\ncheck a#b:1\n  verdict: failed\n  reason: s\n",
      "baseline-duplicate", "4:7"
    ), ("nonsense\n", "record-heading", "1:1"), ("\tcheck a#b:1\n", "record-indentation", "1:1"),
  ]

  @Test(arguments: faults)
  func `what is wrong is told with its place`(text: String, code: String, place: String) throws {
    let source = SourceText(name: "b", text)
    let (_, findings) = Baseline.read(source)
    let finding = try #require(findings.first { $0.code == code }, "\(findings)")
    let position = source.place(at: finding.primary.range.start)
    #expect("\(position.line):\(position.column)" == place)
    #expect(!finding.help.isEmpty || finding.code == "record-empty")
  }

  @Test func `any bytes are read or refused`() {
    #expect(FuzzTarget.baseline.run(cases: 5_000, seed: 7)?.description == nil)
    for bytes in [[], [0xFF, 0xFE, 0x00], Array(repeating: UInt8(ascii: "x"), count: 300_000)] {
      let (baseline, findings) = Baseline.read(SourceText(name: "b", bytes: bytes))
      #expect(baseline.entries.isEmpty && findings.count == (bytes.isEmpty ? 0 : 1))
    }
    let many = String(repeating: "check a\n", count: 50_000)
    #expect(Baseline.read(SourceText(name: "b", many)).findings.count == 100)
  }
}
