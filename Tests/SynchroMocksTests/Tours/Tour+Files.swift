import SynchroHTTP
import SynchroJSON
import SynchroTiming

@testable import SynchroMocks

extension Tour {
  /// The tokens of a walk through files, by what they open.
  struct FileTokens {
    /// Two files, another file, no file at all.
    var two = ""
    var third = ""
    var usage = ""
  }

  private static let files = CDSEndpoint.files.path

  /// A walk through files and their contents; it ends where it differs from the right one.
  func walkSharedFiles(unlike right: [Stop]? = nil) throws {
    ask(.get, CDSEndpoint.metadata.path)
    seedClients()
    let tokens = fillFiles()
    token = try newToken()
    for stage in [listFiles, readFiles, download, closeGrant] as [(FileTokens) -> Void] {
      stage(tokens)
      if let right, difference(Array(right.prefix(transcript.count)), transcript) != nil { return }
    }
  }

  /// Three files by two grants, one of another registration, and a grant that is not about files.
  func fillFiles() -> FileTokens {
    let start = clock.now
    return service.withWorld { world in
      guard let client = world.state.clients[Self.machine.id] else { return FileTokens() }
      let contents: [(name: String, type: String, text: String)] = [
        ("file-1", "text/plain", String(repeating: "a line of text\n", count: 100)),
        ("file-2", "application/json", "{\"meters\": []}\n"), ("file-3", "text/csv", "a,b\n1,2\n"),
      ]
      for (index, file) in contents.enumerated() {
        world.state.files.insert(
          ProvidedFile(
            id: file.name, registration: client.registration, created: start,
            modified: start.advanced(by: .seconds(10 - index)), mediaType: file.type,
            name: "Ärger \"\(index)\".txt", description: index == 0 ? "" : "A file",
            content: Array(file.text.utf8)))
      }
      world.state.files.insert(
        ProvidedFile(
          id: "file-4", registration: "registration-b", created: start, modified: start,
          mediaType: "text/plain", name: "other.txt", description: "", content: []))
      let usage = world.recordGrant(
        to: client, scopes: ["lakeland_usage"], details: [], at: start)
      return FileTokens(
        // A grant may name what is not there, or belongs to others: it opens nothing of it.
        two: world.issueFileToken(
          to: client, for: ["file-1", "file-2", "file-4", "file-9"], grant: "grant-two", at: start),
        third: world.issueFileToken(to: client, for: ["file-3"], grant: "grant-third", at: start),
        usage: world.issueGrantToken(to: client, for: usage.id, at: start))
    }
  }

  private func listFiles(_ tokens: FileTokens) {
    get(Self.files, token: tokens.two)
    get(Self.files, token: tokens.third)
    get(Self.files, token: tokens.usage)
    get(Self.files)
    get(Self.files, token: "")
    get(Self.files + "?file_ids=file-3", token: tokens.two)
    get(Self.files + "?file_ids=file-2&lakeland_media_types=text/plain", token: tokens.two)
    send(.post, Self.files, [:], token: tokens.two)
  }

  private func readFiles(_ tokens: FileTokens) {
    let place = Self.files + "/file-1"
    get(place, token: tokens.two)
    get(place, token: tokens.third)
    get(place, token: tokens.usage)
    get(place)
    get(place, token: "")
    get(Self.files + "/file-3", token: tokens.two)
    get(Self.files + "/file-4", token: tokens.two)
    get(Self.files + "/nothing", token: tokens.two)
    ask(.delete, place)
  }

  private func download(_ tokens: FileTokens) {
    let place = Self.files + "/file-1/data"
    get(place, token: tokens.two)
    get(place, token: tokens.third)
    get(place, token: tokens.usage)
    get(place)
    get(place, token: "")
    get(Self.files + "/file-3/data", token: tokens.two)
    get(Self.files + "/file-4/data", token: tokens.two)
    get(Self.files + "/nothing/data", token: tokens.two)
    get(Self.files + "//data", token: tokens.two)
    ask(.put, place)
    let tag = transcript.suffix(10).first?.response.head.fields["ETag"] ?? "none"
    ask(
      .get, place, fields: ["Authorization": "Bearer " + tokens.two, "If-None-Match": tag])
  }

  private func closeGrant(_ tokens: FileTokens) {
    service.withWorld { world in
      _ = world.state.grants.update("grant-two") { grant in
        grant.status = .closed
        grant.enabledScopes = []
        grant.enabledDetails = []
      }
    }
    get(Self.files, token: tokens.two)
    get(Self.files + "/file-1/data", token: tokens.two)
    get(Self.files, token: tokens.third)
  }
}
