import SynchroJSON
import SynchroTestSupport
import Testing

@Suite struct JSONValueTests {
  @Test func `numbers are compared by their exact value`() throws {
    let equal = [
      ("1", "1.0"), ("1", "10e-1"), ("-0", "0"), ("0e99", "0.000"), ("1e400", "10e399"),
      ("123456789012345678901234567890.5", "1234567890123456789012345678905e-1"),
    ]
    for (left, right) in equal {
      let (left, right) = try (#require(JSONNumber(left)), #require(JSONNumber(right)))
      #expect(left == right && left.hashValue == right.hashValue)
      #expect(!(left < right) && !(right < left))
    }
    let ascending = [
      "-1e400", "-1.5", "-1.25", "-1e-400", "0", "1e-400", "0.1", "0.10000000000000000001", "9",
      "9007199254740992", "9007199254740993", "1e400",
    ]
    for (index, left) in ascending.enumerated() {
      for right in ascending[(index + 1)...] {
        let (left, right) = try (#require(JSONNumber(left)), #require(JSONNumber(right)))
        #expect(left < right && left != right && !(right < left), "\(left) < \(right)")
      }
    }
  }

  @Test(arguments: [
    ("10", "2.5", true), ("0.3", "0.1", true), ("0.35", "0.1", false), ("0", "7", true),
    ("7", "0", false), ("1e308", "0.123456789", false), ("1e308", "0.5", true),
    ("1e308", "0.00000000000000000000000000000000000000000000000000000000001", true),
    ("3", "1.5e0", true), ("1", "2", false), ("1e-5", "1e-6", true), ("1e-6", "1e-5", false),
    ("246913578024691357802469135780", "123456789012345678901234567890", true),
    ("246913578024691357802469135781", "123456789012345678901234567890", false),
    ("1e900000000", "3", false), ("3e900000000", "3", true), ("1e900000000", "1024", true),
    ("-9223372036854775808", "-1", true),
  ])
  func `multiples are decided without rounding`(value: String, of: String, holds: Bool) throws {
    let (value, divisor) = try (#require(JSONNumber(value)), #require(JSONNumber(of)))
    #expect(value.isMultiple(of: divisor) == holds)
  }

  @Test func `whole numbers are told however they are written`() throws {
    let cases: [(String, Bool, Int?)] = [
      ("2.0", true, 2), ("1e3", true, 1000), ("2.5", false, nil),
      ("-9223372036854775808", true, .min),
      ("9223372036854775807.0", true, .max), ("9223372036854775808", true, nil),
      ("1e400", true, nil),
      ("100e-2", true, 1), ("-0.0", true, 0),
    ]
    for (text, isInteger, int) in cases {
      let number = try #require(JSONNumber(text))
      #expect(number.isInteger == isInteger && number.int == int, "\(text)")
    }
    for text in ["", " 1", "1 ", "01", "+1", "1.", "nan", "[1]", "0x1", "1e9999999999"] {
      #expect(JSONNumber(text) == nil, "\(text)")
    }
  }

  @Test func `values are equal when JSON cannot tell them apart`() {
    let left: JSONValue = ["a": 1, "b": [true, nil], "c": ["x": "é"]]
    #expect(left == ["c": ["x": "é"], "b": [true, nil], "a": .number(JSONNumber(1))])
    #expect(Set([left, ["b": [true, nil], "a": 1, "c": ["x": "é"]]]).count == 1)
    #expect(left != ["a": 1, "b": [true, nil], "c": ["x": "e\u{301}"]])
    #expect(left != ["a": 1, "b": [nil, true], "c": ["x": "é"]])
    #expect(left["c"]?["x"] == "é" && left["z"] == nil)
  }

  @Test func `printing keeps order and lexemes, canonical printing removes all choice`() throws {
    // U+FB33 stands behind the surrogates of U+1F600 in UTF-16, and before it by code point.
    let text =
      #"{"b":[1.50,-0,1E2],"a":{"\u20ac":"\u0007\/","\ud83d\ude00":null,"\ufb33":[]},"c":{}}"#
    let value = try JSONDocument(parsing: text).root.value
    let inner = #"{"€":"\u0007/","😀":null,""# + "\u{FB33}" + #"":[]}"#
    #expect(JSONPrinter.compact(value) == #"{"b":[1.50,-0,1E2],"a":"# + inner + #","c":{}}"#)
    #expect(JSONPrinter.canonical(value) == #"{"a":"# + inner + #","b":[1.5,0,100],"c":{}}"#)
    try expectGolden(JSONPrinter.pretty(value) + "\n", "JSON/pretty.json")
    let hostile = JSONValue.string("\u{9B}31m\u{202E}\u{E0001}\u{7F}")
    #expect(JSONPrinter.compact(hostile) == #""\u009b31m\u202e\udb40\udc01\u007f""#)
    #expect(JSONPrinter.canonical(hostile) == "\"\u{9B}31m\u{202E}\u{E0001}\u{7F}\"")
    let numbers = [
      ("1e21", "1e+21"), ("1e20", "100000000000000000000"), ("1e-7", "1e-7"),
      ("0.000001", "0.000001"),
      ("123.4500", "123.45"), ("-12345e-8", "-0.00012345"), ("1.25e30", "1.25e+30"),
      ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
    ]
    for (lexeme, canonical) in numbers {
      let number = try #require(JSONNumber(lexeme))
      #expect(JSONPrinter.canonical(.number(number)) == canonical)
    }
  }

  @Test func `pointers name places as RFC 6901 shows`() throws {
    // The document of section 5.
    let text =
      #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#
    let root = try JSONDocument(parsing: text).root
    let cases: [(String, String?)] = [
      ("/foo/0", "\"bar\""), ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"), ("/e^f", "3"),
      ("/g|h", "4"),
      ("/i\\j", "5"), ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"), ("/foo/2", nil), ("/foo/-", nil),
      ("/foo/00", nil), ("/foo/+1", nil), ("/foo/99999999999999999999", nil), ("/foo/", nil),
      ("/nope", nil), ("//", nil),
    ]
    for (pointer, expected) in cases {
      let parsed = try #require(JSONPointer(pointer))
      #expect(parsed.resolve(in: root)?.lexeme == expected, "\(pointer)")
      #expect(parsed.description == pointer)
    }
    #expect(JSONPointer("")?.resolve(in: root)?.kind == .object)
    for bad in ["foo", "/a~", "/a~2", "#/a"] { #expect(JSONPointer(bad) == nil) }
    #expect(JSONPointer.root.appending("a/b").appending(3).description == "/a~1b/3")
  }

  @Test func `a difference names every place and nothing else`() throws {
    let expected: JSONValue = [
      "id": 1, "tags": ["a", "b", "c"], "o": ["x": nil, "y": 2], "gone": 0,
    ]
    let received: JSONValue = ["o": ["y": "2", "z": 1], "tags": ["a", "c"], "id": 1]
    let found = JSONDifference.between(expected: expected, received: received)
    #expect(
      found.map { "\($0.path) \($0.change)" } == [
        "/tags/1 missing(\"b\")", "/o/x missing(null)",
        "/o/y changed(expected: 2, received: \"2\")", "/o/z unexpected(1)", "/gone missing(0)",
      ])
    #expect(JSONDifference.between(expected: expected, received: expected).isEmpty)
    let repeated = JSONValue.object([JSONField("a", 1), JSONField("a", 2)])
    #expect(
      JSONDifference.between(expected: ["a": 1], received: repeated).map(\.change) == [
        .unexpected(2)
      ])
    let pair = JSONDifference.between(expected: [[1, 2], 3, 4], received: [[1, 5], 3, 6])
    #expect(pair.map(\.path.description) == ["/0/1", "/2"])
    let long = JSONValue.array((0..<1000).map { .integer($0) })
    let other = JSONValue.array((0..<1000).map { .integer($0 + 1) })
    #expect(JSONDifference.between(expected: long, received: other, limit: 10).count == 10)
  }
}
