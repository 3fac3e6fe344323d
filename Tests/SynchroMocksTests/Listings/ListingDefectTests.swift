import SynchroTestSupport
import Testing

@testable import SynchroMocks

/// The defects of the listings, of credentials and of files, each on a walk where it has to show.
@Suite struct ListingDefectTests {
  typealias Walk = @Sendable (Tour, [Tour.Stop]?) throws -> Void

  private func check(_ defects: [CDSDefect], _ walk: Walk) throws {
    let right = try Tour()
    try walk(right, nil)
    let again = try Tour()
    try walk(again, nil)
    #expect(difference(right.transcript, again.transcript) == nil)
    for defect in defects {
      let wrong = try Tour([defect])
      try walk(wrong, right.transcript)
      let seen = difference(
        Array(right.transcript.prefix(wrong.transcript.count)), wrong.transcript)
      guard let stop = seen?.wrong else {
        Issue.record("\(defect.id) shows nowhere")
        continue
      }
      #expect(defect.answers.contains(stop.answer), "\(defect.id) shows in \(stop.request)")
    }
  }

  @Test(arguments: CDSListing.allCases)
  func `each defect of a listing shows there`(listing: CDSListing) throws {
    let defects = (CDSDefect.listingFaults + CDSDefect.listingFields).filter {
      $0.answers == [listing.answer]
    }
    #expect(defects.count > 15)
    try check(defects) { tour, right in try tour.walkListing(listing, unlike: right) }
  }

  @Test func `each defect of credentials shows in their life`() throws {
    let defects =
      CDSDefect.credentialFields + CDSDefect.credentialBehaviour + CDSDefect.credentialChanges
    try check(defects) { tour, right in try tour.walkCredentials(unlike: right) }
  }

  @Test func `each defect of files shows to who may read them and to who may not`() throws {
    try check(CDSDefect.fileFields + CDSDefect.fileBehaviour) { tour, right in
      try tour.walkSharedFiles(unlike: right)
    }
  }

  @Test func `every obligation of listings, credentials and files has a defect`() throws {
    let text = String(
      decoding: try Fixtures.bytes("cds/listing-requirements.txt"), as: UTF8.self)
    let rows = Set(text.split(separator: "\n").map(String.init))
    let named = Set(CDSDefect.all.flatMap(\.requirements))
    #expect(rows.count == 166)
    #expect(rows.subtracting(named).sorted() == [])
  }
}
