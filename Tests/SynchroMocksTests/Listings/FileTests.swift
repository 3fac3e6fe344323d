import SynchroHTTP
import SynchroJSON
import SynchroTestSupport
import SynchroTiming
import Testing

@testable import SynchroMocks

@Suite struct FileTests {
  @Test func `files open to the tokens of grants that name them`() throws {
    let tour = try Tour()
    try tour.walkSharedFiles()
    let statuses = tour.transcript.filter { $0.request.contains("/cds/files") }.map {
      $0.response.head.status.code
    }
    let expected: [Int] = [
      200, 200, 403, 403, 401, 200, 200, 405,  // listed
      200, 404, 403, 403, 401, 404, 404, 404, 405,  // read
      200, 404, 403, 403, 401, 404, 404, 404, 404, 405, 304,  // downloaded
      401, 401, 200,  // after the grant was closed
    ]
    #expect(statuses == expected)
  }

  @Test func `what is said of a file is true of its content`() throws {
    let tour = try Tour()
    tour.seedClients()
    let token = tour.fillFiles().two
    let listing = try json(tour.get(CDSEndpoint.files.path, token: token))
    #expect(listing["files"].elements.compactMap { $0["file_id"].text } == ["file-1", "file-2"])
    for file in listing["files"].elements {
      #expect(try json(tour.get(file["uri"].text ?? "", token: token)) == file)
      let data = tour.get(file["download_uri"].text ?? "", token: token)
      #expect(file["size"] == .integer(data.body.count))
      #expect(file["mime_type"].text == data.head.fields["Content-Type"])
      let name = try #require(data.head.fields["Content-Disposition"])
      #expect(name.hasPrefix("attachment; filename=\"_rger _"))
      #expect(name.contains("filename*=UTF-8''%C3%84rger%20%22"))
    }
  }
}
