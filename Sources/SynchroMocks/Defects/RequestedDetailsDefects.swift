import SynchroHTTP

extension CDSDefect {
  private static let details: Set<CDSAnswer> = [.token, .pushedRequest, .authorization]

  /// RFC 9396, sections 2, 3.1 and 5: authorization details that ought to be refused.
  static let requestedDetails: [CDSDefect] = [
    CDSDefect(
      .detailsNotObjects, "passes over authorization_details that are no array of objects",
      breaks: "RFC9396/2/array-of-objects", in: details),
    CDSDefect(
      .detailsTypeOptional, "passes over authorization_details without a type",
      breaks: "RFC9396/2/type-required", in: details),
    CDSDefect(
      .detailsDroppedBesideScope, "forgets authorization_details when there is a scope",
      breaks: "RFC9396/3.1/with-scope-combined", in: details),
    CDSDefect(
      .detailsUnknownType, "passes over authorization_details of a type that it does not know",
      breaks: "RFC9396/5/unknown-type", in: details),
    CDSDefect(
      .detailsUnknownField, "passes over fields of authorization_details that it does not know",
      breaks: "RFC9396/5/unknown-field", in: details),
    CDSDefect(
      .detailsCoerced, "turns fields of authorization_details into the type that they should have",
      breaks: "RFC9396/5/wrong-field-type", in: details),
    CDSDefect(
      .detailsLimitless, "puts another value where one of authorization_details is not permitted",
      breaks: "RFC9396/5/invalid-value", in: details),
    CDSDefect(
      .detailsFieldMissing, "thinks up required fields of authorization_details that are not there",
      breaks: "RFC9396/5/missing-field", in: details),
    CDSDefect(
      "details-error-code", "reports wrong authorization_details as invalid_request",
      breaks: "RFC9396/5/error-code", in: details,
      [.reply(details, AuthorizationReply.renaming("invalid_authorization_details"))]),
  ]
}

extension AuthorizationReply {
  /// An error has the code `invalid_request` instead of its own, wherever it is told.
  static func renaming(_ code: String) -> ReplyChange.Change {
    { _, response in
      if let location = response.head.fields["Location"], location.contains(code) {
        let other = location.replacing("error=" + code, with: "error=invalid_request")
        response.head.fields.set("Location", other)
      }
      let text = String(decoding: response.body, as: UTF8.self)
      guard text.contains("\"\(code)\"") else { return }
      response.body = Array(text.replacing("\"\(code)\"", with: "\"invalid_request\"").utf8)
    }
  }
}
