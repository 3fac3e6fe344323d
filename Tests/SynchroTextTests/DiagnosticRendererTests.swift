import SynchroTestSupport
import SynchroText
import Testing

@Suite struct DiagnosticRendererTests {
  @Test func `a finding shows its place, line, caret, expected and received`() throws {
    let marked = MarkedText("suite a\n[«Assert»]\n\tx == «1»\n", name: "token.suite")
    let diagnostic = Diagnostic(
      code: "unknown-section", "unknown section 'Assert'",
      at: .init(marked.ranges[0], "did you mean 'Asserts'?"),
      related: [.init(marked.ranges[1], "used here")], expected: "a section", received: "Assert",
      help: ["sections are listed in the reference"])
    try expectGolden(
      DiagnosticRenderer().render(diagnostic, in: marked.source), "Text/unknown-section.txt")
    try expectGolden(
      DiagnosticRenderer(style: .colour).render(diagnostic, in: marked.source),
      "Text/unknown-section-colour.txt")
  }

  @Test func `untrusted text cannot act on the terminal`() {
    let source = SourceText(
      name: "a\u{1B}[2J", bytes: Array("ab\u{1B}[31m\u{202E}x\u{0}".utf8) + [0xFF, 0xE2, 0x82])
    let diagnostic = Diagnostic(
      code: "c", "bad \u{7}\u{9B}", at: .init(SourceRange(3, 6), "\u{8}"), received: "\u{200B}")
    let text = DiagnosticRenderer().render(diagnostic, in: source)
    for scalar in text.unicodeScalars where scalar != "\n" {
      #expect(
        scalar.value >= 0x20 && scalar.properties.generalCategory != .format
          && scalar.properties.generalCategory != .control)
    }
    #expect(text.contains("\\u{1B}[31m\\u{202E}x\\u{0}\\x{FF}\\x{E2}\\x{82}"))
  }

  @Test func `carets stand below what they mark`() {
    for (line, name) in [
      ("\tab«cd»e", "tab"), ("é日本«語»x", "wide"), ("e\u{301}«x»", "combining"), ("«»", "empty"),
      ("abc«»", "end"), ("\u{1}\u{2}«\u{3}»", "controls"),
    ] {
      let marked = MarkedText(line, name: name)
      let rows = DiagnosticRenderer().render(
        Diagnostic(code: "c", "m", at: .init(marked.ranges[0])), in: marked.source
      ).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let caretRow = rows[4].dropFirst(4)
      let expected: [String: String] = [
        "tab": "\t  ^^", "wide": "     ^^", "combining": " ^", "empty": "^", "end": "   ^",
        "controls": "          ^^^^^",
      ]
      #expect(String(caretRow) == expected[name], "\(name)")
    }
  }

  @Test func `a line of a megabyte is cut around the caret`() {
    let text = String(repeating: "é", count: 400_000) + "X" + String(repeating: "y", count: 400_000)
    let source = SourceText(name: "big", text)
    let range = SourceRange(800_000, 800_001)
    let rendered = DiagnosticRenderer(width: 60).render(
      Diagnostic(code: "c", "m", at: .init(range)), in: source)
    let rows = rendered.split(separator: "\n").map(String.init)
    #expect(rows.allSatisfy { $0.unicodeScalars.count < 90 })
    #expect(rows[1].hasSuffix("big:1:400001"))
    let caret = rows[4].unicodeScalars.firstIndex(of: "^")
    let column = caret.map { rows[4].unicodeScalars.distance(from: rows[4].startIndex, to: $0) }
    #expect(column.map { Array(rows[3].unicodeScalars)[$0] } == "X")
  }

  @Test func `a line of stray continuation bytes is shown around the caret`() {
    let source = SourceText(name: "stray", bytes: [0x22] + Array(repeating: 0x80, count: 5000))
    for offset in [0, 1, 2500, 5000, 5001] {
      for length in [0, 1, 1000] where offset + length <= source.bytes.count {
        let rendered = DiagnosticRenderer(width: 60).render(
          Diagnostic(code: "c", "m", at: .init(SourceRange(offset, offset + length))), in: source)
        let rows = rendered.split(separator: "\n")
        #expect(rows.count == 5 && rows.allSatisfy { $0.count < 90 }, "\(offset) \(length)")
        #expect(rows.last?.contains("^") == true, "\(offset) \(length)")
      }
    }
  }
}
