import SynchroText

/// What the fields of a head say about framing and connection, with the findings about them.
struct FramingFields {
  enum TransferEncoding {
    case absent
    /// Chunked is the last coding.
    case chunked
    /// There are codings, and chunked is not the last.
    case other
    case unusable
  }

  /// The only usable value of Content-Length.
  private(set) var length: Int?
  /// Where its line stands in the head; also set when its value is unusable.
  private(set) var lengthPlace: Int?
  private(set) var transferEncoding = TransferEncoding.absent
  private(set) var transferEncodingPlace: Int?
  /// The first coding besides chunked.
  private(set) var unknownCoding: String?
  /// The connection options that matter.
  private(set) var asksForClose = false
  private(set) var asksForKeepAlive = false
  private(set) var host: HTTPFields.Entry?
  private(set) var secondHost: HTTPFields.Entry?
  private(set) var expectations: [HTTPFields.Entry] = []

  /// Reads the known fields. Without `framingDependsOnThem` a wrong length is only a deviation, as
  /// in a response to HEAD.
  init(
    _ section: FieldSection, of window: UnsafeRawBufferPointer, base: Int,
    framingDependsOnThem isFatal: Bool, log: inout WireLog
  ) {
    var codings: [HTTPFields.Entry] = []
    for entry in section.entries where entry.known != .other {
      switch entry.known {
      case .contentLength:
        readLength(entry, of: window, base: base, isFatal: isFatal, log: &log)
      case .transferEncoding:
        transferEncodingPlace = transferEncodingPlace ?? Int(entry.nameStart)
        codings.append(entry)
      case .connection: readConnection(entry, of: window, base: base, log: &log)
      case .host:
        if host == nil {
          host = entry
        } else {
          secondHost = secondHost ?? entry
        }
      case .expect: expectations.append(entry)
      case .single, .other: break
      }
    }
    if !codings.isEmpty {
      readCodings(codings, of: window, base: base, isFatal: isFatal, log: &log)
    }
  }

  // MARK: - Content-Length

  /// RFC 9112, section 6.3: an invalid value is unrecoverable, save a list of one and the same
  /// number.
  private mutating func readLength(
    _ entry: HTTPFields.Entry, of window: UnsafeRawBufferPointer, base: Int, isFatal: Bool,
    log: inout WireLog
  ) {
    let place = base + Int(entry.valueStart)
    lengthPlace = lengthPlace ?? Int(entry.nameStart)
    for member in members(entry.value, of: window) {
      let value: Int
      switch Self.number(member, of: window) {
      case .value(let number): value = number
      case .overflow:
        log.note(.contentLengthOverflow, at: place, isFatal: isFatal)
        return
      case .malformed:
        let text = Self.excerpt(entry.value, of: window)
        log.note(.contentLengthMalformed(text), at: place, isFatal: isFatal)
        return
      }
      if let length {
        if length != value {
          log.note(.contentLengthConflict, at: place, isFatal: isFatal)
          return
        }
        log.deviation(.contentLengthRepeated, at: base + member.lowerBound)
      }
      length = value
    }
  }

  private enum Number {
    case value(Int)
    case malformed
    case overflow
  }

