import SynchroHTTP
import SynchroJSON

extension OperatorAction {
  /// Messages, requests and their decisions. CDS-WG1-02, sections 3.6 and 6.
  static let messageActions: [OperatorAction] = [
    OperatorAction(
      .post, "/registrations/{id}/messages", "writes to a client",
      members: "type: notification or private_message; name; description; related_uri; "
        + "previous_uri"
    ) { context, world throws(CDSProblem) in
      let registration = try world.registration(named: context.id)
      let kind = try context.body.choice("type", of: Message.Kind.self)
      guard kind == .notification || kind == .privateMessage else {
        throw CDSProblem(
          .badRequest,
          "'type' must be notification or private_message; requests have paths of their own"
        )
      }
      let name = try context.body.string("name")
      let description = try context.body.string("description")
      let related = try context.body.optionalString("related_uri").map { CDSLink.given($0) }
      let previous = try context.body.optionalString("previous_uri").map { CDSLink.given($0) }
      let message = world.tell(
        registration.id, kind, .complete, name, description,
        related: related.map { Message.Related(link: $0, type: .moreInfo) }, answering: previous,
        at: context.now)
      return Self.words(message)
    },
    OperatorAction(
      .post, "/registrations/{id}/requests", "asks a client to submit something (server_request)",
      members: "name; description; fields: objects with field, name and description"
    ) { context, world throws(CDSProblem) in
      let registration = try world.registration(named: context.id)
      let fields = try context.body.array("fields")
      guard !fields.isEmpty, fields.allSatisfy({ $0["field"]?.kind == .string }) else {
        throw CDSProblem(.badRequest, "'fields' must be objects, each with the string 'field'")
      }
      let message = world.requestSubmission(
        from: registration.id, try context.body.string("name"),
        try context.body.string("description"), fields: fields, at: context.now)
      return Self.words(message)
    },
    OperatorAction(
      .post, "/messages/{id}/decision", "decides about a request or a submission of a client",
      members: "status: complete, rejected, pending or errored; reason"
    ) { context, world throws(CDSProblem) in
      let status = try context.body.choice("status", of: Message.Status.self)
      let reason = try context.body.optionalString("reason")
      return Self.words(
        try world.decide(context.id, as: status, reason: reason, at: context.now))
    },
    OperatorAction(
      .post, "/messages/{id}/link", "lets the link of a form expire; a new message brings another"
    ) { context, world throws(CDSProblem) in
      Self.words(try world.renewLink(of: context.id, at: context.now))
    },
    OperatorAction(
      .post, "/registrations/{id}/onboarding",
      "decides about what a registration field demands: a payment, a form, a review",
      members: "field: its id, everything when left out; status: complete, rejected, pending or "
        + "errored; reason"
    ) { context, world throws(CDSProblem) in
      let registration = try world.registration(named: context.id)
      guard let field = try context.body.optionalString("field") else {
        world.completeOnboarding(of: registration.id, at: context.now)
        return Self.steps(of: registration, world)
      }
      let status = try context.body.choice("status", of: Message.Status.self)
      let reason = try context.body.optionalString("reason")
      try world.decide(
        field: field, of: registration.id, as: status, reason: reason, at: context.now)
      return Self.steps(of: registration, world)
    },
    OperatorAction(
      .post, "/registrations/{id}/forms", "fills in a form or pays, in the place of a person",
      members: "field: the id of the registration field"
    ) { context, world throws(CDSProblem) in
      let registration = try world.registration(named: context.id)
      let field = try context.body.string("field")
      let steps = world.state.onboarding.steps.owned(by: registration.id)
      guard let step = steps.first(where: { $0.field == field }) else {
        throw CDSProblem(.notFound, "the registration has nothing to do for the field '\(field)'")
      }
      guard step.isOpen else {
        throw CDSProblem(.conflict, "nothing is open for the field '\(field)'")
      }
      world.fillIn(step.id, [], at: context.now)
      return Self.steps(of: registration, world)
    },
  ]

  private static func words(_ message: Message) -> JSONValue {
    [
      "message_id": .string(message.id), "type": .string(message.kind.rawValue),
      "status": .string(message.status.rawValue), "name": .string(message.name),
    ]
  }

  static func steps(of registration: Registration, _ world: CDSWorld) -> JSONValue {
    .array(
      world.state.onboarding.steps.owned(by: registration.id).map { step in
        ["field": .string(step.field), "status": .string(step.status.rawValue)]
      })
  }
}

extension CDSWorld {
  /// The registration of that name, or of the client of that name.
  func registration(named id: String) throws(CDSProblem) -> Registration {
    if let found = state.registrations[id] { return found }
    if let owner = state.clients[id]?.registration, let found = state.registrations[owner] {
      return found
    }
    throw CDSProblem(
      .notFound,
      "'\(id)' names neither a registration nor a client; GET /operator/registrations"
        + " lists them")
  }
}
