import Foundation
import SynchroText
import SynchroTiming
import SynchroVerdict
import Testing

@testable import SynchroReport

@Suite struct PagePiecesTests {
  @Test(arguments: [
    ("17", "18", "1", "7", "8", ""), ("abcdef", "abXdef", "ab", "c", "X", "def"),
    ("same", "same", "same", "", "", ""), ("none", "a member", "", "none", "a member", ""),
    ("", "x", "", "", "x", ""), ("aaaa", "aaa", "aaa", "a", "", ""),
    ("2022-12-01T00:00:00Z", "2024-10-01T00:00:00Z", "202", "2-12", "4-10", "-01T00:00:00Z"),
  ])
  func `the part that differs is found`(
    expected: String, received: String, prefix: String, left: String, right: String,
    suffix: String
  ) {
    let difference = TextDifference(expected: expected, received: received)
    #expect(difference.prefix == prefix && difference.suffix == suffix)
    #expect(difference.expected == left && difference.received == right)
  }

  static let bodies: [[UInt8]] = [
    [], Array("plain".utf8), Array("it's \"quoted\" $HOME `id` \\ !x".utf8), Array("@file".utf8),
    Array("line\nline\r\n\ttab".utf8), [0x1B, 0x5B, 0xFF, 0xC3, 0x28, 0x7F],
    Array("\u{202E}ü\u{1F600}".utf8), Array("-dash --".utf8), Array("'''".utf8),
    [0xFF, UInt8(ascii: "A"), UInt8(ascii: "f")],
  ]

  @Test(arguments: bodies.indices)
  func `a shell takes the command apart into what was recorded`(index: Int) throws {
    let body = Self.bodies[index]
    let head =
      "POST /a?b=[1] HTTP/1.1\r\nHost: hub.example\r\nAuthorization: Bearer [secret token#3]\r\n"
      + "X-Odd: it's $x\r\nContent-Length: \(body.count)\r\n\r\n"
    let summary = ExchangeSummary(
      number: 7, method: "POST", url: "http://hub.example/a?b=[1]&c='[secret key#1]'",
      times: .init(total: .zero), start: .unixEpoch)
    let message = MessageExcerpt(Array(head.utf8) + body, isCut: false)
    let line = try #require(CurlLine(summary, request: message))
    #expect(line.variables == ["SECRET_KEY_1", "SECRET_TOKEN_3"])
    #expect(!line.command.unicodeScalars.contains(where: VisibleText.isUnsafe))
    // Every word as the shell hands it on, behind the name of the program.
    let words = try Self.words(of: line.command, ["SECRET_KEY_1": "k 1", "SECRET_TOKEN_3": "t*3"])
    #expect(words.contains(Array("http://hub.example/a?b=[1]&c='k 1'".utf8)))
    #expect(words.contains(Array("Authorization: Bearer t*3".utf8)))
    #expect(words.contains(Array("X-Odd: it's $x".utf8)))
    if !body.isEmpty {
      let option = body.first == UInt8(ascii: "@") ? "--data-raw" : "--data-binary"
      let place = try #require(words.firstIndex(of: Array(option.utf8)))
      #expect(words[place + 1] == body)
    }
  }

  private static func words(
    of command: String, _ variables: [String: String]
  ) throws -> [[UInt8]] {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/bash")
    shell.arguments = ["-c", "curl() { printf '%s\\0' \"$@\"; }; " + command]
    shell.environment = variables.merging(["LC_ALL": "C"]) { first, _ in first }
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    return data.split(separator: 0, omittingEmptySubsequences: false).map { Array($0) }
  }

  @Test(arguments: [
    "GET / HTTP/1.1\nHost: x\n\n", "GET  / HTTP/1.1\r\n\r\n", "\u{0}", "",
    "GET / HTTP/9.1\r\n\r\n", "GET / HTTP/1.1\r\nBad Name: x\r\n\r\n",
    "GET / HTTP/1.1\r\nX: \u{1}\r\n\r\n",
  ])
  func `a request that curl cannot send has no command`(head: String) {
    let summary = ExchangeSummary(
      number: 1, method: "GET", url: "http://x/", times: .init(total: .zero), start: .unixEpoch)
    #expect(CurlLine(summary, request: MessageExcerpt(Array(head.utf8), isCut: false)) == nil)
  }

