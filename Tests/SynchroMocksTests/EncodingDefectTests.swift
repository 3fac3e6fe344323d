import SynchroHTTP
import SynchroJSON
import SynchroText
import Testing

@testable import SynchroMocks

@Suite struct EncodingDefectTests {
  private func walk(_ defects: [CDSDefect]) throws -> Tour {
    let tour = try Tour()
    try tour.register()
    tour.service.defects = defects
    _ = try? tour.accessToken(for: tour.administrator, scope: "cds_client_admin")
    for _ in 0..<30 {
      tour.get(CDSEndpoint.clients.path)
      tour.get(CDSEndpoint.credentials.path)
    }
    return tour
  }

  @Test func `each fault of bytes shows where it says, and some of moods do not`() throws {
    let right = try walk([]).transcript
    let asked: Set<CDSAnswer> = [.token, .clientList, .credentialList]
    let defects = CDSDefect.encodings + CDSDefect.wireOfClients + CDSDefect.moods
    for defect in defects where !defect.answers.isDisjoint(with: asked) {
      let wrong = try walk([defect]).transcript
      let found = try #require(difference(right, wrong), "\(defect.id) changes nothing")
      #expect(defect.answers.contains(found.wrong?.answer ?? .unknown), "\(defect.id)")
    }
    for defect in CDSDefect.moods {
      let same = zip(right, try walk([defect]).transcript).count { $0 == $1 }
      #expect(same > 10 && same < right.count, "\(defect.id) is always so")
      #expect(try walk([defect]).transcript == walk([defect]).transcript, "the seed decides")
    }
  }

  @Test(arguments: [
    "byte-order-mark", "invalid-utf8", "trailing-bytes", "cut-document", "latin1", "gzip-unasked",
    "as-html",
  ])
  func `a spoilt document is no JSON any more`(name: String) throws {
    for prefix in ["metadata", "oauth"] {
      let defect = try #require(CDSDefect.named("\(prefix)-\(name)"))
      let service = CDSService(seed: try referenceSeed(), defects: [defect])
      let path = prefix == "oauth" ? CDSEndpoint.metadata.path : CDSSeed.wellKnownPath
      let body = service.ask(path).body
      #expect(throws: JSONSyntaxError.self) {
        try JSONDocument(parsing: SourceText(name: "body", bytes: body))
      }
    }
  }
}
