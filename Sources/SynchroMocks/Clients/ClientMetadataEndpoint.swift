import SynchroHTTP
import SynchroJSON

/// Server metadata for one client. CDS-WG1-02, section 5.1; CDS-WG1-01, section 3.2.
///
/// It says what the public object says, at a URL of its own, to the administrators of the client.
struct ClientMetadataEndpoint {
  /// What the path names: the client.
  let path: String

  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head)
    let token = try call.clientsToken(in: world)
    guard let client = world.client(path, of: token.registration) else {
      throw CDSProblem(.notFound, "you have no client '\(path)'")
    }
    let seed = world.seed
    let source = seed.metadata.first { $0.path == CDSSeed.wellKnownPath }
    var fields = [
      JSONField("cds_metadata_version", "v1"),
      JSONField("cds_metadata_url", call.url(client.serverMetadata)),
    ]
    for field in source?.object ?? [] {
      fields.append(JSONField(field.key, call.expand(field.value)))
    }
    if let coverage = source?.coverage {
      fields.append(JSONField("coverage", call.url(.own(coverage.path))))
    }
    return call.privateDocument(.object(fields))
  }
}
