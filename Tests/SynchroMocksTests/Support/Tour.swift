import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroServer
import SynchroTiming

@testable import SynchroMocks

/// A client that walks through a server that repeats itself: the same steps give the same answers,
/// to the letter, so that two walks tell what a defect changes.
///
/// Time stands, and goes on by a second before each request.
final class Tour {
  let clock = CDSClock(.standing, start: Timestamp(seconds: 1_800_000_000) ?? .unixEpoch)
  let service: CDSService
  /// Every answer so far.
  private(set) var transcript: [Stop] = []
  /// The client and the secret of the registration that `register` has made last.
  var administrator = (id: "", secret: "")
  /// An access token with the scope `cds_client_admin`.
  var token = ""

  /// One answer, and what was asked.
  struct Stop: Equatable {
    let request: String
    let answer: CDSAnswer
    let response: HTTPResponse
  }

  init(_ defects: [CDSDefect] = []) throws {
    service = CDSService(seed: try referenceSeed(), defects: defects, clock: clock, randomSeed: 1)
  }

  /// Sends a request and notes the answer.
  @discardableResult
  func ask(
    _ method: HTTPMethod, _ target: String, fields: HTTPFields = [:], body: [UInt8] = []
  ) -> HTTPResponse {
    _ = clock.advance(by: .seconds(1))
    let request = CDSRequest(method, target, fields: fields, body: body, origin: origin)
    let response: HTTPResponse
    switch service.reply(to: request) {
    case .response(let right): response = right
    case .wire(let steps): response = HTTPResponse(599, body: Array("\(steps)".utf8))
    case .deferred: response = HTTPResponse(598)
    }
    transcript.append(
      Stop(
        request: "\(method.name) \(target)", answer: service.answer(at: request.path),
        response: response))
    return response
  }

  /// Asks with the administrator's token, or another; an empty one is not sent.
  @discardableResult
  func get(_ target: String, token: String? = nil) -> HTTPResponse {
    ask(.get, path(target), fields: authorization(token ?? self.token))
  }

  /// Sends a JSON document with the administrator's token, or another.
  @discardableResult
  func send(
    _ method: HTTPMethod, _ target: String, _ document: JSONValue, token: String? = nil
  ) -> HTTPResponse {
    var fields = authorization(token ?? self.token)
    fields.append("Content-Type", "application/json")
    return ask(
      method, path(target), fields: fields, body: Array(JSONPrinter.compact(document).utf8))
  }

  /// Sends a form as a client that shows its secret (RFC 6749, section 2.3.1).
  @discardableResult
  func submit(
    _ target: String, _ form: [(String, String)], client: (id: String, secret: String)? = nil,
    fields: HTTPFields = [:]
  ) -> HTTPResponse {
    var fields = fields
    fields.append("Content-Type", "application/x-www-form-urlencoded")
    if let client {
      let pair = PercentCoding.encode(client.id) + ":" + PercentCoding.encode(client.secret)
      fields.append("Authorization", "Basic " + Base64.encode(Array(pair.utf8)))
    }
    let form = HTTPForm(form.map { HTTPForm.Field($0.0, $0.1) })
    return ask(.post, target, fields: fields, body: Array(form.encoded.utf8))
  }

  /// Registers for these scopes, and gets an access token for the administration.
  @discardableResult
  func register(
    _ scopes: String = "cds_client_admin lakeland_usage cds_server_provided_files_1",
    _ more: [JSONField] = [JSONField("cds_lakeland_privacy_officer", "privacy@client.example")]
  ) throws -> JSONValue {
    let response = send(
      .post, CDSEndpoint.registration.path,
      .object([JSONField("scope", .string(scopes)), JSONField("client_name", "A client")] + more),
      token: "")
    let client = try json(response)
    administrator = (client["client_id"].text ?? "", client["client_secret"].text ?? "")
    token = try accessToken(for: administrator, scope: "cds_client_admin")
    return client
  }

  /// An access token by the client's own credentials (RFC 6749, section 4.4).
  func accessToken(for client: (id: String, secret: String), scope: String) throws -> String {
    let response = submit(
      CDSEndpoint.token.path, [("grant_type", "client_credentials"), ("scope", scope)],
      client: client)
    return try json(response)["access_token"].text ?? ""
  }

  /// A URL of the server as the target of a request.
  func path(_ target: String) -> String {
    target.hasPrefix(origin) ? String(target.dropFirst(origin.count)) : target
  }

  private func authorization(_ token: String) -> HTTPFields {
    token.isEmpty ? [:] : ["Authorization": "Bearer " + token]
  }
}

/// What a defect changes of a walk: the answers at which the two differ for the first time.
func difference(
  _ right: [Tour.Stop], _ wrong: [Tour.Stop]
) -> (right: Tour.Stop?, wrong: Tour.Stop?)? {
  for index in 0..<max(right.count, wrong.count) {
    let pair = (
      right: right.indices.contains(index) ? right[index] : nil,
      wrong: wrong.indices.contains(index) ? wrong[index] : nil
    )
    if pair.right != pair.wrong { return pair }
  }
  return nil
}
