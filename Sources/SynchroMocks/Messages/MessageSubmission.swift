import SynchroHTTP
import SynchroJSON
import SynchroText

/// A message as a client has sent it, found to be right. CDS-WG1-02, section 6.9.
struct MessageSubmission: Sendable {
  /// What the content of a POST may hold: ten million bytes of attachments, as the specification
  /// demands, take 13.4 million in Base64.
  static let bodyLimit = 14_000_000
  /// How many values the content may be made of; attachments are one long string each.
  static let nodeLimit = 20_000
  /// What one parsed value takes, beside its text.
  static let bytesPerNode = 64
  static let nameLimit = 1_000
  static let descriptionLimit = 200_000

  let kind: Message.Kind
  /// The message that this one answers, as it was linked.
  let previous: CDSLink?
  let name: String
  let description: String
  let updates: [JSONValue]?
  let grants: [JSONValue]?
  let attachments: [JSONValue]?
  let related: Message.Related?
  /// How much the server has to keep.
  let bytes: Int
  /// All that was sent, for defects that keep what is the server's to set.
  let sent: JSONValue

  /// Reads the content of a request, or says what is wrong with it.
  init(_ call: CDSCall, _ world: CDSWorld, _ token: IssuedToken) throws(CDSProblem) {
    let object = try Self.object(call)
    let reader = SubmissionReader(object: object, call: call, world: world, token: token)
    let kind = try reader.kind()
    let answered = try reader.previous(of: kind)
    self.kind = kind
    previous = answered.link
    name = try reader.text("name", of: kind, limit: Self.nameLimit)
    description = try reader.text("description", of: kind, limit: Self.descriptionLimit)
    attachments = try reader.attachments()
    updates = try reader.updates(of: kind, answering: answered.message, attachments ?? [])
    let target = try reader.related(to: kind)
    related = target.related
    grants = try reader.grants(of: kind, for: target.client)
    // Parsed values take many times the bytes of a text like "[0,0,0]".
    let parsed = [updates, grants, attachments].compactMap(\.self).joined()
    bytes = call.request.body.count + parsed.reduce(0) { $0 + $1.nodes } * Self.bytesPerNode
    sent = object
  }

  /// The JSON object that was sent. Limits come first: a long text of nothing but brackets would
  /// become hundreds of megabytes.
  private static func object(_ call: CDSCall) throws(CDSProblem) -> JSONValue {
    let limit = call.has(.smallMessages) ? 1_000_000 : bodyLimit
    guard call.request.body.count <= limit else {
      throw CDSProblem(
        .contentTooLarge, "a message with its attachments may have up to \(limit) bytes")
    }
    return try call.jsonObject(limit: limit, limits: JSONLimits(depth: 64, nodes: nodeLimit))
  }
}

/// The members of a submission, one by one.
struct SubmissionReader {
  let object: JSONValue
  let call: CDSCall
  let world: CDSWorld
  /// What the client has shown: its messages are those of the same registration.
  let token: IssuedToken

  /// What clients may create.
  static let kinds: [Message.Kind] = [
    .privateMessage, .productionRequest, .supportRequest, .grantRequest, .clientSubmission,
  ]

  static func refusal(_ sentence: String) -> CDSProblem { CDSProblem(.badRequest, sentence) }

  func kind() throws(CDSProblem) -> Message.Kind {
    guard let value = object["type"] else {
      if call.has(.postWithoutType) { return .privateMessage }
      throw Self.refusal("'type' is missing")
    }
    guard let text = value.textValue, let kind = Message.Kind(rawValue: text),
      Self.kinds.contains(kind) || call.has(.postOfAnyType)
    else {
      let names = Self.kinds.map(\.rawValue).joined(separator: ", ")
      throw Self.refusal("'type' must be one of \(names)")
    }
    if call.has(Quirk.refuses(kind)) {
      throw CDSProblem(
        kind == .productionRequest ? .forbidden : .badRequest,
        "messages of the type \(text) are not taken")
    }
    return kind
  }

  /// The name or the description. What these hold is open for requests of production and of grants,
  /// so null is taken for an empty text there.
  func text(_ name: String, of kind: Message.Kind, limit: Int) throws(CDSProblem) -> String {
    let isOpen = kind == .productionRequest || kind == .grantRequest
    guard let value = object[name] else {
      if call.has(Quirk.postWithout(name)) { return "" }
      throw Self.refusal("'\(name)' is missing")
    }
    if value == .null, isOpen { return "" }
    guard let text = value.textValue else { throw Self.refusal("'\(name)' must be a string") }
    guard text.utf8.count <= limit else {
      throw Self.refusal("'\(name)' may have up to \(limit) bytes")
    }
    if kind == .clientSubmission, !text.isEmpty {
      throw Self.refusal("'\(name)' of a client_submission must be an empty string")
    }
    return text
  }

  /// The message that is answered.
  func previous(
    of kind: Message.Kind
  ) throws(CDSProblem) -> (link: CDSLink?, message: Message?) {
    guard let value = object["previous_uri"] else {
      if call.has(.postWithoutPrevious) { return (nil, nil) }
      throw Self.refusal("'previous_uri' is missing; it is null when nothing is answered")
    }
    guard value != .null else {
      if kind == .clientSubmission, !call.has(.submissionUnlinked) {
        throw Self.refusal(
          "'previous_uri' of a client_submission must be the uri of the request that it answers")
      }
      return (nil, nil)
    }
    guard let text = value.textValue else {
      throw Self.refusal("'previous_uri' must be a URL or null")
    }
    guard let message = message(at: text) else {
      if call.has(.anyPrevious) { return (.given(text), nil) }
      throw Self.refusal("'previous_uri' must be the uri of one of your messages")
    }
    if kind == .clientSubmission, message.kind != .serverRequest,
      message.kind != .pdfFormRequest, !call.has(.submissionUnlinked)
    {
      throw Self.refusal("only a server_request or a pdf_form_request can be answered this way")
    }
    return (message.link, message)
  }

  /// The client's message at a URL.
  private func message(at url: String) -> Message? {
    guard case .own(let path) = CDSLink(url, at: call.origin) else { return nil }
    let prefix = CDSEndpoint.messages.path + "/"
    guard path.hasPrefix(prefix) else { return nil }
    return world.state.messages[String(path.dropFirst(prefix.count))].flatMap {
      $0.registration == token.registration ? $0 : nil
    }
  }
}
