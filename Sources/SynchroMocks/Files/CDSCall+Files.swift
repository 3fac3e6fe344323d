import SynchroHTTP
import SynchroJSON

extension Quirk {
  /// The administrator's token opens the files of the registration.
  static let administratorOpensFiles = Quirk("file-admin-opens")
  /// The token of any grant opens the files of the registration.
  static let anyGrantOpensFiles = Quirk("file-any-grant-opens")
  /// The listing shows files that no grant of the token names.
  static let filesBeyondGrants = Quirk("file-list-beyond-grants")
  /// Whoever asks for a file by its name gets it from the listing.
  static let filterEscapesGrants = Quirk("file-filter-escapes")
  /// One file needs any token for files, not one that opens this file.
  static let anyFileTokenShows = Quirk("file-any-token-shows")
  /// The content needs any token for files, not one that opens this file.
  static let anyFileTokenDownloads = Quirk("file-any-token-downloads")
  /// Whoever has the URL of a file reads about it.
  static let filesArePublic = Quirk("file-public")
  /// Whoever has the URL of a content gets it.
  static let downloadsArePublic = Quirk("file-download-public")
  /// The administrator's token gets contents.
  static let administratorDownloads = Quirk("file-admin-downloads")
}

extension CDSCall {
  /// A file as clients see it. CDS-WG1-02, section 9.1.
  func shown(_ file: ProvidedFile) -> JSONValue {
    shown(
      .file,
      .object([
        JSONField("file_id", .string(file.id)),
        JSONField("uri", url(file.link)),
        JSONField("created", Self.datetime(file.created)),
        JSONField("modified", Self.datetime(file.modified)),
        JSONField("mime_type", .string(file.mediaType)),
        JSONField("size", .integer(file.content.count)),
        JSONField("name", .string(file.name)),
        JSONField("description", .string(file.description)),
        JSONField("download_uri", url(file.download)),
      ]))
  }

  /// The token that opens the files API: one of a grant admin scope, for a grant of files.
  /// CDS-WG1-02, section 9.
  func fileToken(in world: CDSWorld) throws(CDSProblem) -> IssuedToken {
    let token = try token(in: world)
    if world.opensFiles(token) { return token }
    let isAdministrator = token.scopes.contains("cds_client_admin")
    if isAdministrator, has(.administratorOpensFiles) { return token }
    if isAdministrator, has(.administratorDownloads), answer == .fileData { return token }
    if has(.anyGrantOpensFiles), !world.administeredGrants(by: token).isEmpty { return token }
    throw Self.insufficientScope(grantAdminScope(in: world))
  }

  /// The names of the files that the token opens.
  func openFiles(_ token: IssuedToken, in world: CDSWorld) -> [String] {
    let isGenerous =
      has(.administratorOpensFiles) || has(.anyGrantOpensFiles)
      || (has(.filesBeyondGrants) && answer == .fileList)
      || (has(.anyFileTokenShows) && answer == .file)
      || (has(.anyFileTokenDownloads) && answer == .fileData)
      || (has(.administratorDownloads) && answer == .fileData)
    guard isGenerous else { return world.files(openTo: token) }
    return world.state.files.owned(by: token.registration).map(\.id)
  }

  /// A file that the token of the request opens, as if there were no others.
  func file(_ id: String, in world: CDSWorld) throws(CDSProblem) -> ProvidedFile {
    let isPublic =
      (has(.filesArePublic) && answer == .file) || (has(.downloadsArePublic) && answer == .fileData)
    if isPublic, let file = world.state.files[id] { return file }
    let token = try fileToken(in: world)
    guard openFiles(token, in: world).contains(id), let file = world.state.files[id],
      file.registration == token.registration
    else { throw CDSProblem(.notFound, "this access token opens no file '\(id)'") }
    return file
  }

  /// The scope to ask for, as the first description of a scope for files names it.
  private func grantAdminScope(in world: CDSWorld) -> String {
    for field in world.seed.authorizationServer.scopeDescriptions
    where field.value["type"] == "cds_server_provided_files" {
      if case .string(let scope)? = field.value["grant_admin_scope"] { return scope }
    }
    return "cds_grant_admin"
  }
}
