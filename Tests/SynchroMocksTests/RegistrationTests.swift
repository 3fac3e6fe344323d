import SynchroHTTP
import SynchroJSON
import Testing

@testable import SynchroMocks

@Suite struct RegistrationTests {
  private static let officer = JSONField("cds_lakeland_privacy_officer", "privacy@client.example")

  private func registration(
    _ tour: Tour, _ scope: JSONValue, _ more: [JSONField] = []
  ) -> HTTPResponse {
    tour.send(
      .post, CDSEndpoint.registration.path, .object([JSONField("scope", scope)] + more), token: "")
  }

  @Test func `a registration is answered with the administrator and makes the other clients`()
    throws
  {
    let tour = try Tour()
    let response = registration(
      tour, "cds_client_admin lakeland_usage cds_server_provided_files_1",
      [Self.officer, JSONField("redirect_uris", ["https://client.example/back"])])
    #expect(response.head.status == .created)
    #expect(response.head.fields["Cache-Control"] == "no-store")
    let client = try json(response)
    #expect(client["scope"] == "cds_client_admin")
    #expect(client["redirect_uris"] == [])
    #expect(client["response_types"] == [])
    #expect(client["grant_types"] == ["client_credentials"])
    #expect(client["token_endpoint_auth_method"] == "client_secret_basic")
    #expect(client["cds_client_uri"] == client["registration_client_uri"])
    #expect(client["client_name"] == client["client_id"])
    #expect(client["client_secret"].text?.utf8.count == 43)
    #expect(client["client_secret_expires_at"] == nil)
    tour.service.withWorld { world in
      let owner = world.state.registrations.values.first?.id ?? ""
      let clients = world.state.clients.owned(by: owner)
      let wanted = [
        "cds_client_admin production", "lakeland_usage sandbox",
        "cds_server_provided_files_1 production", "cds_grant_admin_1 production",
      ]
      #expect(clients.map { $0.scope + " " + $0.status.rawValue } == wanted)
      #expect(clients.map(\.authMethod).count { $0 == nil } == 1)
      #expect(world.state.credentials.count(of: owner) == 3)
      let usage = clients[1]
      #expect(usage.redirectURIs == [.own("/oauth/receipt/" + usage.id)])
      #expect(usage.more.map(\.key) == ["cds_lakeland_privacy_officer", "cds_lakeland_nickname"])
    }
  }
}
