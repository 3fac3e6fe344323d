import SynchroTiming
import Testing

@Suite struct CounterRandomTests {
  @Test func `the words of a seed never change`() {
    let random = CounterRandom(seed: 421)
    #expect(random.word(0) == 7_780_585_404_661_957_517)
    #expect(random.child(7).word(3) == 2_254_018_780_000_035_679)
  }

  /// Chi square over 256 cells: 255 ± 22.6, so 6 deviations are 391.
  @Test(arguments: [
    "the words of one stream", "the first words of neighbours", "words of grandchildren",
    "words of neighbouring seeds",
  ])
  func `words are spread evenly`(source: String) {
    var cells = [Int](repeating: 0, count: 256)
    let random = CounterRandom(seed: 1)
    for index in 0..<UInt64(65_536) {
      let word =
        switch source {
        case "the words of one stream": random.word(index)
        case "the first words of neighbours": random.child(index).word(0)
        case "words of grandchildren": random.child(index >> 8).child(index & 255).word(1)
        default: CounterRandom(seed: index).word(0)
        }
      cells[Int(word >> 56)] += 1
    }
    let square = cells.reduce(0) { $0 + ($1 - 256) * ($1 - 256) }
    #expect((120.0...391.0).contains(Double(square) / 256), "\(Double(square) / 256)")
  }

  @Test func `a stream and its children have no word in common`() {
    let random = CounterRandom(seed: 3)
    let words = (0..<UInt64(1000)).map(random.word)
    let children = (0..<UInt64(1000)).map { random.child($0).word(0) }
    #expect(Set(words + children).count == 2000)
    #expect((0..<UInt64(1000)).allSatisfy { (0...1).contains(random.unit($0)) })
  }
}
