import SynchroScript
import SynchroTestSupport
import SynchroText
import Testing

/// Each file of `parser-errors` marks the places that its diagnostics must underline, and beside it
/// stands what a reader sees.
@Suite struct DiagnosticTests {
  @Test(arguments: ScriptCorpus.brokenNames)
  func `every planted error is found at its place`(name: String) throws {
    let text = String(
      decoding: try Fixtures.bytes("Script/parser-errors/\(name).suite"), as: UTF8.self)
    let marked = MarkedText(text, name: name + ".suite")
    let diagnostics = SuiteParser.parse(marked.source).diagnostics
    #expect(diagnostics.map(\.primary.range) == marked.ranges)
    try expectGolden(
      rendered(diagnostics, in: marked.source), "Script/parser-errors/\(name).txt")
  }

  @Test func `the planted errors are of many kinds`() throws {
    var codes: Set<String> = []
    for name in ScriptCorpus.brokenNames {
      let text = String(
        decoding: try Fixtures.bytes("Script/parser-errors/\(name).suite"), as: UTF8.self)
      codes.formUnion(SuiteParser.parse(MarkedText(text).source).diagnostics.map(\.code))
    }
    #expect(codes.count >= 55, "\(codes.sorted())")
  }

  @Test(arguments: oddFiles)
  func `any bytes are answered`(file: OddFile) {
    let parsed = SuiteParser.parse(SourceText(name: "x", bytes: file.bytes))
    #expect(parsed.diagnostics.map(\.code) == file.codes)
  }

  @Test(
    .timeLimit(.minutes(5)),
    arguments: [
      "x", "{", "[", "${", "$.a[", "\"", "\\", "/", " ", "\n", "=> 200 or ", "  #", "| ", "\t",
      "\u{0}",
      "raw \"\"\"\n  ", "  GET ${a}\n", " and $.a exists", "count of ", "$.a plus 1s ",
    ])
  func `a megabyte of anything ends soon`(unit: String) {
    let head = "suite a \"A\"\n\ntest t \"T\"\n  GET ${a}\n  "
    let bytes = Array((head + String(repeating: unit, count: 1_000_000 / unit.utf8.count)).utf8)
    let parsed = SuiteParser.parse(SourceText(name: "x", bytes: bytes))
    #expect(parsed.diagnostics.count <= SuiteParser.errorLimit + 1)
    #expect(parsed.diagnostics.allSatisfy { $0.primary.range.end <= bytes.count })
  }
}

/// A file that is hardly text, and what is said of it.
struct OddFile: Sendable {
  var bytes: [UInt8]
  var codes: [String]

  init(_ text: String, _ more: [UInt8] = [], _ rest: String = "", codes: String...) {
    bytes = Array(text.utf8) + more + Array(rest.utf8)
    self.codes = codes
  }
}

private let oddFiles: [OddFile] = [
  OddFile("suite a \"A\"\n# \u{FF}"),
  OddFile("suite a \"A\"\n# ", [0xC3, 0x28], codes: "suite-not-utf8"),
  OddFile("suite a \"", [0xED, 0xA0, 0x80], "\"\n", codes: "suite-not-utf8"),
  OddFile("", [0xFF, 0xFE, 0x00], codes: "suite-not-utf8"),
  OddFile("", [0x00], codes: "suite-control-character"),
  OddFile("\u{FEFF}suite a \"A\"\n", codes: "suite-byte-order-mark"),
  OddFile("suite a \"A\"\r\n", codes: "suite-carriage-return"),
  OddFile("suite a \"A\"\rtags b\n", codes: "suite-control-character"),
  OddFile("", codes: "suite-missing-header"),
  OddFile("suite a \"A\""),
]
