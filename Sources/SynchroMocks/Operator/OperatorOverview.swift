import SynchroHTTP
import SynchroJSON

extension OperatorAction {
  /// What there is to do, and what there is.
  static let overview: [OperatorAction] = [
    OperatorAction(.get, "", "lists what the operator can do") { _, _ throws(CDSProblem) in
      .array(
        all.map { action in
          [
            "method": .string(action.method.name),
            "path": .string(CDSOperator.path + action.path),
            "what": .string(action.words), "content": .string(action.members),
          ]
        })
    },
    OperatorAction(.get, "/registrations", "lists the registrations and their clients") {
      context, world throws(CDSProblem) in
      let registrations = world.state.registrations.values.sorted { left, right in
        left.created == right.created ? left.id < right.id : left.created > right.created
      }
      return .array(
        registrations.prefix(1_000).map { registration in
          [
            "registration": .string(registration.id),
            "created": CDSCall.datetime(registration.created),
            "scopes": CDSCall.strings(registration.scopes),
            "clients": .array(
              world.state.clients.owned(by: registration.id).map { client in
                [
                  "client_id": .string(client.id),
                  "scope": .string(client.scopes.joined(separator: " ")),
                  "status": .string(client.status.rawValue),
                ]
              }),
            "messages": .integer(world.state.messages.count(of: registration.id)),
            "grants": .integer(world.state.grants.count(of: registration.id)),
          ]
        })
    },
  ]
}
