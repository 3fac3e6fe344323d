import SynchroHTTP

/// Whose messages a request is about. CDS-WG1-02, section 6: a token sees its own registration.
struct Mailbox: Sendable {
  let registration: String
  /// The client that writes.
  let client: String

  /// The mailbox that the request's token opens.
  init(
    of call: CDSCall, _ world: CDSWorld, withoutToken open: Quirk, withAnyScope anyScope: Quirk
  ) throws(CDSProblem) {
    if call.has(open), !call.request.fields.contains("Authorization"),
      let first = world.state.registrations.values.min(by: { $0.created < $1.created })
    {
      registration = first.id
      client = first.administrator
      return
    }
    let token =
      call.has(anyScope) ? try call.token(in: world) : try call.administrator(in: world)
    registration = token.registration
    client = token.clientID
  }
}
