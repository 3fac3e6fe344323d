import SynchroTiming

/// Makes new inputs for a parser by damaging good ones, always the same way for the same seed.
public struct Mutator: Sendable {
  private let corpus: [[UInt8]]
  private let dictionary: [[UInt8]]
  private let limit: Int
  private var random: SplitMix64

  /// Damages members of `corpus`; `dictionary` holds tokens of the language that are worth
  /// inserting. No case is longer than `limit` bytes.
  public init(
    corpus: [[UInt8]], dictionary: [String] = [], seed: UInt64, limit: Int = 4096
  ) {
    precondition(!corpus.isEmpty, "a mutator needs something to damage")
    self.corpus = corpus
    self.dictionary = dictionary.map { Array($0.utf8) }
    self.limit = limit
    random = SplitMix64(seed: seed)
  }

  /// The next case: one or more random edits of a random member, now and then pure noise.
  public mutating func next() -> [UInt8] {
    if Int.random(in: 0..<32, using: &random) == 0 { return noise() }
    var bytes = pick(corpus)
    for _ in 0..<Int.random(in: 1...6, using: &random) { edit(&bytes) }
    if bytes.count > limit { bytes.removeSubrange(limit...) }
    return bytes
  }

  private mutating func edit(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0:
      bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: place)
    case 1 where !dictionary.isEmpty:
      bytes.insert(contentsOf: pick(dictionary), at: place)
    case 2 where place < bytes.count:
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 3 where place < bytes.count:
      bytes[place] = UInt8.random(in: .min ... .max, using: &random)
    case 4:
      bytes.removeSubrange(stretch(of: bytes, from: place))
    case 5:
      let copied = Array(bytes[stretch(of: bytes, from: place)])
      let times = Int.random(in: 1...8, using: &random)
      for _ in 0..<times { bytes.insert(contentsOf: copied, at: place) }
    case 6:
      let other = pick(corpus)
      let start = Int.random(in: 0...other.count, using: &random)
      bytes.replaceSubrange(place..., with: other[start...])
    default:
      bytes.removeSubrange(place...)
    }
  }

  private mutating func stretch(of bytes: [UInt8], from place: Int) -> Range<Int> {
    place..<min(bytes.count, place + Int.random(in: 0...16, using: &random))
  }

  private mutating func noise() -> [UInt8] {
    let count = Int.random(in: 0...min(256, limit), using: &random)
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  private mutating func pick(_ list: [[UInt8]]) -> [UInt8] {
    list[Int.random(in: list.indices, using: &random)]
  }
}
