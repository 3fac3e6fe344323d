import SynchroText

extension SuiteReader {
  /// Reads the body that starts on the next line, and all its lines.
  mutating func readBody(_ part: RequestPart) -> RequestStep.Body? {
    switch part {
    case .form: formBody()
    case .raw: rawBody()
    case .json: jsonBody()
    case .header, .parameter, .option: nil
    }
  }

  private mutating func formBody() -> RequestStep.Body? {
    let indent = lines[line].indent
    let start = lines[line].text
    let read: Void? = statement(continues: false) { (reader) throws(Refusal) in
      try reader.expect(word: "form")
    }
    let head = SourceRange(start, max(start, lastEnd))
    guard let next = nextLine(), lines[next].indent > indent else {
      if read != nil { report(.missingBlock("form"), at: head) }
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    var parameters: [RequestStep.Parameter] = []
    while let next = nextLine(), lines[next].indent > indent {
      let parameter = statement(continues: false) { (reader) throws(Refusal) in
        try reader.parameter()
      }
      if let parameter { parameters.append(parameter) }
    }
    return .form(parameters)
  }

  // MARK: - JSON

  private mutating func jsonBody() -> RequestStep.Body? {
    let first = line
    let indent = lines[first].indent
    var last = first
    var next = first + 1
    while next < lines.count {
      let line = lines[next]
      if !line.isBlank {
        if line.indent <= indent {
          let closes =
            bytes[line.text] == UInt8(ascii: "}") || bytes[line.text] == UInt8(ascii: "]")
          if closes, line.indent == indent { last = next }
          break
        }
        last = next
      }
      next += 1
    }
    at = lines[first].text
    end = lines[last].end
    statementStart = at
    firstLineEnd = lines[first].end
    lastEnd = at
    line = last + 1
    let start = at
    do throws(Refusal) {
      let template = try jsonValue(depth: 0)
      lastEnd = at
      while let byte = self.next, Self.isBlank(byte) { at += 1 }
      if self.next == UInt8(ascii: "#") {
        throw Refusal(fault: .commentInJSON, range: SourceRange(at, at + 1))
      }
      if at < end { throw Refusal(fault: .trailing(foundText()), range: foundRange()) }
      layout.append(
        LayoutItem(
          kind: .json(SourceRange(start, lastEnd)), lines: first..<last + 1, depth: depth))
      return .json(template)
    } catch {
      report(error)
      lastEnd = max(start, lastEnd)
      return nil
    }
  }

  // MARK: - Raw text

  private mutating func rawBody() -> RequestStep.Body? {
    let first = line
    let firstToken = tokens.count
    open(continues: false)
    do throws(Refusal) {
      try expect(word: "raw")
      if take(word: "hex") { return try encoded(first, firstToken, .badHex, decode: Self.hexBytes) }
      if take(word: "base64") {
        return try encoded(first, firstToken, .badBase64, decode: Self.base64Bytes)
      }
      skipBlanks()
      let mediaType = next == UInt8(ascii: "\"") ? nil : try mediaType()
      try expect(symbol: "\"\"\"")
      try expectEnd()
      return try rawText(mediaType, first: first, tokens: firstToken..<tokens.count)
    } catch {
      report(error)
      skipRawLines(first)
      return nil
    }
  }

  private mutating func mediaType() throws(Refusal) -> Ranged<String> {
    let start = at
    let line = bytes[at..<end]
    // Parameters may hold blanks, so the type reaches to the opening marks.
    var stop = line.firstIndex(of: UInt8(ascii: "\"")) ?? end
    while stop > start, Self.isBlank(bytes[stop - 1]) { stop -= 1 }
    let range = SourceRange(start, stop)
    guard stop > start else { throw unexpected("\"\"\"") }
    guard isMediaType(text(range)) else {
      throw Refusal(fault: .badMediaType(text(range)), range: range)
    }
    at = stop
    token(.word, from: start)
    return Ranged(text(range), at: range)
  }

  private mutating func rawText(
    _ mediaType: Ranged<String>?, first: Int, tokens: Range<Int>
  ) throws(Refusal) -> RequestStep.Body {
    let indent = lines[first].indent
    var close = first + 1
    while close < lines.count {
      let line = lines[close]
      if !line.isBlank, line.indent < indent { break }
      if line.end - line.text == 3, text(SourceRange(line.text, line.end)) == "\"\"\"" {
        return try rawText(mediaType, lines: first..<close, tokens: tokens)
      }
      close += 1
    }
    throw Refusal(fault: .unclosedRaw, range: SourceRange(lines[first].text, lines[first].end))
  }

  private mutating func rawText(
    _ mediaType: Ranged<String>?, lines range: Range<Int>, tokens: Range<Int>
  ) throws(Refusal) -> RequestStep.Body {
    let margin = lines[range.upperBound].indent
    let whole = SourceRange(lines[range.lowerBound].text, lines[range.upperBound].end)
    var parts: [TextTemplate.Part] = []
    line = range.upperBound + 1
    rawLines.append(range.lowerBound + 1..<range.upperBound)
    for index in range.dropFirst() {
      let content = lines[index]
      guard content.isBlank || content.indent >= margin else {
        throw Refusal(
          fault: .rawLineTooShallow, range: SourceRange(content.start, content.text + 1))
      }
      at = min(content.start + margin, content.text)
      end = content.stop
      if index > range.lowerBound + 1 { append(.text("\n"), to: &parts) }
      for part in try freeText(until: end).parts { append(part, to: &parts) }
    }
    at = whole.end
    end = whole.end
    lastEnd = whole.end
    layout.append(
      LayoutItem(
        kind: .raw(tokens: tokens, indent: margin), lines: range.lowerBound..<line, depth: depth))
    return .raw(mediaType: mediaType, text: TextTemplate(parts, at: whole))
  }

  private func append(_ part: TextTemplate.Part, to parts: inout [TextTemplate.Part]) {
    if case .text(let more) = part, case .text(var text)? = parts.last {
      // Taken out of the list first, the text grows in place, not in a copy.
      parts.removeLast()
      text += more
      parts.append(.text(text))
    } else {
      parts.append(part)
    }
  }

  /// What an unreadable raw body probably held.
  private mutating func skipRawLines(_ first: Int) {
    guard line == first + 1 else { return }
    skipBlock(below: lines[first].indent)
    if let next = nextLine(), text(SourceRange(lines[next].text, lines[next].end)) == "\"\"\"" {
      line = next + 1
    }
  }

  // MARK: - Bytes

  private mutating func encoded(
    _ first: Int, _ firstToken: Int, _ fault: SuiteFault, decode: (String) -> [UInt8]?
  ) throws(Refusal) -> RequestStep.Body {
    let words = try quotedWords("the bytes")
    guard let decoded = decode(words.value) else { throw Refusal(fault: fault, range: words.range) }
    try expectEnd()
    layout.append(
      LayoutItem(
        kind: .statement(tokens: firstToken..<tokens.count), lines: first..<line, depth: depth))
    return .bytes(Ranged(decoded, at: words.range))
  }

  /// Two digits a byte; blanks between bytes are welcome.
  private static func hexBytes(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for byte in text.utf8 {
      if byte == UInt8(ascii: " "), high == nil { continue }
      guard let digit = byte.hexDigitValue else { return nil }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return high == nil ? bytes : nil
  }

  /// RFC 4648, section 4, with its padding.
  private static func base64Bytes(_ text: String) -> [UInt8]? {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let padding = text.utf8.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard text.utf8.count % 4 == 0, padding <= 2 else { return nil }
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8.dropLast(padding) {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bits & ((1 << UInt32(count)) - 1) == 0 ? bytes : nil
  }
}