  @Test func `a message is parted where its head ends`() {
    let early = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\nbody\r\n\r\nmore"
    let message = MessageExcerpt(Array(early.utf8), isCut: false)
    #expect(String(decoding: message.body, as: UTF8.self) == "body\r\n\r\nmore")
    #expect(!message.isCut && message.isText)
    let large = MessageExcerpt(
      Array("X\r\n\r\n".utf8) + [UInt8](repeating: 0xC3, count: 20_000), isCut: false)
    #expect(large.isCut && !large.isText && large.body.count == 1024)
    // A cut through a character leaves text text.
    let torn = MessageExcerpt(Array("X\r\n\r\nabc".utf8) + [0xE2, 0x82], isCut: true)
    #expect(torn.isText)
    #expect(MessageExcerpt([], isCut: false).head.isEmpty)
  }

  @Test(arguments: [
    ("2:11", "17"), ("3:8", "\"x, y\""), ("1:1", "{"), ("9:1", nil), ("2:99", nil), ("x", nil),
    ("0:0", nil), ("-1:5", nil),
  ])
  func `a place in a body is the value that stands there`(place: String, value: String?) {
    let body = "{\n  \"name\": 17,\n  \"ü\": \"x, y\"\n}"
    let message = MessageExcerpt(Array("H\r\n\r\n\(body)".utf8), isCut: false)
    let range = message.range(ofPlace: place)
    #expect(range.map { String(decoding: message.body[$0], as: UTF8.self) } == value)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1391, "1,391"), (1_234_567, "1,234,567"), (-12_345, "-12,345"),
  ])
  func `large numbers are parted`(number: Int, text: String) {
    #expect(PageWords.count(number) == text)
  }

  /// Every colour that text has, against every ground that it stands on.
  @Test(arguments: ["light", "dark"])
  func `text can be read in both schemes`(scheme: String) throws {
    let sheet = String(decoding: StyleSheet.markup.bytes, as: UTF8.self)
    let parts = sheet.components(separatedBy: "@media (prefers-color-scheme: dark)")
    let source = scheme == "light" ? parts[0] : try #require(parts.dropFirst().first)
    var colours: [String: [Double]] = [:]
    for match in source.matches(of: /--([a-z-]+): #([0-9a-f]{6});/)
    where colours["\(match.1)"] == nil {
      let number = try #require(Int(match.2, radix: 16))
      colours["\(match.1)"] = [number >> 16, number >> 8 & 255, number & 255].map { Double($0) }
    }
    let grounds = ["ground", "panel"]
    var pairs = ["ink", "dim", "accent", "ok", "bad", "warn", "open", "rest"]
      .flatMap { ink in grounds.map { (ink, $0) } }
    pairs += ["ok", "bad", "warn", "open"].map { ($0, "\($0)-ground") }
    pairs += ["ok", "bad", "warn", "open", "rest"].map { ("ink", "\($0)-ground") }
    pairs += [("ink", "mark"), ("dim", "bad-ground")]
    for (ink, ground) in pairs {
      let contrast = Self.contrast(try #require(colours[ink]), try #require(colours[ground]))
      #expect(contrast >= 4.5, "\(scheme): \(ink) on \(ground) has \(contrast)")
    }
  }

  private static func contrast(_ left: [Double], _ right: [Double]) -> Double {
    func light(_ colour: [Double]) -> Double {
      let parts = colour.map { value -> Double in
        let share = value / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (high, low) = (max(light(left), light(right)), min(light(left), light(right)))
    return (high + 0.05) / (low + 0.05)
  }

  @Test func `reasons lead to the test where they begin`() {
    func test(_ id: String, _ stop: Verdict?) -> TestRecord {
      TestRecord(
        id: id, title: id,
        place: .init(file: "", line: 1, column: 1, endColumn: 1, text: ""), start: .unixEpoch,
        duration: .zero, checks: [], stop: stop)
    }
    let report = RunReport.make(
      header: .init(tool: "", run: "", seed: 1, target: "", start: .unixEpoch), duration: .zero,
      tests: [
        test("a/b#root", .untestable(prerequisite: "nothing at $.id")),
        test("a/b#middle", .untestable(prerequisite: "the control 'a/b#root' did not pass")),
        test("a/b#loop", .untestable(prerequisite: "a/b#pool did not keep it")),
        test("a/b#pool", .untestable(prerequisite: "a/b#loop did not keep it")),
      ], rows: [], claimed: [])
    var roots = RootCauses(report)
    #expect(roots.root(of: "x: a/b#unknown did: a/b#middle did not keep it") == "a/b#root")
    #expect(roots.root(of: "the control 'a/b#root' did not pass") == "a/b#root")
    #expect(roots.root(of: "nothing # named") == nil)
    #expect(roots.root(of: "a/b#loop") != nil)
  }
}
