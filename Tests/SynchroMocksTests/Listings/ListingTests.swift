import SynchroHTTP
import SynchroJSON
import SynchroTestSupport
import SynchroTiming
import Testing

@testable import SynchroMocks

@Suite struct ListingTests {
  /// The ids of every object, segment by segment, along `next` or, from the end, `previous`.
  private func segments(
    _ tour: Tour, from target: String, _ listing: CDSListing, along link: String
  ) throws -> [[String]] {
    let list = listing == .messages ? "unread" : listing.rawValue
    let id = listing.rawValue.dropLast() + "_id"
    var segments: [[String]] = []
    var target: String? = target
    while let place = target, segments.count < 9 {
      let document = try json(tour.get(place))
      segments.append(document[list].elements.compactMap { $0["\(id)"].text })
      target = document[listing == .messages ? "unread_" + link : link].text
    }
    return segments
  }

  @Test(arguments: CDSListing.allCases)
  func `a listing is cut behind a hundred objects and its links lead forth and back`(
    listing: CDSListing
  ) throws {
    let tour = try Tour()
    tour.seedClients()
    let ids = tour.fill(listing, count: 230)
    let parameter = listing.rawValue.dropLast() + "_ids"
    let query = "?\(parameter)=" + ids.joined(separator: "%20")
    let page = listing == .messages ? "unread_page" : "page"
    let forth = try segments(tour, from: listing.path + query, listing, along: "next")
    let expected = listing == .messages ? [100, 100, 25] : [100, 100, 30]
    #expect(forth.map(\.count) == expected)
    let all = forth.flatMap { $0 }
    #expect(Set(all).count == all.count && Set(all).isSubset(of: ids))
    // Object n changed at n * 37 modulo 230, so neighbours follow from the place in time.
    let moments = all.compactMap { id in ids.firstIndex(of: id).map { $0 * 37 % 230 } }
    #expect(moments == moments.sorted(by: >))
    let back = try segments(
      tour, from: listing.path + query + "&\(page)=3", listing, along: "previous")
    #expect(Array(back.reversed()) == forth)
  }

  @Test(arguments: [
    ("page=0", 400), ("page=-1", 400), ("page=x", 400), ("page=", 400), ("page=1&page=2", 400),
    ("page=99999999999999999999", 400), ("page=9223372036854775807", 200), ("page=7", 200),
    ("page=%zz", 400), ("after=2027", 400), ("after=", 400), ("unknown=1", 200),
    ("credential_ids=", 200), ("client_ids=client-app&client_ids=client-admin", 200),
    ("before=2027-01-15T08:00:00-00:00", 200),
  ])
  func `what a query asks for is answered or refused`(query: String, status: Int) throws {
    let tour = try Tour()
    tour.seedClients()
    tour.fill(.credentials, count: 3)
    let response = tour.get(CDSEndpoint.credentials.path + "?" + query)
    #expect(response.head.status.code == status)
    if status == 200 {
      let document = try json(response)
      #expect(Optional(document).names == ["credentials", "next", "previous"])
      #expect(document["next"] == .null)
      let isPageBehindTheEnd = query.hasPrefix("page")
      #expect((document["previous"] == .null) != isPageBehindTheEnd)
      let isEverything = ["unknown=1", "before=2027-01-15T08:00:00-00:00"].contains(query)
      #expect((document["credentials"] == []) != isEverything)
    }
  }

  @Test func `a listing that the client has already is not sent again`() throws {
    let tour = try Tour()
    tour.seedClients()
    tour.fill(.credentials, count: 3)
    let first = tour.get(CDSEndpoint.credentials.path)
    let tag = try #require(first.head.fields["ETag"])
    let second = tour.ask(
      .get, CDSEndpoint.credentials.path,
      fields: ["Authorization": "Bearer " + tour.token, "If-None-Match": tag])
    #expect(second.head.status == .notModified && second.body.isEmpty)
    #expect(first.head.fields["Cache-Control"] == "private, no-cache")
  }
}
