import SynchroJSON

extension DocumentEdit {
  /// An edit of messages of some types alone.
  static func ofMessages(
    _ kinds: [Message.Kind], _ pointer: String, _ change: Change
  ) -> DocumentEdit {
    .ofMessages({ $0.isMessage(of: kinds) }, pointer, change)
  }

  /// An edit of messages that the server has written, or that clients have.
  static func ofMessages(byServer: Bool, _ pointer: String, _ change: Change) -> DocumentEdit {
    .ofMessages({ ($0["creator"] == .null) == byServer }, pointer, change)
  }

  private static func ofMessages(
    _ isMeant: @escaping @Sendable (JSONValue) -> Bool, _ pointer: String, _ change: Change
  ) -> DocumentEdit {
    DocumentEdit("", .when(isMeant, pointer, change))
  }
}

extension DocumentEdit.Change {
  /// Takes the last part of a URL's path away.
  static let cutToRoot = Self.transform { value in
    guard case .string(let text) = value, let slash = text.lastIndex(of: "/") else { return value }
    return .string(String(text[..<slash]))
  }

  /// Makes a URL lead nowhere.
  static let leadNowhere = Self.transform { value in
    guard case .string(let text) = value else { return value }
    return .string(text + "-gone")
  }
}

extension JSONValue {
  fileprivate func isMessage(of kinds: [Message.Kind]) -> Bool {
    kinds.contains { self["type"] == .string($0.rawValue) }
  }
}

extension CDSDefect {
  private static func content(
    _ id: String, _ words: String, breaks requirement: String, _ edit: DocumentEdit
  ) -> CDSDefect {
    content(id, words, breaks: [requirement], edit)
  }

  private static func content(
    _ id: String, _ words: String, breaks requirements: [String], _ edit: DocumentEdit
  ) -> CDSDefect {
    CDSDefect(
      id, words, breaks: requirements, in: [.messageList, .message], [.objects(.message, [edit])])
  }

  private static func content(
    _ id: String, _ words: String, breaks requirements: String..., of kinds: Message.Kind...,
    at pointer: String, _ change: DocumentEdit.Change
  ) -> CDSDefect {
    content(id, words, breaks: requirements, .ofMessages(kinds, pointer, change))
  }

  /// CDS-WG1-02, sections 6.1 to 6.4: what messages say.
  static let messageContent: [CDSDefect] = [
    content(
      "message-previous-dead", "previous_uri leads nowhere",
      breaks: "WG1-02/6.1/previous-uri-links", DocumentEdit("/previous_uri", .leadNowhere)),
    content(
      "message-creator-server", "calls the server 'server' in creator",
      breaks: "WG1-02/6.1/creator-null-server",
      .ofMessages(byServer: true, "/creator", .set("server"))),
    content(
      "message-changes-without-list", "leaves updates_requested out of field_changes",
      breaks: "WG1-02/6.1/updates-required-field-changes", of: .fieldChanges,
      at: "/updates_requested", .remove),
    content(
      "message-info-link-empty", "related_uri of notifications and private messages is empty",
      breaks: "WG1-02/6.1/related-notification", "WG1-02/6.1/field-related-uri",
      "WG1-02/2/url-type", of: .notification, .privateMessage, at: "/related_uri", .set("")),
    content(
      "message-production-links-list", "related_uri of a production_request is the API's root",
      breaks: "WG1-02/6.1/related-production-request", of: .productionRequest,
      at: "/related_uri", .cutToRoot),
    content(
      "message-changes-link-list", "related_uri of field_changes leads nowhere",
      breaks: "WG1-02/6.1/related-field-changes", of: .fieldChanges, at: "/related_uri",
      .leadNowhere),
    content(
      "message-payment-link-null", "related_uri of a payment_request is null",
      breaks: "WG1-02/6.1/related-payment-request", of: .paymentRequest, at: "/related_uri",
      .set(nil)),
    content(
      "message-payment-type-wrong", "related_type of a payment_request is online_form",
      breaks: "WG1-02/6.1/related-type-payment", of: .paymentRequest, at: "/related_type",
      .set("online_form")),
    content(
      "message-form-link-null", "related_uri of an online_form_request is null",
      breaks: "WG1-02/6.1/related-online-form", of: .onlineFormRequest, at: "/related_uri",
      .set(nil)),
    content(
      "message-form-type-wrong", "related_type of an online_form_request is more_info",
      breaks: "WG1-02/6.1/related-type-online-form", of: .onlineFormRequest, at: "/related_type",
      .set("more_info")),
    content(
      "message-pdf-link-null", "related_uri of a pdf_form_request is null",
      breaks: "WG1-02/6.1/related-pdf-form", of: .pdfFormRequest, at: "/related_uri", .set(nil)),
    content(
      "message-pdf-type-wrong", "related_type of a pdf_form_request is documentation",
      breaks: "WG1-02/6.1/related-type-pdf-form", of: .pdfFormRequest, at: "/related_type",
      .set("documentation")),
    content(
      "message-related-type-absent", "the server's messages have related_uri without related_type",
      breaks: "WG1-02/6.1/related-type-required-if",
      .ofMessages(byServer: true, "/related_type", .remove)),
    content(
      "message-amount-other", "asks for another amount than the registration field says",
      breaks: "WG1-02/6.1/amount-payment", of: .paymentRequest, at: "/amount", .replace(1)
    ).warnedOf(),
    content(
      "message-currency-absent", "asks for an amount without a currency",
      breaks: "WG1-02/6.1/currency-payment", of: .paymentRequest, at: "/currency", .remove),
    content(
      "message-type-unknown", "calls notifications 'info'", breaks: "WG1-02/6.2/type-enum",
      of: .notification, at: "/type", .set("info")),
    content(
      "message-changes-creator", "field_changes have a client as their creator",
      breaks: "WG1-02/6.2/field-changes-creator-null", of: .fieldChanges, at: "/creator",
      .set("the-client")),
    content(
      "message-update-unlinked", "request_update messages answer no message",
      breaks: "WG1-02/6.2/request-update-previous", of: .requestUpdate, at: "/previous_uri",
      .set(nil)),
    content(
      "message-status-unknown", "calls complete messages 'closed'",
      breaks: "WG1-02/6.3/status-enum",
      DocumentEdit("/status", .transform { $0 == "complete" ? "closed" : $0 })),
    content(
      "message-related-type-unknown", "calls links to documentation 'url'",
      breaks: "WG1-02/6.4/related-type-enum",
      DocumentEdit("/related_type", .transform { $0 == "documentation" ? "url" : $0 })),
    content(
      "message-related-type-untrue", "calls links to messages 'grant'",
      breaks: "WG1-02/6.4/related-type-target-match",
      DocumentEdit("/related_type", .transform { $0 == "message" ? "grant" : $0 })),
    content(
      "message-changes-label", "names the changed fields by labels for people",
      breaks: "WG1-02/6.5/field-names-api-field", of: .fieldChanges,
      at: "/updates_requested/*/field", .set("The name of the client")),
    content(
      "message-changes-previous-new", "previous_value of a change is the new value",
      breaks: "WG1-02/6.5/previous-value-field-changes", of: .fieldChanges,
      at: "/updates_requested/*",
      .transform { update in
        guard let new = update["new_value"] else { return update }
        var update = update
        DocumentEdit("/previous_value", .set(new)).apply(to: &update)
        return update
      }),
    content(
      "message-changes-new-absent", "leaves new_value out of field_changes",
      breaks: "WG1-02/6.5/new-value-field-changes", of: .fieldChanges,
      at: "/updates_requested/*/new_value", .remove),
  ]
}
