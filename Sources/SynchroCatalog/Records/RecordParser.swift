package import SynchroText

/// Cuts a catalogue file into records.
///
/// A line that starts in the first column opens a record; two spaces open a field; four or more
/// carry the field's value on; `#` at the start of a line is a comment; blank lines are free. What
/// cannot be read is reported and left out, so that one slip costs one field.
package struct RecordParser {
  /// More than any catalogue needs, and less than would trouble the machine.
  package static let sizeLimit = 16 << 20
  /// Nobody reads the hundredth finding of one file.
  package static let findingLimit = 100

  package private(set) var records: [Record] = []
  package private(set) var diagnostics: [Diagnostic] = []
  /// The field that a continuation line belongs to, while it is being collected.
  private var open: OpenField?
  /// Whether the whole file is UTF-8, so that its pieces need no look of their own.
  private let isUTF8: Bool
  /// Fields below something that is no heading are not worth a finding each.
  private var isSkipping = false

  private struct OpenField {
    let keyRange: SourceRange
    /// The value as far as it stands on the line of the key.
    var first: SourceRange?
    /// The lines that carry it on; most fields have none, so that no list is made for them.
    var more: [SourceRange] = []
  }

  package init(_ source: SourceText) {
    isUTF8 = String(validating: source.bytes, as: UTF8.self) != nil
    guard source.bytes.count <= Self.sizeLimit else {
      diagnostics.append(
        Diagnostic(
          code: "record-size", "the file is too large for a catalogue",
          at: .init(SourceRange(at: 0)), expected: "at most \(Self.sizeLimit >> 20) MiB",
          received: "\(source.bytes.count >> 20) MiB", help: ["split it by document"]))
      return
    }
    source.bytes.withUnsafeBufferPointer { parse($0) }
  }

  private mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>) {
    // A byte order mark is what some editors put before UTF-8.
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count, diagnostics.count < Self.findingLimit {
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      line(from: start, to: end, in: bytes)
      start = end + 1
    }
    closeField(in: bytes)
  }

  private mutating func line(
    from start: Int, to lineEnd: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) {
    var end = lineEnd
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    var first = start
    while first < end, bytes[first] == UInt8(ascii: " ") { first += 1 }
    if first == end || bytes[first] == UInt8(ascii: "#") { return }
    if bytes[first] == UInt8(ascii: "\t") {
      report(
        "record-indentation", "a tab cannot indent", SourceRange(first, first + 1),
        help: "use two spaces before a key, four before a line that carries on")
      return
    }
    switch first - start {
    case 0:
      closeField(in: bytes)
      heading(from: first, to: end, in: bytes)
    case 2:
      closeField(in: bytes)
      field(from: first, to: end, in: bytes)
    case 1, 3:
      report(
        "record-indentation", "the line is indented by \(first - start)",
        SourceRange(start, first),
        help: "use two spaces before a key, four before a line that carries on")
    default:
      if open != nil {
        open?.more.append(SourceRange(first, end))
      } else if !isSkipping {
        report(
          "record-continuation", "the line carries nothing on", SourceRange(first, end),
          help: "write a 'key: value' line above it, indented by two spaces")
      }
    }
  }

  private mutating func heading(
    from start: Int, to end: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) {
    var space = start
    while space < end, bytes[space] != UInt8(ascii: " ") { space += 1 }
    var name = space
    while name < end, bytes[name] == UInt8(ascii: " ") { name += 1 }
    guard name < end, let kind = text(start, space, in: bytes),
      let word = text(name, end, in: bytes)
    else {
      isSkipping = true
      report(
        "record-heading", "a record starts with two words, what it is and its name",
        SourceRange(start, end), help: "for example: requirement WG1-01/3.2/field-name")
      return
    }
    isSkipping = false
    records.append(
      Record(
        kind: kind, name: word, kindRange: SourceRange(start, space),
        nameRange: SourceRange(name, end)))
  }

  private mutating func field(
    from start: Int, to end: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) {
    if isSkipping { return }
    var colon = start
    while colon < end, isKeyByte(bytes[colon]) { colon += 1 }
    guard colon > start, colon < end, bytes[colon] == UInt8(ascii: ":"),
      colon + 1 == end || bytes[colon + 1] == UInt8(ascii: " ")
    else {
      report(
        "record-field", "this is no 'key: value'", SourceRange(start, end),
        help: "write a key, a colon, a space and the value; indent by four to carry a value on")
      return
    }
    guard !records.isEmpty else {
      report(
        "record-field", "the field belongs to no record", SourceRange(start, colon),
        help: "write a heading above it, for example: requirement WG1-01/3.2/field-name")
      return
    }
    var value = colon + 1
    while value < end, bytes[value] == UInt8(ascii: " ") { value += 1 }
    open = OpenField(
      keyRange: SourceRange(start, colon), first: value < end ? SourceRange(value, end) : nil)
  }

  private mutating func closeField(in bytes: UnsafeBufferPointer<UInt8>) {
    guard let field = open else { return }
    open = nil
    guard let first = field.first ?? field.more.first else {
      report(
        "record-empty", "the key has no value", field.keyRange,
        help: "write the value behind the colon, or take the line out")
      return
    }
    let last = field.more.last ?? first
    guard let key = text(field.keyRange.start, field.keyRange.end, in: bytes) else { return }
    var value = ""
    if let start = field.first {
      guard let text = text(start.start, start.end, in: bytes) else { return }
      value = text
    }
    for piece in field.more {
      guard let text = text(piece.start, piece.end, in: bytes) else { return }
      if !value.isEmpty { value += " " }
      value += text
    }
    records[records.count - 1].fields.append(
      Record.Field(
        key: key, value: value, keyRange: field.keyRange, valueRange: first.union(last)))
  }

  // MARK: - Bytes

  /// The text of a stretch; nil after saying that it is no UTF-8.
  private mutating func text(
    _ start: Int, _ end: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> String? {
    let piece = UnsafeBufferPointer(rebasing: bytes[start..<end])
    if isUTF8 { return String(decoding: piece, as: UTF8.self) }
    if let text = String(validating: piece, as: UTF8.self) { return text }
    report(
      "record-encoding", "the text is no UTF-8", SourceRange(start, end),
      help: "save the file as UTF-8")
    return nil
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
  }

  private func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func report(
    _ code: String, _ message: String, _ range: SourceRange, help: String
  ) {
    diagnostics.append(Diagnostic(code: code, message, at: .init(range), help: [help]))
  }
}
