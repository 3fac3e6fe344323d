import SynchroHTTP
import SynchroTestSupport
import Testing

/// A short run of the fuzz bodies; the long one is a program of its own.
@Suite struct FuzzTests {
  static let caseCount = 20_000

  @Test(.timeLimit(.minutes(1)))
  func `no bytes upset the request reader`() {
    run(corpus: HTTPCorpus.allRequests.map(\.bytes), HTTPFuzz.requestReader)
  }

  @Test(.timeLimit(.minutes(1)))
  func `no bytes upset the response reader`() {
    run(corpus: HTTPCorpus.allResponses.map(\.bytes), HTTPFuzz.responseReader)
  }

  @Test(.timeLimit(.minutes(1)))
  func `no text upsets the URI parser`() {
    run(corpus: URITests.interesting.map { Array($0.utf8) }, HTTPFuzz.uri)
  }

  @Test(.timeLimit(.minutes(1)))
  func `no bytes upset the content decoder`() {
    run(corpus: ContentCodingTests.corpus, HTTPFuzz.contentDecoder)
  }

  private func run(corpus: [[UInt8]], _ body: (_ bytes: [UInt8]) -> String?) {
    // Long members only make a debug build slow.
    var mutator = Mutator(
      corpus: corpus.filter { $0.count < 2000 }, dictionary: HTTPFuzz.dictionary, seed: 2,
      limit: 400)
    for number in 0..<Self.caseCount {
      let bytes = mutator.next()
      if let broken = body(bytes) {
        Issue.record("case \(number), \(bytes): \(broken)")
        return
      }
    }
  }
}
