import SynchroHTTP
import SynchroJSON

extension OperatorAction {
  /// Clients. CDS-WG1-02, sections 4.2 and 5.
  static let clientActions: [OperatorAction] = [
    OperatorAction(
      .get, "/registrations/{id}", "shows a registration with all that belongs to it"
    ) { context, world throws(CDSProblem) in
      let registration = try world.registration(named: context.id)
      return Self.overview(of: registration, world)
    },
    OperatorAction(
      .post, "/clients/{id}/production",
      "makes the production client beside a client of the sandbox"
    ) { context, world throws(CDSProblem) in
      guard world.state.clients[context.id] != nil else {
        throw CDSProblem(.notFound, "there is no client '\(context.id)'")
      }
      guard let client = world.openProduction(for: context.id, at: context.now) else {
        throw CDSProblem(.conflict, "the client '\(context.id)' is none of the sandbox")
      }
      return ["client_id": .string(client.id), "status": .string(client.status.rawValue)]
    },
    OperatorAction(
      .post, "/clients/{id}/copies", "adds clients of the same scopes beside one",
      members: "count: how many, 1 to 1000"
    ) { context, world throws(CDSProblem) in
      guard world.state.clients[context.id] != nil else {
        throw CDSProblem(.notFound, "there is no client '\(context.id)'")
      }
      let count = try context.body.count("count", in: 1...1000)
      let copies = (0..<count).compactMap { _ in world.addCopy(of: context.id, at: context.now) }
      return ["client_ids": .array(copies.map { .string($0.id) })]
    },
    OperatorAction(
      .delete, "/clients/{id}", "takes a client away with its secrets; not the administrator"
    ) { context, world throws(CDSProblem) in
      guard let client = world.state.clients[context.id] else {
        throw CDSProblem(.notFound, "there is no client '\(context.id)'")
      }
      guard !client.isAdministrator else {
        throw CDSProblem(.conflict, "the client '\(context.id)' administers the others")
      }
      world.removeClient(client, at: context.now)
      return ["client_id": .string(client.id)]
    },
    OperatorAction(
      .post, "/clients/{id}/status", "gives a client another of its statuses, such as disabled",
      members: "status: production, sandbox or disabled"
    ) { context, world throws(CDSProblem) in
      let status = try context.body.choice("status", of: ClientObject.Status.self)
      let client = try world.setStatus(status, of: context.id, at: context.now)
      return ["client_id": .string(client.id), "status": .string(client.status.rawValue)]
    },
  ]

  private static func overview(of registration: Registration, _ world: CDSWorld) -> JSONValue {
    let id = registration.id
    return [
      "registration": .string(id), "administrator": .string(registration.administrator),
      "created": CDSCall.datetime(registration.created),
      "clients": .array(
        world.state.clients.owned(by: id).map { client in
          [
            "client_id": .string(client.id),
            "scope": .string(client.scopes.joined(separator: " ")),
            "status": .string(client.status.rawValue),
          ]
        }),
      "onboarding": steps(of: registration, world),
      "messages": .array(
        world.state.messages.owned(by: id).map { message in
          [
            "message_id": .string(message.id), "type": .string(message.kind.rawValue),
            "status": .string(message.status.rawValue), "name": .string(message.name),
          ]
        }),
      "credentials": .array(
        world.state.credentials.owned(by: id).map { credential in
          [
            "credential_id": .string(credential.id), "client_id": .string(credential.clientID),
            "client_secret_expires_at": .integer(Int(credential.expiresAt)),
          ]
        }),
      "grants": .array(
        world.state.grants.owned(by: id).map { grant in
          [
            "grant_id": .string(grant.id), "client_id": .string(grant.clientID),
            "status": .string(grant.status.rawValue),
            "scope": .string(grant.scopes.joined(separator: " ")),
          ]
        }),
      "files": .array(
        world.state.files.owned(by: id).map { file in
          ["file_id": .string(file.id), "name": .string(file.name)]
        }),
    ]
  }
}
