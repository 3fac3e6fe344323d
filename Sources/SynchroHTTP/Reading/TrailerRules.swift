/// Which fields must not stand in a trailer section, RFC 9110, section 6.5.1: those for framing,
/// routing, authentication, request modifiers, response control and the form of the content.
enum TrailerRules {
  static func check(
    _ section: FieldSection, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) {
    for entry in section.entries {
      let name = FramingFields.excerpt(entry.name, of: window)
      let isOfHead = entry.known != .other && entry.known != .single
      if isOfHead || forbidden.contains(name.lowercased()) {
        log.deviation(.trailerFieldNotAllowed(name), at: base + Int(entry.nameStart))
      }
    }
  }

  private static let forbidden: Set<String> = [
    "accept", "accept-encoding", "age", "authorization", "cache-control", "content-encoding",
    "content-range", "content-type", "cookie", "date", "expires", "if-match", "if-modified-since",
    "if-none-match", "if-range", "if-unmodified-since", "location", "max-forwards",
    "proxy-authenticate", "proxy-authorization", "range", "retry-after", "set-cookie", "te",
    "trailer", "upgrade", "vary", "www-authenticate",
  ]
}
