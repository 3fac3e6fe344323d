import SynchroText

/// Takes the requests, answers and documents out of a block of code.
struct ExampleReader {
  /// Lines that announce a request or an answer, such as `==Request==`.
  struct Marks: Sendable {
    var request: [String] = []
    var answer: [String] = []
  }

  private enum State {
    /// Nothing was found yet; a document without head can begin.
    case start
    /// Behind a mark.
    case marked(isRequest: Bool)
    case head
    case body
    /// Lines that mean nothing to us.
    case skipping
  }

  private let text: MarkdownText
  private let block: MarkdownText.CodeBlock
  private let marks: Marks
  private var state = State.start
  /// The message whose head or body is being read. Apart from the state, so that it grows in place.
  private var open: ExampleMessage?
  private var names: FieldNames
  private var messages: [ExampleMessage] = []
  private var diagnostics: [Diagnostic] = []

  private init(
    _ block: MarkdownText.CodeBlock, of text: MarkdownText, marks: Marks, names: FieldNames
  ) {
    self.names = names
    self.text = text
    self.block = block
    self.marks = marks
  }

  /// What a block shows, and what keeps parts of it from being read. A block of another language
  /// shows nothing.
  static func read(
    _ block: MarkdownText.CodeBlock, of text: MarkdownText, marks: Marks, names: FieldNames
  ) -> (messages: [ExampleMessage], diagnostics: [Diagnostic]) {
    guard languages.contains(block.language) else { return ([], []) }
    var reader = ExampleReader(block, of: text, marks: marks, names: names)
    for line in block.lines { reader.read(reader.range(of: line)) }
    reader.finish()
    return (reader.messages, reader.diagnostics)
  }

  private static let languages: Set = ["", "http", "http-message", "json", "text", "txt"]

  // MARK: - Lines

  /// A line without the indentation of the block and without blanks at its end.
  private func range(of line: Int) -> SourceRange {
    let range = text.source.lineRange(line)
    let bytes = text.source.bytes
    var start = range.start
    while start < min(range.end, range.start + block.prefix),
      Ascii.isBlank(bytes[start]) || bytes[start] == UInt8(ascii: ">")
    {
      start += 1
    }
    var end = range.end
    while end > start, Ascii.isBlank(bytes[end - 1]) { end -= 1 }
    return SourceRange(start, end)
  }

  /// Heads are short; a longer line belongs to a body.
  private static let headLimit = 16_384
  /// No example has more fields, and each is compared with every known name.
  private static let fieldLimit = 100

  private mutating func read(_ line: SourceRange) {
    let words = line.count <= Self.headLimit ? text.source.text(of: line) : ""
    if !words.isEmpty {
      if let isRequest = mark(words) {
        finish()
        state = .marked(isRequest: isRequest)
        return
      }
      if let start = StartLine.read(words, isShort: allowsShortStart) {
        finishOpen()
        open = ExampleMessage(start, at: line)
        state = .head
        return
      }
    }
    switch state {
    case .start: readFirst(line)
    case .marked(let isRequest): readMarked(line, isRequest: isRequest)
    case .head: readHead(line, words)
    case .body:
      guard line.count > 0 else { break }
      let start = open?.body?.start ?? line.start
      open?.body = SourceRange(start, line.end)
    case .skipping: break
    }
  }

  private var allowsShortStart: Bool {
    switch state {
    case .start, .marked: true
    case .head, .body, .skipping: false
    }
  }

  private func mark(_ words: String) -> Bool? {
    if marks.request.contains(words) { return true }
    return marks.answer.contains(words) ? false : nil
  }

  /// The first line with something on it decides what the block is.
  private mutating func readFirst(_ line: SourceRange) {
    guard line.count > 0 else { return }
    guard block.language == "json" || looksLikeJSON(from: line.start) else {
      state = .skipping
      return
    }
    open = ExampleMessage(.document, at: line)
    open?.body = line
    state = .body
  }

  /// `{` before a key or its end, `[` before a value or its end: not the braces of a template.
  private func looksLikeJSON(from start: Int) -> Bool {
    let bytes = text.source.bytes
    guard let end = block.lines.last.map({ text.source.lineRange($0).end }), start < end else {
      return false
    }
    let next = Ascii.trim(start + 1..<max(start + 1, min(end, start + 1000)), in: bytes)
    guard let byte = next.isEmpty ? nil : bytes[next.lowerBound] else { return false }
    switch bytes[start] {
    case UInt8(ascii: "{"): return byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "}")
    case UInt8(ascii: "["): return "{\"[]".utf8.contains(byte)
    default: return false
    }
  }

  private mutating func readMarked(_ line: SourceRange, isRequest: Bool) {
    guard line.count > 0 else { return }
    state = .skipping
    diagnostics.append(
      Diagnostic(
        code: "example-start-line",
        isRequest ? "this is no request line" : "this is no status line", at: .init(line),
        expected: isRequest ? "METHOD TARGET HTTP/1.1" : "HTTP/1.1 STATUS REASON",
        help: ["begin the example with it; nothing up to the next mark could be read"]))
  }

  private mutating func readHead(_ line: SourceRange, _ words: String) {
    let bytes = text.source.bytes
    guard line.count > 0 else {
      state = .body
      return
    }
    let count = open?.fields.count ?? 0
    if Ascii.isBlank(bytes[line.start]), count > 0 {
      open?.extendLast(words.drop { $0 == " " || $0 == "\t" }, to: line.end)
      return
    }
    var colon = line.start
    while colon < line.end, Ascii.isToken(bytes[colon]) { colon += 1 }
    guard colon > line.start, colon < line.end, bytes[colon] == UInt8(ascii: ":"), !words.isEmpty
    else {
      if bytes[line.start] == UInt8(ascii: "{") || bytes[line.start] == UInt8(ascii: "[") {
        report("no empty line stands between the fields and the content", line, help: "add one")
        open?.body = line
        state = .body
        return
      }
      report(
        "this is no header field", line, help: "write 'Name: value', or an empty line before it")
      return
    }
    guard count < Self.fieldLimit else {
      if count == Self.fieldLimit {
        report(
          "more than \(Self.fieldLimit) header fields are not looked at", line,
          help: "split the example")
        state = .skipping
        finishOpen()
      }
      return
    }
    var value = colon + 1
    while value < line.end, Ascii.isBlank(bytes[value]) { value += 1 }
    let nameRange = SourceRange(line.start, colon)
    let valueRange = SourceRange(value, line.end)
    let name = text.source.text(of: nameRange)
    open?.append(
      .init(
        name: name, value: text.source.text(of: valueRange), nameRange: nameRange,
        valueRange: valueRange, meant: names.meant(by: name)))
  }

  private mutating func report(_ message: String, _ range: SourceRange, help: String) {
    diagnostics.append(
      Diagnostic(code: "example-head", message, at: .init(range), help: [help]))
  }

  // MARK: - Ends

  /// Takes what was open.
  private mutating func finish() {
    if case .marked(let isRequest) = state {
      diagnostics.append(
        Diagnostic(
          code: "example-start-line", "no \(isRequest ? "request" : "answer") follows the mark",
          at: .init(block.opening), help: ["add it, or take the mark out"]))
    }
    finishOpen()
    state = .skipping
  }

  private mutating func finishOpen() {
    if let message = open { messages.append(message) }
    open = nil
  }
}
