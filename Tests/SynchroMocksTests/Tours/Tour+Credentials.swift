import SynchroHTTP
import SynchroJSON
import SynchroTiming

@testable import SynchroMocks

extension Tour {
  private static let credentials = CDSEndpoint.credentials.path

  /// A walk through the life of credentials; it ends where it differs from the right one.
  func walkCredentials(unlike right: [Stop]? = nil) throws {
    ask(.get, CDSEndpoint.metadata.path)
    seedClients()
    token = try newToken()
    let stages: [() throws -> Void] = [
      readCredentials, createCredentials, miscreateCredentials, useCredentials, changeCredential,
      mischangeCredential, giveCredentialUp, letCredentialsExpire, disableClient,
    ]
    for stage in stages {
      try stage()
      if let right, difference(Array(right.prefix(transcript.count)), transcript) != nil { return }
    }
  }

  /// The credentials of a client, in the order in which they came.
  func credentials(of client: Login) -> [Credential] {
    service.withWorld { world in
      let registration = world.state.clients[client.id]?.registration ?? ""
      return world.state.credentials.owned(by: registration).filter { $0.clientID == client.id }
    }
  }

  /// The login with the newest secret of a client.
  private func newest(_ client: Login) -> Login {
    (client.id, credentials(of: client).last?.secret ?? "none")
  }

  private func readCredentials() throws {
    let own = Self.credentials + "/credential-of-client-machine"
    get(Self.credentials)
    get(Self.credentials, token: "")
    get(Self.credentials, token: try newToken(Self.machine, scope: "lakeland_usage"))
    get(own)
    get(own, token: "")
    get(own, token: try newToken(Self.stranger))
    get(Self.credentials + "/nothing")
    get(Self.credentials + "/credential-of-client-stranger")
    ask(.delete, own)
    ask(.put, Self.credentials)
  }

  private func createCredentials() throws {
    send(.post, Self.credentials, ["client_id": .string(Self.machine.id)])
    send(.post, Self.credentials, ["client_id": .string(Self.app.id), "client_secret": "chosen"])
    get(CDSEndpoint.messages.path)
    get(Self.credentials)
  }

  private func miscreateCredentials() throws {
    let valid: JSONValue = ["client_id": .string(Self.machine.id)]
    send(.post, Self.credentials, [:])
    send(.post, Self.credentials, ["client_id": 7])
    send(.post, Self.credentials, ["client_id": "client-of-nobody"])
    send(.post, Self.credentials, ["client_id": .string(Self.stranger.id)])
    send(.post, Self.credentials, ["client_id": "client-disabled"])
    send(.post, Self.credentials, [valid])
    send(.post, Self.credentials, valid, token: "")
    send(.post, Self.credentials, valid, token: try newToken(Self.machine, scope: "openid"))
    ask(
      .post, Self.credentials,
      fields: ["Authorization": "Bearer " + token, "Content-Type": "text/plain"],
      body: Array("client_id=\(Self.machine.id)".utf8))
  }

  private func useCredentials() throws {
    askToken(newest(Self.machine), [("scope", "openid")])
    askToken(Self.machine, [("scope", "openid")])
    askToken((Self.machine.id, "secret-old"), [("scope", "openid")])
    askToken((Self.machine.id, "secret-\(Self.machine.id)"), [("scope", "openid")])
  }

  /// The credential that the stages change, by its place.
  private var changed: (place: String, expiry: Int) {
    let last = credentials(of: Self.machine).last
    return (Self.credentials + "/" + (last?.id ?? "none"), Int(clock.now.seconds) + 3_600)
  }

  private func changeCredential() throws {
    let (place, expiry) = changed
    send(.patch, place, [:])
    send(.patch, place, ["client_secret_expires_at": 0])
    for wrong: JSONValue in ["soon", nil, .number(JSONNumber("1900000000.5") ?? JSONNumber(1)), []]
    {
      send(.patch, place, ["client_secret_expires_at": wrong])
    }
    send(.patch, place, ["client_secret": "chosen", "client_id": .string(Self.administrator.id)])
    send(.patch, place, ["client_secret_expires_at": .integer(expiry), "type": "key"])
    get(place)
    get(CDSEndpoint.messages.path)
    send(.patch, place, [:])
    send(.patch, place, ["client_secret_expires_at": .integer(expiry - 60)])
    get(place)
    get(Self.credentials)
  }

  private func mischangeCredential() throws {
    let (place, expiry) = changed
    for wrong in [0, expiry + 3_600, expiry - 7_200, -1, .max, .min] {
      send(.patch, place, ["client_secret_expires_at": .integer(wrong)])
    }
    let valid: JSONValue = ["client_secret_expires_at": .integer(expiry - 3_000)]
    send(.patch, place, valid, token: "")
    send(.patch, place, valid, token: try newToken(Self.machine, scope: "openid"))
    send(.patch, place, valid, token: try newToken(Self.stranger))
    send(.patch, Self.credentials + "/nothing", valid)
    askToken(newest(Self.machine), [("scope", "openid")])
  }

  private func giveCredentialUp() throws {
    let spare = try newToken(Self.administrator)
    send(.post, Self.credentials, ["client_id": .string(Self.administrator.id)])
    guard let credential = credentials(of: Self.administrator).last else { return }
    let login = newest(Self.administrator)
    let doomed = try newToken(login)
    let refresh = service.withWorld { world in
      world.state.clients[Self.administrator.id].map { client in
        world.issueToken(
          .refresh, to: client, scopes: client.scopes, credential: credential.id, at: clock.now
        ).id
      }
    }
    let place = Self.credentials + "/" + credential.id
    let now = Int(clock.now.seconds) + 1
    send(.patch, place, ["client_secret_expires_at": .integer(now)])
    get(place)
    get(Self.credentials, token: doomed)
    get(Self.credentials, token: spare)
    introspect(doomed)
    introspect(refresh ?? "none")
    askToken(login, [("scope", "cds_client_admin")])
    token = try newToken()
  }

  private func letCredentialsExpire() throws {
    _ = clock.advance(by: .seconds(7_200))
    token = try newToken()
    askToken(newest(Self.machine), [("scope", "openid")])
    let (place, expiry) = changed
    send(.patch, place, ["client_secret_expires_at": .integer(expiry)])
    get(Self.credentials)
  }

  private func disableClient() throws {
    let now = clock.now
    service.withWorld { world in
      world.state.clients.update(Self.app.id) { client in
        client.status = .disabled
        client.disabledAt = now
      }
      guard let client = world.state.clients[Self.app.id] else { return }
      world.endCredentials(of: client, at: now)
    }
    get(Self.credentials + "?client_ids=" + Self.app.id)
    get(Self.credentials + "/credential-of-client-app")
    get(CDSEndpoint.messages.path)
  }
}
