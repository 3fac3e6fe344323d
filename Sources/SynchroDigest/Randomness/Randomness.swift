import COpenSSL
import Synchronization

/// Where unpredictable bytes come from: OpenSSL, or a seed when a run must repeat itself.
public struct Randomness: Sendable {
  private let fill: @Sendable (Int) throws(CryptoError) -> [UInt8]

  /// A source by its one function, which returns as many bytes as it is asked for.
  public init(_ bytes: @escaping @Sendable (Int) throws(CryptoError) -> [UInt8]) {
    fill = bytes
  }

  /// OpenSSL's generator, fit for keys and tokens.
  public static let secure = Randomness { count throws(CryptoError) in
    var bytes = [UInt8](repeating: 0, count: count)
    guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw .last("RAND_bytes") }
    return bytes
  }

  /// The same bytes in the same order for the same seed: for tests and repeatable runs, never for
  /// keys that protect anything.
  public static func seeded(_ seed: UInt64) -> Randomness {
    let stream = SeededStream(seed: seed)
    return Randomness { stream.take($0) }
  }

  /// So many random bytes, up to 2^31 - 1.
  public func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
    precondition((0...Int(Int32.max)).contains(count), "a sensible number of random bytes")
    let bytes = try fill(count)
    precondition(bytes.count == count, "a source of randomness gives what it is asked for")
    return bytes
  }

  /// A token for URLs and forms, with eight bits of randomness for each byte.
  public func token(byteCount: Int = 32) throws(CryptoError) -> String {
    Base64.encodeURL(try bytes(byteCount))
  }
}

/// SHA-256 of the seed and a counter, block after block.
private final class SeededStream: Sendable {
  private struct State {
    var counter: UInt64 = 0
    var rest: [UInt8] = []
  }

  private let seed: UInt64
  private let state = Mutex(State())

  init(seed: UInt64) {
    self.seed = seed
  }

  func take(_ count: Int) -> [UInt8] {
    state.withLock { state in
      while state.rest.count < count {
        state.rest += SHA256.digest("\(seed)/\(state.counter)").bytes
        state.counter += 1
      }
      defer { state.rest.removeFirst(count) }
      return Array(state.rest.prefix(count))
    }
  }
}
