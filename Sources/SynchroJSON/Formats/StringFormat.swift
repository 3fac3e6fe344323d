/// A named format of strings, as JSON Schema's vocabulary lists them (draft 2020-12, validation,
/// section 7.3).
public enum StringFormat: String, Sendable, CaseIterable {
  /// RFC 3339 `date-time`.
  case dateTime = "date-time"
  /// RFC 3339 `full-date`.
  case date
  /// RFC 3339 `full-time`.
  case time
  /// RFC 3339, appendix A.
  case duration
  /// RFC 5321 `Mailbox`.
  case email
  /// RFC 6531 `Mailbox`.
  case idnEmail = "idn-email"
  /// RFC 1123, section 2.1, with the A-labels of RFC 5890.
  case hostname
  /// RFC 5890, section 2.3.2.3.
  case idnHostname = "idn-hostname"
  /// RFC 2673, section 3.2: dotted quad.
  case ipv4
  /// RFC 4291, section 2.2.
  case ipv6
  /// RFC 3986 `URI`.
  case uri
  /// RFC 3986 `URI-reference`.
  case uriReference = "uri-reference"
  /// RFC 3987 `IRI`.
  case iri
  /// RFC 3987 `IRI-reference`.
  case iriReference = "iri-reference"
  /// RFC 4122 text form.
  case uuid
  /// RFC 6570, any level.
  case uriTemplate = "uri-template"
  /// RFC 6901, section 5: the string form, not the URI fragment.
  case jsonPointer = "json-pointer"
  /// draft-bhutton-relative-json-pointer-00.
  case relativeJSONPointer = "relative-json-pointer"
  /// ECMA-262 with the `u` flag.
  case regex

  /// The name as it stands in a schema.
  public var name: String { rawValue }

  /// What is wrong with the text, or nil when it is of this format.
  public func check(_ text: String) -> FormatFault? {
    do throws(FormatFault) {
      try parse(text)
      return nil
    } catch {
      return error
    }
  }

  private func parse(_ text: String) throws(FormatFault) {
    switch self {
    case .dateTime: try DateTimeFormat.checkDateTime(text)
    case .date: try DateTimeFormat.checkDate(text)
    case .time: try DateTimeFormat.checkTime(text)
    case .duration: try DurationFormat.check(text)
    case .email: try MailboxFormat.check(text, international: false)
    case .idnEmail: try MailboxFormat.check(text, international: true)
    case .hostname: try HostnameFormat.check(text, international: false)
    case .idnHostname: try HostnameFormat.check(text, international: true)
    case .ipv4: try AddressFormat.checkV4(text)
    case .ipv6: try AddressFormat.checkV6(text)
    case .uri: try URIFormat.check(text, absolute: true, international: false)
    case .uriReference: try URIFormat.check(text, absolute: false, international: false)
    case .iri: try URIFormat.check(text, absolute: true, international: true)
    case .iriReference: try URIFormat.check(text, absolute: false, international: true)
    case .uuid: try UUIDFormat.check(text)
    case .uriTemplate: try URITemplateFormat.check(text)
    case .jsonPointer: try JSONPointerFormat.check(text)
    case .relativeJSONPointer: try JSONPointerFormat.checkRelative(text)
    case .regex: try RegexFormat.check(text)
    }
  }
}
