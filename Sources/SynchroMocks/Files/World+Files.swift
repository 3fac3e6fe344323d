import SynchroHTTP
import SynchroJSON
import SynchroTiming

extension CDSWorld {
  /// How many files a registration may have, and how long each may be.
  static let fileLimit = 10_000
  static let fileLengthLimit = 4 << 20

  /// Puts a file in; grants whose details name it open it.
  mutating func storeFile(
    for registration: String, name: String, mediaType: String, description: String,
    content: [UInt8], at now: Timestamp
  ) throws(CDSProblem) -> ProvidedFile {
    guard state.files.count(of: registration) < Self.fileLimit else {
      throw CDSProblem(
        .tooManyRequests, "a registration may have up to \(Self.fileLimit) files")
    }
    guard content.count <= Self.fileLengthLimit else {
      throw CDSProblem(
        .contentTooLarge, "a file may have up to \(Self.fileLengthLimit) bytes")
    }
    let file = ProvidedFile(
      id: random.identifier("file"), registration: registration, created: now, modified: now,
      mediaType: mediaType, name: name, description: description, content: content)
    state.files.insert(file)
    return file
  }

  /// The files that a grant admin token opens: those that its active grants name in details of a
  /// scope for files. CDS-WG1-02, sections 3.3.3 and 9.2.
  func files(openTo token: IssuedToken) -> [String] {
    var ids: [String] = []
    var known: Set<String> = []
    for grant in administeredGrants(by: token) {
      for detail in grant.enabledDetails where isForFiles(detail["type"]) {
        guard case .string(let id)? = detail["file_id"], known.insert(id).inserted else { continue }
        ids.append(id)
      }
    }
    return ids
  }

  /// Whether a token is one for the administration of grants of which at least one shares files.
  func opensFiles(_ token: IssuedToken) -> Bool {
    administeredGrants(by: token).contains { grant in
      grant.enabledDetails.contains { isForFiles($0["type"]) }
        || grant.enabledScopes.contains { isForFiles(.string($0)) }
    }
  }

  /// The grants that the details of a token name, as far as they are open.
  func administeredGrants(by token: IssuedToken) -> [Grant] {
    token.details.compactMap { detail in
      guard isOf("cds_grant_admin", detail["type"]),
        case .string(let id)? = detail["grant_id"], let grant = state.grants[id],
        grant.registration == token.registration, opensAnything(grant),
        !grant.enabledScopes.isEmpty
      else { return nil }
      return grant
    }
  }

  private func isForFiles(_ scope: JSONValue?) -> Bool { isOf("cds_server_provided_files", scope) }

  /// Whether a scope's description has that type.
  private func isOf(_ type: String, _ scope: JSONValue?) -> Bool {
    guard case .string(let id)? = scope else { return false }
    return seed.authorizationServer.scopeDescriptions.contains { field in
      field.key == id && field.value["type"] == .string(type)
    }
  }
}
