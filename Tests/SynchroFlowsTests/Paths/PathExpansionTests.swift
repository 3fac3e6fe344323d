import Testing

@testable import SynchroFlows

@Suite struct PathExpansionTests {
  @Test func `choices on the left change last`() throws {
    let tree = try #require(PathParser.parse("[(1Aa + 1B) or 1Ab] + [1Ca or 1Cb]").expression)
    #expect(
      try tree.paths().map(\.description) == [
        "1Aa + 1B + 1Ca", "1Aa + 1B + 1Cb", "1Ab + 1Ca", "1Ab + 1Cb",
      ])
  }

  @Test(arguments: [(13, 8192, true), (14, 16_384, false), (63, 9_223_372_036_854_775_808, false)])
  func `an expression with too many paths is refused with their number`(
    choices: Int, count: UInt64, fits: Bool
  ) throws {
    let text = repeatElement("(1a or 1b)", count: choices).joined(separator: " + ")
    let tree = try #require(PathParser.parse(text).expression)
    #expect(tree.pathCount == count)
    if fits {
      #expect(try tree.paths().count == Int(count))
    } else {
      #expect(throws: PathExpansionError.tooManyPaths(count, limit: 10_000)) {
        try tree.paths()
      }
    }
  }

  @Test func `numbers beyond 64 bits and too many links are refused`() throws {
    let beyond = repeatElement("(1a or 1b)", count: 64).joined(separator: " + ")
    let tree = try #require(PathParser.parse(beyond).expression)
    #expect(throws: PathExpansionError.tooManyPaths(nil, limit: 10_000)) { try tree.paths() }

    let long = repeatElement("1a", count: 5000).joined(separator: " + ")
    let wide = repeatElement("1b", count: 300).joined(separator: " or ")
    let both = try #require(PathParser.parse("(\(wide)) + \(long)").expression)
    #expect(throws: PathExpansionError.tooManyLinks(limit: 1_000_000)) { try both.paths() }
  }
}
