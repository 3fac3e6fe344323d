import SynchroDigest

/// The random numbers of one server: the same seed gives the same identifiers and secrets.
struct CDSRandom: Sendable, Codable {
  private let seed: String
  private var counter: UInt64 = 0

  /// Numbers that follow from the seed, or that nobody can foresee without one.
  init(seed: UInt64?) {
    if let seed {
      self.seed = "seed \(seed)"
      return
    }
    var generator = SystemRandomNumberGenerator()
    self.seed = Hex.encode((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// Up to 32 bytes.
  mutating func bytes(_ count: Int) -> [UInt8] {
    // A counter from a file may be the greatest there is.
    counter &+= 1
    let block = SHA256.digest(Array("\(seed):\(counter)".utf8)).bytes
    return Array(block.prefix(count))
  }

  /// An identifier that tells what it is of: `client-5f0c…`.
  mutating func identifier(_ kind: String) -> String { kind + "-" + Hex.encode(bytes(10)) }

  /// A secret with 256 bits.
  mutating func secret() -> String { Base64.encodeURL(bytes(32)) }
}
