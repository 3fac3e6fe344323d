import SynchroFuzz
import SynchroHTTP
import SynchroTestSupport
import Testing

/// However a stream is cut, the events and findings are those of the whole.
@Suite struct IncrementalReadingTests {
  @Test(.timeLimit(.minutes(5)), arguments: HTTPDeviationPolicy.all)
  func `requests read alike in any pieces`(policy: HTTPDeviationPolicy) {
    #expect(HTTPCorpus.allRequests.count > 80)
    for request in HTTPCorpus.allRequests {
      let whole = HTTPTranscript.requests(request.bytes, policy: policy)
      for cuts in Self.cuts(of: request.bytes.count) {
        let cut = HTTPTranscript.requests(request.bytes, cuts: cuts, policy: policy)
        if cut != whole {
          Issue.record("\(request.name) cut at \(cuts.prefix(3)):\n\(cut)\nwhole:\n\(whole)")
          break
        }
      }
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `responses read alike in any pieces`() {
    #expect(HTTPCorpus.allResponses.count > 60)
    for response in HTTPCorpus.allResponses {
      let whole = HTTPTranscript.responses(response.bytes, to: [response.method])
      for cuts in Self.cuts(of: response.bytes.count) {
        let cut = HTTPTranscript.responses(response.bytes, to: [response.method], cuts: cuts)
        if cut != whole {
          Issue.record("\(response.name) cut at \(cuts.prefix(3)):\n\(cut)\nwhole:\n\(whole)")
          break
        }
      }
    }
  }

  /// Every single place, or a few hundred of a long text, and all places at once.
  static func cuts(of count: Int) -> [[Int]] {
    let stride = max(1, count / 400)
    var all = Swift.stride(from: 0, through: count, by: stride).map { [$0] }
    all.append(Array(0..<min(count, 10_000)))
    return all
  }
}

extension HTTPDeviationPolicy {
  static let all: [HTTPDeviationPolicy] = [.report, .refuse]
}
