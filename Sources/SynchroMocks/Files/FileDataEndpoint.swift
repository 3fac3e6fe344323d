import SynchroHTTP

/// The content of a file. CDS-WG1-02, section 9.4.
struct FileDataEndpoint {
  /// What the path names.
  let id: String

  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head)
    let file = try call.file(id, in: world)
    var response = call.cacheable(file.content, contentType: file.mediaType)
    response.head.fields.append("Content-Disposition", Self.disposition(file.name))
    // A file may be anything; no browser shall run it.
    response.head.fields.append("X-Content-Type-Options", "nosniff")
    return response
  }

  /// RFC 6266, section 4.3: the name in ASCII for everybody, and to the letter.
  private static func disposition(_ name: String) -> String {
    let plain = name.unicodeScalars.map { scalar -> String in
      let isPlain =
        (0x20..<0x7F).contains(scalar.value) && !"\"\\/%".unicodeScalars.contains(scalar)
      return isPlain ? String(scalar) : "_"
    }
    return
      "attachment; filename=\"\(plain.joined())\"; filename*=UTF-8''\(PercentCoding.encode(name))"
  }
}
