import SynchroDigest
import Testing

@testable import SynchroRunner

@Suite struct HolePatternTests {
  /// `pattern` has a hole at each `‹n›`, which was n bytes long.
  private static func pattern(_ text: String) -> HolePattern? {
    var bytes: [UInt8] = []
    var holes: [HolePattern.Hole] = []
    for (number, piece) in text.split(separator: "‹", omittingEmptySubsequences: false).enumerated()
    {
      guard number > 0, let end = piece.firstIndex(of: "›") else {
        bytes += piece.utf8
        continue
      }
      let start = bytes.count
      bytes += "[***]".utf8
      holes.append(
        .init(range: start..<bytes.count, count: Int(piece[..<end]) ?? 0, secret: .init("a")))
      bytes += piece[piece.index(after: end)...].utf8
    }
    return HolePattern(bytes, holes: holes)
  }

  @Test(
    arguments: [
      ("abc", "abc", []), ("abc", "abd", nil), ("abc", "abcd", nil),
      ("a‹3›c", "axyzc", ["xyz"]), ("a‹2›c", "axyzc", ["xyz"]),
      ("a‹9›c", "ac", nil), ("‹4›", "anything", ["anything"]), ("‹4›", "", nil),
      ("k=‹3›&m=‹2›", "k=a&m&m=bc", ["a&m", "bc"]),
      ("‹2›‹2›", "abcd", ["ab", "cd"]), ("a‹1›b‹1›c", "a1b2d", nil),
    ] as [(String, String, [String]?)])
  func `holes are filled by what stands there`(
    pattern: String, text: String, fillings: [String]?
  ) throws {
    let bytes = Array(text.utf8)
    let found = try #require(Self.pattern(pattern)).fillings(in: bytes)
    let words = found?.map { String(decoding: bytes[$0], as: UTF8.self) }
    #expect(words == fillings)
  }

  @Test func `a request that was cut short is the beginning of one`() throws {
    let pattern = try #require(Self.pattern("POST /‹3› HTTP/1.1"))
    #expect(pattern.fillings(in: Array("POST /abc HTTP/1.1 and more".utf8)) == nil)
    #expect(pattern.fillings(in: Array("POST /abc HTTP/1.1 and more".utf8), isCut: true) == [6..<9])
  }

  @Test func `labels in a text are holes, and other brackets are not`() {
    let pattern = HolePattern(labelsIn: "https://[::1]/?t=[secret token#3]&u=[secret]")
    #expect(pattern.holes.map(\.secret) == [.init("token", number: 3)])
    #expect(pattern.fillings(in: Array("https://[::1]/?t=abc&u=[secret]".utf8)) == [17..<20])
  }
}
