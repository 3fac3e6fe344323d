import SynchroDigest
import SynchroHTTP
import SynchroJSON

extension Set<CDSAnswer> {
  fileprivate static let files: Set = [.fileList, .file]
  fileprivate static let everyFile: Set = [.fileList, .file, .fileData]
}

extension CDSDefect {
  /// CDS-WG1-02, section 9.1: what is said about files.
  static let fileFields: [CDSDefect] =
    [
      ObjectMember("file_id", number), ObjectMember("uri", relativeURL),
      ObjectMember("created", unixTime), ObjectMember("modified", unixTime),
      ObjectMember("mime_type", ObjectMember.Wrong("pdf", "a bare file extension")),
      ObjectMember("size", ObjectMember.Wrong("12", "a quoted number")),
      ObjectMember("name", number), ObjectMember("description", number),
      ObjectMember("download_uri", relativeURL),
    ].flatMap { $0.defects(.file, prefix: "file", of: "files", "WG1-02/9.1") }
    + [
      file(
        "type-bare", "calls the type of every file 'json', without a type in front",
        "field-mime-type", "/mime_type", .set("json"), "WG1-02/2/mime-type-type"),
      file(
        "id-repeated", "gives files the same name", "file-id-unique", "/file_id", .set("file-1")),
      file(
        "modified-null", "writes null for the change of files that never changed",
        "modified-initial", "/modified", .set(.null)),
      file(
        "modified-before-created", "says that files changed before they were there",
        "modified-initial", "/modified", .set("2001-01-01T00:00:00Z")),
      file(
        "size-in-kilobytes", "gives sizes in kilobytes", "size-true", "/size",
        .transform(kilobytes)),
      file(
        "description-null", "writes null where there is no description", "description-empty",
        "/description", .transform { $0 == "" ? .null : $0 }),
      CDSDefect(
        "file-type-untrue", "sends every content as application/octet-stream",
        breaks: "WG1-02/9.1/mime-type-true", in: [.fileData],
        [.reply([.fileData], ReplyChange.contentType("application/octet-stream"))]
      ).warnedOf(),
    ]

  /// CDS-WG1-02, sections 9 and 9.2 to 9.4: who gets files, and how.
  static let fileBehaviour: [CDSDefect] = [
    CDSDefect(
      .administratorOpensFiles, "opens every file of a client to its cds_client_admin token",
      breaks: "WG1-02/9/auth-grant-admin", "WG1-02/9.4/admin-token-insufficient",
      "WG1-02/9.2/only-token-files", "WG1-02/3.3.3/ad-type-overrides-scope", in: .everyFile),
    CDSDefect(
      "file-list-403", "refuses right tokens in the listing of files",
      breaks: "WG1-02/9.2/get-list", in: [.fileList],
      [.reply([.fileList], ReplyChange.always(.forbidden, "no files are shared with you"))]),
    CDSDefect(
      .anyGrantOpensFiles, "opens files to the grant admin token of any grant",
      breaks: "WG1-02/9.2/token-grant-type", "WG1-02/9.2/only-token-files",
      "WG1-02/3.3.3/ad-type-overrides-scope", in: .everyFile),
    CDSDefect(
      .filesBeyondGrants, "lists all files of the client, whatever the grant says",
      breaks: "WG1-02/9.2/only-token-files", in: [.fileList]),
    CDSDefect(
      .filterEscapesGrants, "lists every file that is asked for by name",
      breaks: "WG1-02/9.2/filter-no-escape", in: [.fileList]),
    CDSDefect(
      "file-get-405", "answers 405 to GET of one file", breaks: "WG1-02/9.3/get-uri",
      in: [.file], [refused(.get, in: [.file])]),
    CDSDefect(
      "file-get-other", "shows one file otherwise than in the listing",
      breaks: "WG1-02/9.3/get-uri", in: [.file], .edit("/name", .set("untitled"), in: [.file])),
    CDSDefect(
      .anyFileTokenShows, "tells about a file to tokens for other files",
      breaks: "WG1-02/9.3/token-includes-file", in: [.file]),
    CDSDefect(
      .filesArePublic, "tells about a file to whoever has its URL",
      breaks: "WG1-02/9.3/needs-token", "WG1-02/9.3/token-includes-file", in: [.file]),
    CDSDefect(
      "file-data-wrapped", "sends the content of a file as Base64 in JSON",
      breaks: "WG1-02/9.4/get-download", "WG1-02/9.1/size-true", in: [.fileData],
      [
        .reply([.fileData]) { _, response in
          guard response.head.status == .ok else { return }
          let document: JSONValue = ["data": .string(Base64.encode(response.body))]
          response = HTTPResponse(
            .ok, fields: ["Content-Type": "application/json"],
            body: Array(JSONPrinter.compact(document).utf8))
        }
      ]),
    CDSDefect(
      "file-data-cut", "sends all but the last byte of a file",
      breaks: "WG1-02/9.4/get-download", "WG1-02/9.1/size-true", in: [.fileData],
      [
        .reply([.fileData]) { _, response in
          if response.head.status == .ok { response.body = Array(response.body.dropLast()) }
        }
      ]),
    CDSDefect(
      .anyFileTokenDownloads, "sends a file to tokens for other files",
      breaks: "WG1-02/9.4/token-includes-file", in: [.fileData]),
    CDSDefect(
      .downloadsArePublic, "sends a file to whoever has its URL",
      breaks: "WG1-02/9.4/needs-token", "WG1-02/9.1/download-auth",
      "WG1-02/9.4/token-includes-file", in: [.fileData]),
    CDSDefect(
      .administratorDownloads, "sends every file of a client to its cds_client_admin token",
      breaks: "WG1-02/9.4/admin-token-insufficient", in: [.fileData]),
  ]

  // MARK: - Pieces

  private static let number = ObjectMember.Wrong(7, "a number")
  private static let relativeURL = ObjectMember.Wrong("/relative/path", "a relative path")
  private static let unixTime = ObjectMember.Wrong(1_700_000_000, "a unix timestamp")

  private static func file(
    _ id: String, _ words: String, _ row: String, _ pointer: String, _ change: DocumentEdit.Change,
    _ type: String? = nil
  ) -> CDSDefect {
    CDSDefect(
      id: "file-" + id, words, rows: ["WG1-02/9.1/" + row] + (type.map { [$0] } ?? []), in: .files,
      [.objects(.file, [DocumentEdit(pointer, change)])])
  }

  private static let kilobytes: @Sendable (JSONValue) -> JSONValue = { value in
    guard case .number(let number) = value, let bytes = number.int else { return value }
    return .integer(bytes / 1_024)
  }
}
