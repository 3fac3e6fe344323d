import SynchroText

extension SuiteReader {
  /// Whether the line reads `NAME ->`.
  var isAtMessage: Bool {
    var index = at
    while index < end, Self.isWordByte(bytes[index]), !isArrow(index) { index += 1 }
    let arrow = blankEnd(from: index)
    return index > at && isArrow(arrow)
  }

  private func isArrow(_ place: Int) -> Bool {
    place + 1 < end && bytes[place] == UInt8(ascii: "-") && bytes[place + 1] == UInt8(ascii: ">")
  }

  /// Reads a payload, the lines that continue it, and the checks below it.
  mutating func messageStep(isForbidden: Bool) -> FlowStep? {
    let indent = lines[line].indent
    let start = lines[line].text
    let read = statement(through: lastMessageLine()) { (reader) throws(Refusal) in
      if isForbidden { try reader.expect(word: "never") }
      return try reader.message()
    }
    let head = SourceRange(start, max(start, headEnd))
    let checks = payloadChecks(below: indent)
    guard var message = read else { return nil }
    message.checks = checks
    return FlowStep(
      isForbidden ? .never(message) : .message(message),
      range: SourceRange(start, max(start, lastEnd)), head: head)
  }

  /// The last line of the payload that starts on the present one: deeper lines continue it while a
  /// bracket is open, and when they start with one or with a word that may follow a payload.
  private func lastMessageLine() -> Int {
    let first = lines[line]
    var (last, next) = (line, line + 1)
    var open = BracketCount()
    open.read(bytes[first.text..<first.end])
    while next < lines.count {
      let candidate = lines[next]
      if !candidate.isSilent {
        let isDeeper = candidate.indent > first.indent
        guard isDeeper, open.isOpen || continuesMessage(candidate) else { break }
        open.read(bytes[candidate.text..<candidate.end])
        last = next
      }
      next += 1
    }
    return last
  }

  private func continuesMessage(_ line: SourceLine) -> Bool {
    let byte = bytes[line.text]
    if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return true }
    var stop = line.text
    while stop < line.end, Self.isLower(bytes[stop]) { stop += 1 }
    guard stop == line.end || Self.isBlank(bytes[stop]) else { return false }
    return MessageKeyword(rawValue: text(SourceRange(line.text, stop))) != nil
  }

  // MARK: - The head

  private mutating func message() throws(Refusal) -> MessageStep {
    let from = try name(.actor)
    try expect(symbol: "->")
    let to = try name(.actor)
    var message = MessageStep(from: from, to: to, payload: try payloadName())
    var seen: Set<String> = []
    while true {
      skipBlanks()
      if next == UInt8(ascii: "{") {
        if message.attributes != nil {
          throw Refusal(fault: .repeatedModifier("{"), range: foundRange())
        }
        message.attributes = try jsonLiteral()
      } else if let word = peekWord(), let keyword = MessageKeyword(rawValue: word) {
        guard seen.insert(word).inserted else {
          throw Refusal(fault: .repeatedModifier(word), range: foundRange())
        }
        try modifier(keyword, of: &message)
      } else {
        break
      }
    }
    message.requirements = try requirements()
    return message
  }

  private mutating func modifier(
    _ keyword: MessageKeyword, of message: inout MessageStep
  ) throws(Refusal) {
    let start = at
    try expect(word: keyword.rawValue)
    switch keyword {
    case .answers:
      guard message.answers == nil else {
        throw Refusal(fault: .repeatedModifier("follows"), range: SourceRange(start, at))
      }
      let range = SourceRange(start, at)
      let isNamed = peekWord().map { MessageKeyword(rawValue: $0) == nil } ?? false
      message.answers = isNamed ? .step(try name(.step)) : .latest(range)
    case .follows:
      guard message.answers == nil else {
        throw Refusal(fault: .repeatedModifier("answers"), range: SourceRange(start, at))
      }
      message.answers = .step(try name(.step))
      message.isConsequence = true
    case .as: message.name = try name(.step)
    case .to:
      if take(word: "everyone") {
        message.scope = .everyone
      } else {
        try expect(word: "group")
        message.scope = .group(try name(.group))
      }
    case .within: message.within = try duration()
    case .expires: message.expires = try duration()
    case .priority: message.priority = try priority()
    case .via: message.via = try names(.actor)
    case .spoiled: message.spoiled = try spoiling()
    }
  }

  private mutating func spoiling() throws(Refusal) -> Ranged<Spoiling> {
    for spoiling in Spoiling.allCases where take(word: spoiling.rawValue) {
      return Ranged(spoiling, at: SourceRange(lastEnd - spoiling.rawValue.utf8.count, lastEnd))
    }
    throw unexpected(
      "what is wrong with it: " + Spoiling.allCases.map(\.rawValue).joined(separator: ", "))
  }

  private mutating func priority() throws(Refusal) -> Ranged<MessageStep.Priority> {
    for priority in MessageStep.Priority.allCases where take(word: priority.rawValue) {
      return Ranged(priority, at: SourceRange(lastEnd - priority.rawValue.utf8.count, lastEnd))
    }
    throw unexpected("'low', 'medium', 'high' or 'emergency'")
  }

  /// Takes a payload's name: anything up to a blank.
  mutating func payloadName() throws(Refusal) -> Ranged<String> {
    skipBlanks()
    let start = at
    guard let byte = next, byte != UInt8(ascii: "{"), byte != UInt8(ascii: "[") else {
      throw unexpected("the name of a payload")
    }
    while let byte = next, !Self.isBlank(byte) { at += 1 }
    return Ranged(text(token(.word, from: start)), at: SourceRange(start, at))
  }

  // MARK: - The checks below

  /// Reads the deeper lines: checks of what came, and values to be kept of it.
  mutating func payloadChecks(below indent: Int) -> [Step] {
    var checks: [Step] = []
    var blockIndent: Int?
    depth += 1
    defer { depth -= 1 }
    while let next = nextLine(), lines[next].indent > indent {
      startBlockLine(next, blockIndent: &blockIndent)
      let word = peekWord()
      switch word.flatMap(StepKeyword.init(rawValue:)) {
      case .keep?: if let step = keepingStep(.keep) { checks.append(step) }
      case .should?, .assume?: if let step = checkStep() { checks.append(step) }
      default:
        let byte = self.next ?? 0
        if word.map(startsValue) ?? "$\"{[-0123456789".utf8.contains(byte) {
          if let step = checkStep() { checks.append(step) }
        } else {
          report(.noCheckOfPayload(foundText()), at: foundRange())
          skipStatement()
        }
      }
    }
    return checks
  }
}

/// How many JSON brackets are open; those in strings are text.
private struct BracketCount {
  private var open = 0

  var isOpen: Bool { open > 0 }

  /// A string ends with its line, so that a forgotten quotation mark costs one line.
  mutating func read(_ line: ArraySlice<UInt8>) {
    var isInString = false
    var isEscaped = false
    var blanks = 0
    for byte in line {
      if byte == UInt8(ascii: "#"), blanks > 1, !isInString { return }
      blanks = byte == UInt8(ascii: " ") ? blanks + 1 : 0
      if isEscaped {
        isEscaped = false
      } else if isInString {
        isEscaped = byte == UInt8(ascii: "\\")
        if byte == UInt8(ascii: "\"") { isInString = false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
        default: break
        }
      }
    }
  }
}
