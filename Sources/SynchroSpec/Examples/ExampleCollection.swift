import SynchroText

/// Every example of a specification, read as far as it can be.
struct ExampleCollection {
  private(set) var exchanges: [ExampleExchange] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ text: MarkdownText, marks: ExampleReader.Marks, names: FieldNames) {
    var budget = RepairBudget(forTextOf: text.source.bytes.count)
    /// A request at the end of one block whose answer may be the next block of the clause.
    var open: ExampleExchange?
    for block in text.blocks {
      if !block.isClosed {
        diagnostics.append(
          Diagnostic(
            code: "markdown-open-block", "this block of code is never closed",
            at: .init(block.opening), help: ["close it with the same mark on a line of its own"]))
      }
      let clause = text.clause(at: block.opening.start)
      if let waiting = open, waiting.clause != clause {
        exchanges.append(waiting)
        open = nil
      }
      let (messages, faults) = ExampleReader.read(block, of: text, marks: marks, names: names)
      diagnostics += faults
      for message in messages {
        let message = Self.withJSON(message, in: block, of: text, budget: &budget)
        switch message.start {
        case .request:
          if let open { exchanges.append(open) }
          open = ExampleExchange(request: message, answer: nil, clause: clause)
        case .answer:
          exchanges.append(
            ExampleExchange(request: open?.request, answer: message, clause: clause))
          open = nil
        case .document:
          if let open { exchanges.append(open) }
          open = nil
          exchanges.append(ExampleExchange(request: nil, answer: message, clause: clause))
        }
      }
    }
    if let open { exchanges.append(open) }
  }

  /// How many requests, answers and documents there are.
  var messageCount: Int {
    exchanges.reduce(0) { $0 + ($1.request == nil ? 0 : 1) + ($1.answer == nil ? 0 : 1) }
  }

  private static func withJSON(
    _ message: ExampleMessage, in block: MarkdownText.CodeBlock, of text: MarkdownText,
    budget: inout RepairBudget
  ) -> ExampleMessage {
    guard let body = message.body, isJSON(message, body, text.source.bytes) else { return message }
    var message = message
    var bytes = Array(text.source.bytes[body.start..<body.end])
    // The marks of a quotation stand in every line of a block inside it.
    if block.prefix > 0 {
      var room = 0
      for index in bytes.indices {
        if bytes[index] == UInt8(ascii: "\n") {
          room = block.prefix
        } else if room > 0, bytes[index] == UInt8(ascii: ">") || Ascii.isBlank(bytes[index]) {
          bytes[index] = UInt8(ascii: " ")
          room -= 1
        } else {
          room = 0
        }
      }
    }
    message.json = RepairedJSON(bytes, at: body.start, budget: &budget)
    return message
  }

  private static func isJSON(_ message: ExampleMessage, _ body: SourceRange, _ bytes: [UInt8])
    -> Bool
  {
    if case .document = message.start { return true }
    // What is left out is no content that could be read.
    if Ellipsis.length(in: bytes[body.start..<body.end], at: body.start) > 0 { return false }
    if let type = message.field("Content-Type")?.value.lowercased() { return type.contains("json") }
    return bytes[body.start] == UInt8(ascii: "{") || bytes[body.start] == UInt8(ascii: "[")
  }
}
