import SynchroHTTP
import SynchroMocks
import SynchroServer
import SynchroTestSupport

/// Bytes as they may come to a CDS server's socket: whole requests of its clients and of the codec's
/// fixtures, damaged without regard for what they mean.
public struct RequestNoise: Sendable {
  private var mutator: Mutator

  /// The same bytes for the same seed.
  public init(seed: UInt64) {
    var corpus = HTTPFuzz.samples(in: ["smuggling", "refused", "accepted"])
    var traffic = CDSTraffic(seed: seed, operatorKey: "key")
    // A server of its own tells what there is to ask for.
    let service = (try? CDSSeed.reference()).map { CDSService(seed: $0, randomSeed: seed) }
    for _ in 0..<400 {
      var request = traffic.next()
      let asked = CDSRequest(
        request.head.method, request.head.target, fields: request.head.fields, body: request.body)
      if case .response(let response)? = service?.reply(to: asked) {
        traffic.learn(from: response, to: request)
      }
      request.head.fields.append("Host", "localhost")
      var bytes: [UInt8] = []
      guard (try? HTTPWriter.write(request, to: &bytes)) != nil, bytes.count < 4_000 else {
        continue
      }
      corpus.append(bytes)
    }
    mutator = Mutator(corpus: corpus, dictionary: HTTPFuzz.dictionary, seed: seed, limit: 4_000)
  }

  /// The next case.
  public mutating func next() -> [UInt8] { mutator.next() }
}
