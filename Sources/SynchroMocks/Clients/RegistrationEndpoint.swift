import SynchroHTTP
import SynchroJSON
import SynchroText

/// Dynamic client registration. CDS-WG1-02, section 4; RFC 7591, section 3.
struct RegistrationEndpoint {
  /// Files in Base64 are part of it.
  static let bodyLimit = 2 << 20

  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.post)
    let object = try call.metadataObject(limit: Self.bodyLimit)
    try call.refuseOddly(object)
    let request = try RegistrationRequest(reading: object, world.seed, call)
    let (registration, client, secret) = try world.register(request, at: call.now)
    var fields = call.shownForManagement(client, registration, world)
    fields.append(JSONField("client_secret", .string(secret)))
    return call.answer(
      .object(fields), .created,
      fields: [
        "Cache-Control": "no-store", "Pragma": "no-cache",
        "Location": client.link.url(at: call.request.origin),
      ])
  }
}

extension CDSCall {
  /// The JSON object that was sent as client metadata; what is none gets the error of RFC 7591,
  /// section 3.2.2.
  func metadataObject(limit: Int) throws(CDSProblem) -> JSONValue {
    let object: JSONValue
    do throws(CDSProblem) {
      object = try jsonObject(limit: limit)
    } catch {
      guard error.response.head.status == .badRequest else { throw error }
      throw .oauth("invalid_client_metadata", error.sentence)
    }
    guard case .object(let members) = object else { return object }
    for member in members
    where member.value.depth > Self.metadataDepth || member.value.nodes > Self.metadataNodes {
      throw .metadata(
        String(member.key.prefix(100)),
        "may have up to \(Self.metadataDepth) arrays and objects inside one another, and be made "
          + "of up to \(Self.metadataNodes) values")
    }
    return object
  }

  /// How deep a member of client metadata may be. Written over several lines, each level is longer
  /// than the one before.
  private static let metadataDepth = 16
  /// How many values it may be made of.
  private static let metadataNodes = 5_000
}

extension CDSProblem {
  /// What whoever reads it is told.
  var sentence: String {
    let source = SourceText(name: "the refusal", bytes: response.body)
    let document = try? JSONDocument(parsing: source, limits: CDSCall.requestLimits)
    return (document?.root["error_description"] ?? document?.root["error"])?.string ?? ""
  }
}
