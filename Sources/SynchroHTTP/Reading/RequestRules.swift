/// The rules about a whole request head: Host, Expect and the framing of requests.
struct RequestRules {
  let line: RequestLine
  let limits: HTTPLimits

  func framing(
    _ section: FieldSection, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) -> HTTPFraming {
    let fields = FramingFields(
      section, of: window, base: base, framingDependsOnThem: true, log: &log)
    FieldLineRules.check(section, of: window, base: base, log: &log)
    checkHost(fields, of: window, base: base, log: &log)
    let body = body(fields, base: base, log: &log)
    let expectsContinue = checkExpect(fields, of: window, base: base, log: &log)
    if expectsContinue, body == .none, let expect = fields.expectations.first {
      log.deviation(.expectationWithoutContent, at: base + Int(expect.nameStart))
    }
    let isPersistent =
      line.version.isAtLeast11
      ? !fields.asksForClose : fields.asksForKeepAlive && !fields.asksForClose
    return HTTPFraming(
      body: body, isPersistent: isPersistent,
      // RFC 9110, section 10.1.1: ignored in HTTP/1.0, and meaningless without content.
      expectsContinue: expectsContinue && line.version.isAtLeast11 && body != .none)
  }

  private func body(
    _ fields: FramingFields, base: Int, log: inout WireLog
  ) -> HTTPFraming.Body {
    switch fields.transferEncoding {
    case .absent: break
    case .unusable: return .none
    case .other:
      // RFC 9112, section 6.3: the length cannot be determined reliably, 400 and close.
      log.unrecoverable(.chunkedNotLast, at: base + (fields.transferEncodingPlace ?? 0))
      return .none
    case .chunked:
      if let unknown = fields.unknownCoding {
        log.deviation(
          .transferCodingUnknown(unknown), at: base + (fields.transferEncodingPlace ?? 0))
      }
      if let place = fields.lengthPlace {
        // RFC 9112, section 6.1, lets a server refuse it, and smugglers write it.
        log.unrecoverable(.contentLengthWithTransferEncoding, at: base + place)
      } else if !line.version.isAtLeast11 {
        log.unrecoverable(
          .transferEncodingInHTTP10, at: base + (fields.transferEncodingPlace ?? 0))
      }
      checkContentAllowed(at: base + (fields.transferEncodingPlace ?? 0), log: &log)
      return .chunked
    }
    guard let length = fields.length, length > 0 else { return .none }
    let place = base + (fields.lengthPlace ?? 0)
    checkContentAllowed(at: place, log: &log)
    if length > limits.bodyBytes {
      log.unrecoverable(.limitExceeded(.bodyBytes, limit: limits.bodyBytes), at: place)
    }
    return .length(length)
  }

  /// RFC 9110, sections 9.3.6 and 9.3.8.
  private func checkContentAllowed(at place: Int, log: inout WireLog) {
    if line.method == .connect || line.method == .trace {
      log.deviation(.requestContentNotAllowed(line.method), at: place)
    }
  }

  private func checkHost(
    _ fields: FramingFields, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) {
    if let second = fields.secondHost {
      log.deviation(.hostRepeated, at: base + Int(second.nameStart))
    }
    guard let host = fields.host else {
      if line.version.isAtLeast11 { log.deviation(.hostMissing, at: base) }
      return
    }
    let value = host.value
    // RFC 9112, section 3.2: an empty value is what a target without authority has.
    guard
      value.isEmpty || AuthoritySyntax.isHostAndPort(window, value, portRequired: false)
    else {
      log.deviation(.hostMalformed, at: base + value.lowerBound)
      return
    }
    guard window[line.target.lowerBound] != UInt8(ascii: "/") else { return }
    guard let authority = hostAndPort(of: window),
      !isEqualIgnoringCase(authority, value, of: window)
    else { return }
    // RFC 9112, section 3.2.3: the target of CONNECT has a port even where the URI, and with it
    // Host, leaves out the default one. Which is the default, only the URI's scheme would tell.
    if line.method == .connect, let hostEnd = AuthoritySyntax.hostEnd(window, authority),
      isEqualIgnoringCase(authority.lowerBound..<hostEnd, value, of: window)
    {
      return
    }
    log.deviation(.hostDiffersFromTarget, at: base + value.lowerBound)
  }

  /// What Host must repeat of the target: the authority without user information, RFC 9112,
  /// section 3.2.
  private func hostAndPort(of window: UnsafeRawBufferPointer) -> Range<Int>? {
    if line.method == .connect { return line.target }
    guard let authority = RequestTarget.authority(line.target, of: window) else { return nil }
    let sign = authority.last { window[$0] == UInt8(ascii: "@") }
    return (sign.map { $0 + 1 } ?? authority.lowerBound)..<authority.upperBound
  }

  private func checkExpect(
    _ fields: FramingFields, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) -> Bool {
    var expectsContinue = false
    for entry in fields.expectations {
      let members = FieldSyntax.list(FramingFields.text(entry.value, of: window))
      let known = members?.filter { $0.lowercased() == "100-continue" }
      if known?.isEmpty == false { expectsContinue = true }
      // RFC 9110, section 10.1.1: "containing a member other than 100-continue".
      if known == nil || known?.count != members?.count {
        let text = FramingFields.excerpt(entry.value, of: window)
        log.deviation(.expectationUnknown(text), at: base + Int(entry.valueStart))
      }
    }
    return expectsContinue
  }

  private func isEqualIgnoringCase(
    _ left: Range<Int>, _ right: Range<Int>, of window: UnsafeRawBufferPointer
  ) -> Bool {
    window[left].lazy.map(ByteClass.lowercased)
      .elementsEqual(window[right].lazy.map(ByteClass.lowercased))
  }
}
