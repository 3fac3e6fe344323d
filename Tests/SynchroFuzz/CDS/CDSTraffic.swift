import SynchroDigest
public import SynchroHTTP
import SynchroJSON
import SynchroTiming

/// Requests that a CDS server may meet: right ones that build on its earlier answers, and what
/// damage makes of them. The choices are the same for the same seed and the same answers.
public struct CDSTraffic {
  /// How many more things requests may leave behind for good: a soak ends that after a while, so
  /// that memory tells of leaks and not of what customers wanted kept.
  public private(set) var budget: Int
  /// Whether the last request is one that a careful client would have sent.
  public private(set) var lastIsRight = true

  var random: SplitMix64
  var known = CDSKnowledge()

  /// Where the server is, for links in contents.
  let origin: String
  let operatorKey: String

  /// Traffic of its own for every seed.
  public init(
    seed: UInt64, origin: String = "https://cds.example", operatorKey: String,
    budget: Int = .max
  ) {
    random = SplitMix64(seed: seed)
    self.origin = origin
    self.operatorKey = operatorKey
    self.budget = budget
  }

  /// The next request, in origin form and without Host.
  public mutating func next() -> HTTPRequest {
    var errand = pick(CDSErrand.weighted)
    // Nothing works before somebody has registered and shown who it is.
    if known.clients.isEmpty { errand = .registration }
    if known.words[.administratorToken] == nil, !known.clients.isEmpty, chance(2) {
      errand = .clientToken
    }
    if budget <= 0, errand.isLasting { errand = .refresh }
    if errand.isLasting { budget -= 1 }
    var draft = draft(for: errand)
    lastIsRight = !chance(2)
    if !lastIsRight {
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        CDSDamage.apply(to: &draft, keepsMethod: budget <= 0, &random)
      }
    }
    return draft.request
  }

  /// Learns from an answer.
  public mutating func learn(from response: HTTPResponse, to request: HTTPRequest) {
    known.learn(from: response, to: request)
  }

  // MARK: - Choices

  mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }

  mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: list.indices, using: &random)]
  }

  /// Something that was learnt, mostly lately; a made-up word when nothing was.
  mutating func word(_ kind: CDSKnowledge.Kind) -> String {
    guard let words = known.words[kind], let last = words.last else { return "unknown" }
    return chance(2) ? last : pick(words)
  }

  /// A path that was learnt.
  mutating func path(_ kind: CDSKnowledge.Kind) -> String {
    known.words[kind] == nil ? "/cds/unknown" : word(kind)
  }

  /// A client, mostly one that fits.
  mutating func client(
    where fits: (CDSKnowledge.Client) -> Bool = { _ in true }
  ) -> CDSKnowledge.Client {
    let fitting = known.clients.filter(fits)
    if !fitting.isEmpty, !chance(10) { return pick(fitting) }
    return known.clients.isEmpty ? CDSKnowledge.Client(id: "nobody") : pick(known.clients)
  }

  mutating func administrator() -> String { "Bearer " + word(.administratorToken) }

  /// RFC 7636: one verifier serves all the traffic.
  static let verifier = "a-verifier-that-is-long-enough-for-RFC-7636-section-4.1"
  static let challenge = Base64.encodeURL(SHA256.digest(verifier).bytes)
}
