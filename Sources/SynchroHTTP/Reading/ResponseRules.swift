/// The rules about a whole response head: what it may say about its content, and where that ends.
struct ResponseRules {
  let line: StatusLine
  /// What is known of the request that it answers.
  let request: ResponseContext
  let limits: HTTPLimits

  func framing(
    _ section: FieldSection, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) -> HTTPFraming {
    let isTunnel =
      line.status == .switchingProtocols
      || (request == .connect && line.status.category == .successful)
    let hasNoContent = line.status.neverHasContent || request == .head
    let fields = FramingFields(
      section, of: window, base: base, framingDependsOnThem: !isTunnel && !hasNoContent, log: &log)
    FieldLineRules.check(section, of: window, base: base, log: &log)
    // RFC 9110, section 8.6, and RFC 9112, section 6.1.
    if isTunnel || line.status.isInterim || line.status == .noContent {
      if let place = fields.lengthPlace {
        log.deviation(.contentLengthNotAllowed(line.status), at: base + place)
      }
      if let place = fields.transferEncodingPlace {
        log.deviation(.transferEncodingNotAllowed(line.status), at: base + place)
      }
    }
    var body = HTTPFraming.Body.none
    var isPersistent =
      line.version.isAtLeast11
      ? !fields.asksForClose : fields.asksForKeepAlive && !fields.asksForClose
    checkPair(fields, base: base, isPersistent: &isPersistent, log: &log)
    if isTunnel {
      body = .tunnel
    } else if !hasNoContent {
      body = content(fields, base: base, log: &log)
    }
    if body == .untilClose || body == .tunnel { isPersistent = false }
    return HTTPFraming(body: body, isPersistent: isPersistent)
  }

  /// Combinations after which RFC 9112, section 6.1, has the connection closed.
  private func checkPair(
    _ fields: FramingFields, base: Int, isPersistent: inout Bool, log: inout WireLog
  ) {
    guard let place = fields.transferEncodingPlace else { return }
    if let unknown = fields.unknownCoding {
      // RFC 9112, section 7.4: only what TE offered may be used, and we never send TE.
      log.deviation(.transferCodingUnknown(unknown), at: base + place)
    }
    if let length = fields.lengthPlace {
      log.deviation(.contentLengthWithTransferEncoding, at: base + length)
      isPersistent = false
    }
    if !line.version.isAtLeast11 {
      log.deviation(.transferEncodingInHTTP10, at: base + place)
      isPersistent = false
    }
  }

  private func content(
    _ fields: FramingFields, base: Int, log: inout WireLog
  ) -> HTTPFraming.Body {
    switch fields.transferEncoding {
    case .chunked: return .chunked
    // RFC 9112, section 6.3: read until the connection is closed.
    case .other: return .untilClose
    case .unusable: return .none
    case .absent: break
    }
    guard let length = fields.length else { return .untilClose }
    let place = base + (fields.lengthPlace ?? 0)
    if length > limits.bodyBytes {
      log.unrecoverable(.limitExceeded(.bodyBytes, limit: limits.bodyBytes), at: place)
    }
    if length > 0, line.status == .resetContent {
      log.deviation(.contentNotAllowed(line.status), at: place)
    }
    return length == 0 ? .none : .length(length)
  }
}

/// What decides about the content of a response besides its own head.
enum ResponseContext: UInt8, Sendable {
  case ordinary
  case head
  case connect

  init(_ method: HTTPMethod) {
    switch method {
    case .head: self = .head
    case .connect: self = .connect
    case .get, .post, .put, .delete, .options, .trace, .patch, .other: self = .ordinary
    }
  }
}
