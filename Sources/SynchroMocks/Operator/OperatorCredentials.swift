import SynchroHTTP
import SynchroJSON
import SynchroTiming

extension OperatorAction {
  /// Secrets. CDS-WG1-02, sections 7 and 7.6.
  static let credentialActions: [OperatorAction] = [
    OperatorAction(
      .post, "/clients/{id}/credentials", "makes a further secret for a client, as a portal would",
      members: "count: how many, one unless told"
    ) { context, world throws(CDSProblem) in
      guard let client = world.state.clients[context.id] else {
        throw CDSProblem(.notFound, "there is no client '\(context.id)'")
      }
      let count = context.body.has("count") ? try context.body.count("count", in: 1...1000) : 1
      var made: [Credential] = []
      for _ in 0..<count { made.append(try world.addCredential(for: client, at: context.now)) }
      guard let last = made.last, case .object(let fields) = Self.words(last) else { return [:] }
      let ids = JSONValue.array(made.map { .string($0.id) })
      return .object(fields + [JSONField("credential_ids", ids)])
    },
    OperatorAction(.delete, "/credentials/{id}", "takes a secret away") {
      context, world throws(CDSProblem) in
      guard let credential = world.state.credentials[context.id] else {
        throw CDSProblem(.notFound, "there is no credential '\(context.id)'")
      }
      world.removeCredential(context.id, at: context.now)
      return Self.words(credential)
    },
    OperatorAction(
      .post, "/credentials/{id}/expiry",
      "sets when a secret expires; now, as for one that has leaked, when nothing is said",
      members: "at: a date and time of RFC 3339"
    ) { context, world throws(CDSProblem) in
      let moment = try context.body.time("at") ?? context.now
      let changed = world.expireCredential(context.id, at: max(1, moment.seconds), now: context.now)
      guard let changed else {
        throw CDSProblem(.notFound, "there is no credential '\(context.id)'")
      }
      return Self.words(changed)
    },
  ]

  private static func words(_ credential: Credential) -> JSONValue {
    [
      "credential_id": .string(credential.id), "client_id": .string(credential.clientID),
      "client_secret_expires_at": .integer(Int(credential.expiresAt)),
    ]
  }
}
