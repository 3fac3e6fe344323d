import SynchroHTTP
import SynchroJSON

/// One message. CDS-WG1-02, sections 6.10 and 6.11.
struct MessageEndpoint {
  /// What the path names.
  let id: String

  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head, .patch)
    let token = try call.administrator(in: world)
    guard let message = world.state.messages[id],
      message.registration == token.registration || world.has(.foreignMessages)
    else { throw CDSProblem(.notFound, "you have no message '\(id)'") }
    guard call.request.method == .patch else {
      return call.privateDocument(MessageDocument(message, call, world).shown)
    }
    let changed = try patched(message, call)
    if !world.has(.patchWithoutEffect) { world.state.messages[id] = changed }
    let shown = call.has(.patchShowsOld) ? message : changed
    return call.answer(MessageDocument(shown, call, world).shown)
  }

  /// The message after a PATCH; only `read` can be changed, and other members are ignored.
  private func patched(_ message: Message, _ call: CDSCall) throws(CDSProblem) -> Message {
    let object = try call.jsonObject()
    var changed = message
    if call.has(.patchResetsName), object["name"] == nil { changed.name = "" }
    if call.has(.patchSetsStatus) {
      if let status = object["status"].flatMap(\.textValue).flatMap(Message.Status.init(rawValue:))
      {
        changed.status = status
      }
      if let name = object["name"].flatMap(\.textValue) { changed.name = name }
    }
    if call.has(.patchRefusesMore), object["name"] != nil || object["status"] != nil {
      throw CDSProblem(.badRequest, "only 'read' can be changed")
    }
    guard let read = object["read"] else { return stamped(changed, from: message, call) }
    guard let isRead = try readFlag(read, message, call) else { return message }
    changed.isRead = isRead
    return stamped(changed, from: message, call)
  }

  private func readFlag(
    _ value: JSONValue, _ message: Message, _ call: CDSCall
  ) throws(CDSProblem) -> Bool? {
    switch value {
    case .bool(let isRead):
      if isRead, message.isRead, call.has(.patchRefusesReadTwice) {
        throw CDSProblem(.badRequest, "the message has been read already")
      }
      if !isRead, call.has(.patchRefusesUnread) {
        throw CDSProblem(.badRequest, "a message that has been read stays so")
      }
      return isRead
    case .string(let text) where call.has(.patchCoercesRead): return text == "yes"
    case .null, .number, .string, .array, .object:
      throw CDSProblem(.badRequest, "'read' must be true or false")
    }
  }

  /// A message that has not changed keeps the moment of its last change.
  private func stamped(_ changed: Message, from old: Message, _ call: CDSCall) -> Message {
    guard changed.isRead != old.isRead || changed.status != old.status || changed.name != old.name
    else { return old }
    var changed = changed
    changed.modified = call.now
    return changed
  }
}
