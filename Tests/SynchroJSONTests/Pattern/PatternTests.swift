import Foundation
import SynchroFuzz
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@Suite struct PatternTests {
  /// A pattern, texts of which a part matches, and texts of which none does.
  typealias Row = (pattern: String, hits: [String], misses: [String])

  private static let ecmaScript: [Row] = [
    ("", ["", "x"], []),
    ("abc", ["abc", "xabcx"], ["ab", "ABC", ""]),
    ("^abc$", ["abc"], ["abc\n", "\nabc", "xabc", "abcx"]),
    ("^a|b$", ["ax", "xb"], ["xa", "bx"]),
    (".", ["a", "\u{1F600}", "\u{85}"], ["", "\n", "\r", "\u{2028}", "\u{2029}"]),
    ("^.$", ["\u{1F600}", "é"], ["e\u{301}", "ab"]),
    ("^\u{1F432}*$", ["", "\u{1F432}\u{1F432}"], ["\u{1F409}"]),
    ("^a{2,3}$", ["aa", "aaa"], ["a", "aaaa"]),
    ("^a{2,}$", ["aa", "aaaaaa"], ["a"]),
    ("^a{2}$", ["aa"], ["a", "aaa"]),
    ("^a{0}$", [""], ["a"]),
    ("^(?:a{0,2}){2}$", ["", "aaaa"], ["aaaaa"]),
    ("^(a+|b){0,}?c", ["aabc", "c"], ["aab", "dc"]),
    ("a??b", ["b", "ab"], ["a"]),
    ("^[a-c-e]$", ["a", "b", "c", "-", "e"], ["d"]),
    ("^[--0]$", ["-", ".", "/", "0"], ["1", ","]),
    ("^[a-]$|^[-b]$", ["a", "-", "b"], ["c"]),
    ("^[\\d-]$", ["5", "-"], ["a"]),
    ("^[^\\W_]$", ["a", "7"], ["_", " ", "é"]),
    ("^[\\b]$", ["\u{8}"], ["b"]),
    ("[]", [], ["", "a"]),
    ("^[^]$", ["\n", "a"], [""]),
    ("^[\\]\\-\\\\]$", ["]", "-", "\\"], ["a"]),
    ("^\\d\\D$", ["1a", "1\u{9EA}"], ["\u{7C0}a", "12"]),
    ("^\\w+$", ["az_AZ09"], ["é", "-", "\u{17F}", "\u{212A}"]),
    (
      "^\\s$",
      [
        "\t", "\u{B}", " ", "\u{A0}", "\u{1680}", "\u{200A}", "\u{2028}", "\u{3000}",
        "\u{FEFF}",
      ], ["\u{85}", "\u{180E}", "\u{200B}", "a"]
    ),
    ("^\\S$", ["a", "\u{85}", "\u{200B}"], [" ", "\u{2029}", "\u{205F}"]),
    ("\\bfoo\\b", ["foo", "a foo b", "éfoo"], ["food", "_foo"]),
    ("o\\B", ["oo", "ox"], ["o", "o "]),
    ("^\\cJ\\ca\\0\\t\\n\\v\\f\\r$", ["\n\u{1}\0\t\n\u{B}\u{C}\r"], ["cJ"]),
    ("^\\x41\\u0042\\u{43}\\u{00001F600}\\uD83D\\uDE00$", ["ABC\u{1F600}\u{1F600}"], ["ABC"]),
    ("^[\\uD83D\\uDE00-\\u{1F602}]$", ["\u{1F600}", "\u{1F601}"], ["\u{1F603}"]),
    ("\\uD83D", [], ["\u{1F600}", "\u{FFFD}"]),
    ("^\\^\\$\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/$", ["^$\\.*+?()[]{}|/"], []),
    ("^\\p{Lu}\\p{Lowercase_Letter}\\P{L}$", ["Éé1"], ["éÉ1", "Aab"]),
    ("^\\p{gc=Nd}\\p{General_Category=Decimal_Number}\\p{digit}$", ["1\u{9EA}\u{7C0}"], ["12a"]),
    (
      "^[\\p{LC}]", ["a", "Ǆ", "ǅ"], ["ª"]
    ),
    ("^[^\\P{Emoji}]$", ["\u{1F600}", "#"], ["a"]),
    ("^\\p{ASCII}\\p{Any}\\p{Assigned}\\p{Alpha}$", ["a\u{378}b\u{E9}"], ["a\u{378}\u{378}b"]),
    ("^\\p{ID_Start}\\p{XIDC}*$", ["größe1"], ["1a"]),
    ("^\\p{RI}{2}$", ["\u{1F1E9}\u{1F1EA}"], ["DE"]),
    // Groups, and going back to them.
    ("^(a|b)\\1$", ["aa", "bb"], ["ab"]),
    ("^(?<q>['\"]).*\\k<q>$", ["'x'", "\"x\""], ["'x\""]),
    ("^\\k<x>(?<x>a)$", ["a"], ["aa"]),
    ("^(?:(?<y>a)|(?<y>b))\\k<y>$", ["aa", "bb"], ["ab", "ba"]),
    ("^(?:(a)|b)*\\1$", ["b", "ab", "aa", "baa"], ["c"]),
    ("^(z)((a+)?(b+)?(c))*\\4$", ["zaacbbbcac", "zabcb"], ["zabc", "zac1"]),
    ("^(a\\1)$", ["a"], ["aa"]),
    ("^(\\u{1F600}x)\\1$", ["\u{1F600}x\u{1F600}x"], ["\u{1F600}x\u{1F600}"]),
    ("^(?:(a)\\1){2,3}$", ["aaaa", "aaaaaa"], ["aa", "aaaaaaaa"]),
    ("^(a?)*?\\1b$", ["aab", "b"], ["aac"]),
    ("^(a{2,3}?)\\1$", ["aaaa", "aaaaaa"], ["aaa", "aaaaa"]),
    // Looking around.
    ("^(?=.*\\d)(?=.*[a-z])(?!.*\\s).{4,}$", ["abc1", "1abcd"], ["abcd", "ab 1", "ab1"]),
    ("(?<=a+)b", ["aab"], ["b", "cb"]),
    ("(?<!a)b", ["b", "cb"], ["ab"]),
    ("(?<=^|,)x", ["x", "a,x"], ["ax"]),
    ("(?<=(?=ab)a)b", ["ab"], ["b"]),
    ("(?<=(\\d{2})(\\d))x\\1\\2", ["123x123"], ["123x12", "23x23"]),
    ("(?<=\\1(a))b", ["aab"], ["ab"]),
    ("(?=(a+))a*b\\1", ["aba"], ["aab"]),
    ("(?!(a)\\1)a\\1b", ["ab"], ["b"]),
    ("^(?!(?:.*a){3})", ["aab"], ["aaa"]),
    ("(?<!(?<!a)b)c", ["abc", "c"], ["bc"]),
    // Counters that are too large to write out.
    ("^a{1,1000000}$", ["a", String(repeating: "a", count: 500)], ["", "ab"]),
    ("^(?:ab{0,20000}){2}$", ["aa", "abbab"], ["a", "aaa"]),
    ("^(?:a?){20000}$", ["", "aaa"], ["b"]),
    ("a{99999999999999999999}", [], ["aaa"]),
    // Loops of nothing end.
    ("^(?:a*)*$", ["", "aaa"], ["aab"]),
    ("^(?:|a)+$", ["", "aa"], ["b"]),
    ("(?:^|$)*x", ["x", "ax"], ["a"]),
    ("^(a*)*\\1$", ["", "aa"], ["b"]),
    ("^(?:a*){2,}(b)?\\1$", ["aa", "abb"], ["aac"]),
  ]

  private static let iRegexp: [Row] = [
    ("a.*", ["a", "abc"], ["ba", "a\nb", "a\r"]),
    ("", [""], ["a"]),
    ("a|", ["a", ""], ["b"]),
    (".", ["\u{2028}", "\u{1F600}"], ["\n", "\r", "ab"]),
    ("[-a-c]*", ["-abc"], ["d"]),
    ("[a-]", ["a", "-"], ["b"]),
    ("[^a-c-]", ["d"], ["a", "-"]),
    ("[^]", ["^"], ["a"]),
    ("[\\^a]", ["^", "a"], ["b"]),
    ("[a^$.*]", ["a", "^", "$", ".", "*"], ["b"]),
    ("\\p{Lu}\\P{N}[\\p{Zs}\\p{P}]", ["Éx."], ["É1."]),
    ("a{2}b{1,}c{0,2}", ["aab", "aabbcc"], ["ab", "aabccc"]),
    ("(ab|c(d)?)+", ["abccd"], ["abd"]),
    ("\\n\\r\\t\\-\\.\\(\\)\\{\\|\\}\\\\\\*\\+\\?\\[\\]\\^", ["\n\r\t-.(){|}\\*+?[]^"], []),
    ("^ab$", ["ab"], ["^ab$"]),
    ("<a-z>,=!:\"#%&'/;_`~", ["<a-z>,=!:\"#%&'/;_`~"], []),
  ]

  @Test func `patterns match what they say and nothing else`() throws {
    for row in Self.ecmaScript {
      let pattern = try Pattern(row.pattern, dialect: .ecmaScript)
      for text in row.hits { #expect(try pattern.firstMatch(anywhereIn: text), "\(row) \(text)") }
      for text in row.misses {
        #expect(try !pattern.firstMatch(anywhereIn: text), "\(row) \(text)")
      }
    }
    for row in Self.iRegexp {
      let pattern = try Pattern(row.pattern, dialect: .iRegexp)
      for text in row.hits { #expect(try pattern.matches(wholeOf: text), "\(row) \(text)") }
      for text in row.misses { #expect(try !pattern.matches(wholeOf: text), "\(row) \(text)") }
    }
  }

  @Test(arguments: [
    ("a|ab", "ab", true), ("a*?", "aaa", true), ("(a|ab)(c|bcd)", "abcd", true),
    ("b", "abc", false),
    ("(a+)\\1??", "aaa", true), ("(?=a)", "a", false), ("(a)|b\\1c", "bc", true),
  ])
  func `a whole match tries every way there is`(pattern: String, text: String, holds: Bool) throws {
    #expect(try Pattern(pattern, dialect: .ecmaScript).matches(wholeOf: text) == holds)
  }

  /// The marks stand at the offset that is complained about.
  @Test func `what is no pattern is refused at its place`() throws {
    let ecmaScript = [
      "«(»a", "a«)»", "«[»a", "[a«\\", "«*»a", "a|«+»", "a*«*»",
      "^«*»", "\\b«+»", "(?=a)«*»", "(?<=a)«?»", "a{2}«{»3}", "«{»2}", "a«{»", "a«{»,3}",
      "a«{»3,2}",
      "a«]»", "a«}»", "«\\a»", "«\\Z»", "«\\A»", "«\\-»", "«\\_»", "«\\é»", "a«\\»", "«\\01»",
      "«\\x4»", "«\\u12»", "«\\u{»", "«\\u{}»", "«\\u{110000}»", "«\\c1»", "[«\\c»]", "«\\1»",
      "(a)«\\2»", "«\\k<x>»", "\\k«x»", "(?<x>a)«\\k<y>»", "(?«<»>a)", "(?<«1»>a)", "(?<a«-»>a)",
      "(?<x>a)(?«<»x>b)", "«(»?i)a", "«(»?ims)a", "«(»?i:a)", "«(»?P<x>a)", "«(»?#c)", "«(»?>a)",
      "«\\p»", "«\\p{»", "«\\p{}»", "«\\p{Foo}»", "«\\p{lu}»", "«\\p{gc=Foo}»",
      "«\\p{Script=Latin}»",
      "«\\p{ExtPict}»", "[«z»-a]", "[«\\d»-z]", "[«a»-\\w]",
      "[«\\B»]",
      "(?<n>a)(?:b|(?«<»n>c))", "\\p{L}«\\p{ Lu}»", "«\\pL»",
    ]
    let iRegexp = [
      "«(»a", "a«)»", "(«?»", "a«]»", "a«}»", "«{»",
      "a«{»", "a«{»,2}", "a«{»3,2}", "a*«*»", "a+«?»", "^«*»", "«\\d»", "«\\$»",
      "«\\/»",
      "«\\u0041»", "«\\1»", "«\\p{Letter}»", "«\\p{LC}»", "«\\p{Cs}»",
      "«\\p{IsBasicLatin}»", "«\\p»L", "«[»", "[a-c«-»e]", "[«[»a]",
      "[«z»-a]", "[«a»-\\p{L}]", "[\\p{L}«-»z]", "[a-«-»]", "[«]»",
      "«[»^a", "«\\",
    ]
    var rendered = ""
    for (dialect, texts) in [(Pattern.Dialect.ecmaScript, ecmaScript), (.iRegexp, iRegexp)] {
      for marked in texts {
        let text = marked.replacing("«", with: "").replacing("»", with: "")
        let before = marked.unicodeScalars.prefix { $0 != "«" }
        do {
          _ = try Pattern(text, dialect: dialect)
          Issue.record("accepted as \(dialect): \(marked)")
        } catch {
          #expect(error.offset == before.count, "\(dialect) \(marked): \(error)")
          rendered += "\(dialect) \(text): \(error)\n"
        }
      }
    }
    try expectGolden(rendered, "JSON/pattern-refusals.txt")
  }

  @Test func `length and depth of a pattern are limited`() throws {
    for dialect in [Pattern.Dialect.ecmaScript, .iRegexp] {
      let long = String(repeating: "a", count: Pattern.lengthLimit)
      #expect(throws: Never.self) { try Pattern(long, dialect: dialect) }
      let tooLong = #expect(throws: PatternError.self) { try Pattern(long + "a", dialect: dialect) }
      #expect(tooLong?.reason == .tooLong(limit: Pattern.lengthLimit))
      let nested = { (depth: Int) in
        String(repeating: "(", count: depth) + String(repeating: ")*", count: depth)
      }
      #expect(throws: Never.self) { try Pattern(nested(100), dialect: dialect) }
      let tooDeep = #expect(throws: PatternError.self) {
        try Pattern(nested(101), dialect: dialect)
      }
      #expect(tooDeep?.reason == .tooDeep(limit: 100))
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `no pattern hangs`() throws {
    let text = String(repeating: "a", count: 400)
    for pattern in [
      "^(a*)*b$", "^(a+)+b$", "^(a|a)*b$", "^(a|aa)+$b", "(.*){1,30}b", "^(?=(?:a+)+b)",
      "(?<=b.*)a",
    ] {
      #expect(
        try !Pattern(pattern, dialect: .ecmaScript).firstMatch(anywhereIn: text), "\(pattern)")
    }
    for pattern in ["^(a+)+\\1b$", "^(a{1,20000}){1,20000}b$", "(?:(?:){99999999}){99999999}x"] {
      let error = #expect(throws: PatternBudgetExceeded.self, "\(pattern)") {
        try Pattern(pattern, dialect: .ecmaScript, stepLimit: 100_000)
          .firstMatch(anywhereIn: text)
      }
      #expect(error?.limit == 100_000)
    }
  }

  @Test func `the patterns of the official schema suite are read as it demands`() throws {
    guard let folder = PeerTests.folder("json-schema/tests/draft2020-12/optional") else { return }
    var passed = 0
    var total = 0
    for name in [
      "ecmascript-regex.json", "non-bmp-regex.json", "format/regex.json",
      "format/ecmascript-regex.json",
    ] {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
      for group in try JSONDocument(parsing: SourceText(name: name, bytes: bytes)).root.elements {
        for test in group["tests"]?.elements.map(\.self) ?? [] {
          guard let verdict = verdict(on: test["data"], by: group["schema"]) else { continue }
          total += 1
          if verdict == test["valid"]?.bool {
            passed += 1
          } else {
            Issue.record("\(name): \(test["description"]?.string ?? "?")")
          }
        }
      }
    }
    PeerTests.report("json-schema patterns", passed: passed, total: total)
    #expect(passed == total && total > 60)
  }

  /// What the keywords about patterns, and no others, say of a string or of the keys of an object.
  private func verdict(on data: JSONNode?, by schema: JSONNode?) -> Bool? {
    if let pattern = schema?["pattern"]?.string, let text = data?.string {
      return try? Pattern(pattern, dialect: .ecmaScript).firstMatch(anywhereIn: text)
    }
    if let pattern = schema?["patternProperties"]?.members.first(where: { _ in true }),
      schema?["additionalProperties"]?.bool == false,
      let key = data?.members.first(where: { _ in true })?.key
    {
      return try? Pattern(pattern.key, dialect: .ecmaScript).firstMatch(anywhereIn: key)
    }
    if schema?["format"]?.string == "regex", let text = data?.string {
      return (try? Pattern(text, dialect: .ecmaScript)) != nil
    }
    return nil
  }

  @Test func `a matcher fed damaged patterns answers every time`() {
    #expect(FuzzTarget.pattern.run(cases: 10_000, seed: 1)?.description == nil)
  }
}
