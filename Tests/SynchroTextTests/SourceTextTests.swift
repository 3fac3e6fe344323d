import SynchroText
import Testing

@Suite struct SourceTextTests {
  @Test func `places count lines and Unicode scalars from one`() {
    let source = SourceText(name: "t", "ab\né𝄞x\r\n\nlast")
    let cases: [(Int, String)] = [
      (0, "1:1"), (2, "1:3"), (3, "2:1"), (5, "2:2"), (9, "2:3"), (10, "2:4"), (12, "3:1"),
      (13, "4:1"), (17, "4:5"), (99, "4:5"), (-1, "1:1"),
    ]
    for (offset, place) in cases { #expect(source.place(at: offset).description == place) }
    #expect(source.lineCount == 4)
    #expect((1...4).map { source.text(of: source.lineRange($0)) } == ["ab", "é𝄞x", "", "last"])
    #expect(SourceText(name: "empty", "").place(at: 0).description == "1:1")
  }

  @Test func `columns of a line of any length count from its start`() {
    let text = "first\n" + String(repeating: "aé𝄞", count: 5000) + "\nlast"
    let source = SourceText(name: "long", text)
    var offset = 0
    var place = (line: 1, column: 1)
    for scalar in text.unicodeScalars {
      if place.column % 37 == 0 || scalar == "\n" {
        #expect(source.place(at: offset) == SourcePlace(line: place.line, column: place.column))
      }
      offset += UTF8.width(scalar)
      place = scalar == "\n" ? (place.line + 1, 1) : (place.line, place.column + 1)
    }
  }

  @Test func `the nearest name is the one a typo was meant to be`() {
    let known = ["Asserts", "Captures", "Options", "id"]
    let cases: [(String, String?)] = [
      ("Assert", "Asserts"), ("asserts", "Asserts"), ("Capturse", "Captures"), ("Zebra", nil),
      ("di", "id"), ("", nil), ("Optoins", "Options"),
    ]
    for (name, expected) in cases { #expect(NearestName.find(name, among: known) == expected) }
    #expect(NearestName.advice(for: "Assert", among: known) == "did you mean 'Asserts'?")
    #expect(
      NearestName.advice(for: "Zebra", among: known) == "known: Asserts, Captures, Options, id")
    #expect(NearestName.advice(for: "x", among: []) == nil)
  }

  @Test func `excerpts are short, safe and say what they leave out`() {
    #expect(VisibleText.excerpt("abc", limit: 3) == "abc")
    #expect(VisibleText.excerpt("ab\ncd", limit: 3) == "ab\\n… (2 more characters)")
    #expect(VisibleText.escape(bytes: [0x61, 0xC3, 0x28, 0xF0, 0x9F]) == "a\\x{C3}(\\x{F0}\\x{9F}")
    #expect(VisibleText.escape("plain ключ") == "plain ключ")
    #expect(VisibleText.escape("no-break\u{A0}") == "no-break\\u{A0}")
    for filler: Unicode.Scalar in ["\u{3164}", "\u{115F}", "\u{2800}", "\u{34F}", "\u{FE0F}"] {
      #expect(VisibleText.isUnsafe(filler))
    }
  }

  @Test func `colour needs a terminal that wants it`() {
    #expect(TerminalStyle.of(descriptor: -1, environment: [:]) == .plain)
    #expect(TerminalStyle.of(descriptor: 1, environment: ["NO_COLOR": "1"]) == .plain)
    #expect(TerminalStyle.of(descriptor: 1, environment: ["TERM": "dumb"]) == .plain)
  }
}
