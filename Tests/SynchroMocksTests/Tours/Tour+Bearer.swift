import SynchroHTTP
import SynchroJSON

@testable import SynchroMocks

extension Tour {
  /// The APIs of the administrator, and one object of each; those of a message are made on the way.
  private func objects() -> [(list: String, object: String)] {
    let now = clock.now
    let message = service.withWorld { world in
      world.tell("registration-a", .notification, .complete, "Hello", "A message", at: now)
    }
    return [
      (CDSEndpoint.clients.path, CDSEndpoint.clients.path + "/client-machine"),
      (CDSEndpoint.messages.path, CDSEndpoint.messages.path + "/" + message.id),
      (
        CDSEndpoint.credentials.path,
        CDSEndpoint.credentials.path + "/credential-of-client-machine"
      ),
      (CDSEndpoint.grants.path, CDSEndpoint.grants.path + "/grant-1"),
    ]
  }

  /// Every way to show an access token to the APIs, or not to.
  func walkBearers() throws {
    seedClients()
    let objects = objects()
    let administrator = try newToken()
    let other = try newToken(Self.machine, scope: "openid")
    for (list, object) in objects {
      get(list, token: "")
      get(list, token: "nobody-gave-it")
      get(list, token: other)
      get(list + "?access_token=" + administrator, token: "")
      get(list, token: administrator)
      get(object, token: "")
      get(object, token: administrator)
      // There is nothing in them, so that nothing is made and nothing changes.
      if list == CDSEndpoint.messages.path || list == CDSEndpoint.credentials.path {
        send(.post, list, [:], token: "")
      }
      if list != CDSEndpoint.clients.path { send(.patch, object, [:], token: "") }
    }
    let list = objects[0].list
    ask(.get, list, fields: ["Authorization": "bEARER " + administrator])
    ask(.get, list, fields: ["Authorization": "Bearer"])
    ask(.get, list, fields: ["Authorization": "Bearer a b"])
    ask(.get, list, fields: ["Authorization": "Basic abc"])
    try walkGrantedFiles(with: administrator)
    _ = clock.advance(by: .seconds(3_700))
    get(list, token: administrator)
  }

  /// Every way to show an access token to the files API.
  func walkGrantedFiles() throws {
    seedClients()
    try walkGrantedFiles(with: try newToken())
  }

  private func walkGrantedFiles(with administrator: String) throws {
    let list = CDSEndpoint.files.path
    let token = try newToken(
      Self.machine, scope: "cds_grant_admin_1", [("authorization_details", Self.grants(["1"]))])
    get(list, token: "")
    get(list, token: "nobody-gave-it")
    get(list + "?access_token=" + token, token: "")
    get(list, token: administrator)
    for target in [list, list + "/file-1", list + "/file-2", list + "/file-1/data"] {
      get(target, token: token)
      get(target, token: "")
    }
    get(list + "/file-2/data", token: token)
  }
}
