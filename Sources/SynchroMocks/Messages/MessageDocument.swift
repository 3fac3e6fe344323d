import SynchroHTTP
import SynchroJSON

/// A message as the API shows it. CDS-WG1-02, section 6.1.
struct MessageDocument {
  let message: Message
  /// What it is called to the outside.
  let name: String
  let call: CDSCall

  init(_ message: Message, _ call: CDSCall, _ world: CDSWorld) {
    self.message = message
    self.call = call
    name = world.shownName(of: message)
  }

  /// The object, changed by the defects of messages.
  var shown: JSONValue {
    call.shown(.message, .object(required + optional))
  }

  private var required: [JSONField] {
    [
      JSONField("message_id", .string(name)),
      JSONField("uri", call.url(message.link)),
      JSONField("previous_uri", call.url(message.previous)),
      JSONField("type", .string(message.kind.rawValue)),
      JSONField("read", .bool(message.isRead)),
      JSONField("creator", message.creator.map { .string($0) } ?? .null),
      JSONField("created", CDSCall.datetime(message.created)),
      JSONField("modified", CDSCall.datetime(message.modified)),
      JSONField("status", .string(message.status.rawValue)),
      JSONField("name", .string(message.name)),
      JSONField("description", .string(message.description)),
    ]
  }

  /// What only some messages have; nothing is shown as null that may be left out.
  private var optional: [JSONField] {
    var fields: [JSONField] = []
    func show(_ name: String, _ value: JSONValue?) {
      if let value { fields.append(JSONField(name, value)) }
    }
    show("updates_requested", message.updatesRequested.map { .array($0) })
    show("grants_requested", message.grantsRequested.map { .array($0) })
    show("attachments", message.attachments.map { .array($0) })
    show("related_uri", message.related.map { call.url($0.link) })
    show("related_type", message.related.map { .string($0.type.rawValue) })
    show("amount", message.amount)
    show("currency", message.currency.map { .string($0) })
    return fields
  }
}

extension CDSWorld {
  /// What a message is called to the outside.
  func shownName(of message: Message) -> String {
    guard has(.messageNamesPerRegistration) else { return message.id }
    let owned = state.messages.owned(by: message.registration)
    return "message-" + String(owned.firstIndex { $0.id == message.id } ?? owned.count)
  }
}
