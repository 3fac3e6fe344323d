import SynchroJSON

/// A member of a message, or of what a message holds, and a value that is wrong for it.
private struct MessageMember {
  let name: String
  let wrong: JSONValue
  let words: String
  let isOptional: Bool

  init(_ name: String, _ wrong: JSONValue, _ words: String, isOptional: Bool = false) {
    self.name = name
    self.wrong = wrong
    self.words = words
    self.isOptional = isOptional
  }

  var slug: String { name.replacing("_", with: "-") }

  /// The member missing, if it must not be, and mistyped.
  func defects(
    _ prefix: String, of what: String, at pointer: String, section: String,
    in answers: Set<CDSAnswer> = [.messageList, .message]
  ) -> [CDSDefect] {
    let requirement = "WG1-02/\(section)/field-\(slug)"
    let place = "\(pointer)/\(name)"
    let mistyped = CDSDefect(
      "\(prefix)-\(slug)-mistyped", "sends \(name) of \(what) as \(words)", breaks: requirement,
      in: answers, [.objects(.message, [DocumentEdit(place, .replace(wrong))])])
    if isOptional { return [mistyped] }
    return [
      CDSDefect(
        "\(prefix)-\(slug)-missing", "leaves \(name) out of \(what)", breaks: requirement,
        in: answers, [.objects(.message, [DocumentEdit(place, .remove)])]),
      mistyped,
    ]
  }
}

extension CDSDefect {
  /// Every member of CDS-WG1-02, section 6.1, missing or mistyped.
  static let messageFields: [CDSDefect] = [
    MessageMember("message_id", 7, "a number"),
    MessageMember("uri", "/relative/path", "a relative path"),
    MessageMember("previous_uri", "", "an empty string"),
    MessageMember("type", 7, "a number"),
    MessageMember("read", "true", "a string"),
    MessageMember("creator", [:], "an empty object"),
    MessageMember("created", 1_700_000_000, "a unix timestamp"),
    MessageMember("modified", 1_700_000_000, "a unix timestamp"),
    MessageMember("status", 7, "a number"),
    MessageMember("name", 7, "a number"),
    MessageMember("description", 7, "a number"),
    MessageMember("updates_requested", nil, "null", isOptional: true),
    MessageMember("grants_requested", nil, "null", isOptional: true),
    MessageMember("attachments", nil, "null", isOptional: true),
    MessageMember("related_uri", "", "an empty string", isOptional: true),
    MessageMember("related_type", 7, "a number", isOptional: true),
    MessageMember("amount", "250.00", "a quoted number", isOptional: true),
    MessageMember("currency", "$", "a symbol", isOptional: true),
  ].flatMap { $0.defects("message", of: "messages", at: "", section: "6.1") }

  /// Every member of CDS-WG1-02, sections 6.5 to 6.7, missing or mistyped.
  static let messagePartFields: [CDSDefect] =
    [
      MessageMember("field", 7, "a number"), MessageMember("name", 7, "a number", isOptional: true),
      MessageMember("description", 7, "a number", isOptional: true),
      MessageMember("uri", "/relative/path", "a relative path", isOptional: true),
    ].flatMap {
      $0.defects(
        "message-update", of: "requested updates", at: "/updates_requested/*", section: "6.5")
    }
    + [
      MessageMember("scope", 7, "a number"), MessageMember("authorization_details", nil, "null"),
    ].flatMap {
      $0.defects(
        "message-grant", of: "requested grants", at: "/grants_requested/*", section: "6.6")
    }
    + [
      MessageMember("filename", 7, "a number"), MessageMember("mime_type", "pdf", "a bare suffix"),
      MessageMember("data", "%PDF-1.4 …", "raw text"),
    ].flatMap {
      $0.defects("message-attachment", of: "attachments", at: "/attachments/*", section: "6.7")
    }
}