  private static func number(
    _ range: Range<Int>, of window: UnsafeRawBufferPointer
  ) -> Number {
    guard !range.isEmpty else { return .malformed }
    var value = 0
    var isTooLarge = false
    for place in range {
      let digit = window[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return .malformed }
      let (product, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = product.addingReportingOverflow(Int(digit))
      if overflows || overflowsToo { isTooLarge = true }
      value = sum
    }
    return isTooLarge ? .overflow : .value(value)
  }

  // MARK: - Transfer-Encoding

  private mutating func readCodings(
    _ lines: [HTTPFields.Entry], of window: UnsafeRawBufferPointer, base: Int, isFatal: Bool,
    log: inout WireLog
  ) {
    let place = base + Int(lines[0].valueStart)
    if lines.count == 1, Self.isEqual(lines[0].value, of: window, ignoringCase: "chunked") {
      transferEncoding = .chunked
      return
    }
    var names: [String] = []
    for line in lines {
      for member in members(line.value, of: window) {
        guard let coding = Self.coding(member, of: window) else {
          log.note(.transferEncodingMalformed, at: place, isFatal: isFatal)
          transferEncoding = .unusable
          return
        }
        if coding.isEmpty {
          log.deviation(.listMalformed(field: "Transfer-Encoding"), at: base + member.lowerBound)
        } else {
          names.append(coding)
        }
      }
    }
    guard let last = names.last else {
      log.note(.transferEncodingMalformed, at: place, isFatal: isFatal)
      transferEncoding = .unusable
      return
    }
    for name in names.dropLast() where name == "chunked" {
      log.deviation(last == "chunked" ? .chunkedRepeated : .chunkedNotLast, at: place)
      break
    }
    transferEncoding = last == "chunked" ? .chunked : .other
    unknownCoding = names.first { $0 != "chunked" }
  }

  /// The lower-case name of a coding; empty for an empty member, nil when it is none. Chunked has
  /// no parameters, RFC 9112, section 7.1.
  private static func coding(
    _ member: Range<Int>, of window: UnsafeRawBufferPointer
  ) -> String? {
    let nameEnd =
      member.first { !ByteClass.has(window[$0], ByteClass.token) } ?? member.upperBound
    let name = excerpt(member.lowerBound..<nameEnd, of: window).lowercased()
    if nameEnd == member.upperBound { return name }
    guard !name.isEmpty, name != "chunked" else { return nil }
    let rest = text(nameEnd..<member.upperBound, of: window)
    return FieldSyntax.parameters(rest) == nil ? nil : name
  }

  // MARK: - Connection

  private mutating func readConnection(
    _ entry: HTTPFields.Entry, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) {
    // RFC 9110, section 5.6.1.1: a sender may write a list without members, not empty members.
    guard !entry.value.isEmpty else { return }
    var isMalformed = false
    for member in members(entry.value, of: window) {
      if Self.isEqual(member, of: window, ignoringCase: "close") {
        asksForClose = true
      } else if Self.isEqual(member, of: window, ignoringCase: "keep-alive") {
        asksForKeepAlive = true
      } else if member.isEmpty
        || member.contains(where: { !ByteClass.has(window[$0], ByteClass.token) })
      {
        // Section 5.6.1.2 has recipients read on behind an empty member: `close` may follow.
        if !isMalformed {
          log.deviation(.listMalformed(field: "Connection"), at: base + member.lowerBound)
        }
        isMalformed = true
      } else {
        // RFC 9110, section 7.6.1: no option may name a field "that is intended for all recipients
        // of the content"; an intermediary would take it away.
        let option = Self.excerpt(member, of: window)
        if Self.endToEndFields.contains(option.lowercased()) {
          log.deviation(.connectionOptionNotAllowed(option), at: base + member.lowerBound)
        }
      }
    }
  }

  private static let endToEndFields: Set<String> = [
    "authorization", "cache-control", "content-encoding", "content-length", "content-location",
    "content-range", "content-type", "cookie", "date", "etag", "expires", "host", "last-modified",
    "location", "set-cookie", "vary", "www-authenticate",
  ]

  // MARK: - Pieces

  /// The stretches between commas without the whitespace around them; one at least.
  private func members(
    _ value: Range<Int>, of window: UnsafeRawBufferPointer
  ) -> ListMembers {
    ListMembers(window: window, rest: value)
  }

  static func text(_ range: Range<Int>, of window: UnsafeRawBufferPointer) -> String {
    String(decoding: window[range], as: UTF8.self)
  }

  /// What a finding quotes: the peer decides how long a value is, not how much of it we keep.
  static func excerpt(_ range: Range<Int>, of window: UnsafeRawBufferPointer) -> String {
    guard range.count > 80 else { return text(range, of: window) }
    return text(range.prefix(80), of: window) + VisibleText.cutMark
  }

  static func isEqual(
    _ range: Range<Int>, of window: UnsafeRawBufferPointer, ignoringCase name: StaticString
  ) -> Bool {
    ByteClass.isEqual(UnsafeRawBufferPointer(rebasing: window[range]), ignoringCase: name)
  }
}

/// Cuts at the commas outside quoted strings, which parameters of transfer codings may hold.
private struct ListMembers: Sequence, IteratorProtocol {
  let window: UnsafeRawBufferPointer
  var rest: Range<Int>?

  mutating func next() -> Range<Int>? {
    guard let value = rest else { return nil }
    let comma = firstComma(in: value)
    rest = comma.map { $0 + 1..<value.upperBound }
    var start = value.lowerBound
    var end = comma ?? value.upperBound
    while start < end, isBlank(window[start]) { start += 1 }
    while end > start, isBlank(window[end - 1]) { end -= 1 }
    return start..<end
  }

  private func firstComma(in value: Range<Int>) -> Int? {
    var isQuoted = false
    var place = value.lowerBound
    while place < value.upperBound {
      let byte = window[place]
      if byte == UInt8(ascii: ","), !isQuoted { return place }
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      // A quoted pair: the next byte means itself.
      if byte == UInt8(ascii: "\\"), isQuoted { place += 1 }
      place += 1
    }
    return nil
  }

  /// A CR or LF here is part of an obs-fold, which becomes a space.
  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }
}
