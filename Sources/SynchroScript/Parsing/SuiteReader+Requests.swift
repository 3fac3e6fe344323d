import SynchroHTTP
import SynchroText

/// What a line below a request is.
enum RequestPart {
  case header, parameter, option, form, raw, json
}

extension SuiteReader {
  /// Whether the line starts with an upper-case word and a blank, or nothing, behind it.
  var isAtMethod: Bool {
    var index = at
    while index < end, Self.isUpper(bytes[index]) || bytes[index] == UInt8(ascii: "-") {
      index += 1
    }
    return index > at && Self.isUpper(bytes[at]) && (index == end || Self.isBlank(bytes[index]))
  }

  /// Reads a request line and the lines that belong to it.
  mutating func requestStep() -> Step? {
    let indent = lines[line].indent
    let start = at
    let head = statement { (reader) throws(Refusal) in try reader.requestLine() }
    let headRange = SourceRange(start, max(start, headEnd))
    // The lines below are read whatever became of the first one, so that their mistakes show.
    var request =
      head
      ?? RequestStep(
        method: Ranged(.get, at: headRange), url: TextTemplate([], at: headRange))
    var hasBody = false
    while let next = nextLine(), lines[next].indent == indent, let part = part(of: lines[next]) {
      at = lines[next].text
      end = lines[next].end
      switch part {
      case .header, .parameter, .option:
        if hasBody { report(.requestPartBehindBody, at: foundRange()) }
        headPart(part, into: &request)
      case .form, .raw, .json:
        if hasBody { report(.secondBody, at: foundRange()) }
        hasBody = true
        let body = readBody(part)
        request.body = request.body ?? body
      }
    }
    guard head != nil else { return nil }
    return Step(
      .request(request), range: SourceRange(start, max(start, lastEnd)), head: headRange)
  }

  func isMediaType(_ text: String) -> Bool { MediaType(text) != nil }

  private mutating func requestLine() throws(Refusal) -> RequestStep {
    let start = at
    at = wordEnd(from: at)
    let method = token(.word, from: start)
    skipBlanks()
    guard next != nil else { throw unexpected("a URL") }
    let urlStart = at
    let stop = freeTextEnd()
    let lineEnd = end
    end = stop
    let url = try freeText(until: stop)
    end = lineEnd
    if let blank = bytes[urlStart..<stop].firstIndex(where: Self.isBlank) {
      throw Refusal(fault: .blankInURL, range: SourceRange(blank, blank + 1))
    }
    token(.word, from: urlStart)
    return RequestStep(method: Ranged(HTTPMethod(text(method)), at: method), url: url)
  }

  private func part(of line: SourceLine) -> RequestPart? {
    switch bytes[line.text] {
    case UInt8(ascii: "?"): return .parameter
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
    default: break
    }
    var index = line.text
    while index < line.end, Self.isFieldNameByte(bytes[index]) { index += 1 }
    if index > line.text, index < line.end, bytes[index] == UInt8(ascii: ":") { return .header }
    switch text(SourceRange(line.text, index)) {
    case "with": return .option
    case "form": return .form
    case "raw": return .raw
    default: return nil
    }
  }

  // MARK: - Headers, parameters, options

  private mutating func headPart(_ part: RequestPart, into request: inout RequestStep) {
    switch part {
    case .header: if let header = headerLine() { request.headers.append(header) }
    case .parameter:
      let parameter = statement { (reader) throws(Refusal) in
        try reader.expect(symbol: "?")
        return try reader.parameter()
      }
      if let parameter { request.query.append(parameter) }
    case .option:
      let option = statement { (reader) throws(Refusal) in try reader.option() }
      if let option { request.options.append(option) }
    case .form, .raw, .json: break
    }
  }

  private mutating func headerLine() -> RequestStep.Header? {
    statement { (reader) throws(Refusal) in
      let name = try reader.fieldName()
      try reader.expect(symbol: ":", as: .separator)
      return RequestStep.Header(name: name, value: try reader.restOfLine())
    }
  }

  /// Takes `name = value`, both free text.
  mutating func parameter() throws(Refusal) -> RequestStep.Parameter {
    skipBlanks()
    let start = at
    let lineEnd = freeTextEnd()
    guard let equals = bytes[at..<lineEnd].firstIndex(of: UInt8(ascii: "=")) else {
      throw Refusal(fault: .parameterWithoutValue, range: SourceRange(start, lineEnd))
    }
    var stop = equals
    while stop > start, Self.isBlank(bytes[stop - 1]) { stop -= 1 }
    guard stop > start else { throw unexpected("the name of a parameter") }
    let statementEnd = end
    end = stop
    let name = try freeText(until: stop)
    end = statementEnd
    token(.word, from: start)
    try expect(symbol: "=")
    return RequestStep.Parameter(name: name, value: try restOfLine())
  }

  /// Takes free text up to the end of its line, which may be empty.
  mutating func restOfLine() throws(Refusal) -> TextTemplate {
    while let byte = next, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
      if at + 1 < end, bytes[at + 1] == UInt8(ascii: "#"), startsComment(at + 1) { break }
      at += 1
    }
    let start = at
    let stop = freeTextEnd()
    guard stop > start else { return TextTemplate([], at: SourceRange(at: start)) }
    let statementEnd = end
    end = stop
    let value = try freeText(until: stop)
    end = statementEnd
    token(.word, from: start)
    return value
  }

  /// Takes text up to the next blank outside `${…}`.
  private mutating func credential() throws(Refusal) -> TextTemplate {
    skipBlanks()
    let start = at
    var stop = at
    let lineEnd = freeTextEnd()
    while stop < lineEnd, !Self.isBlank(bytes[stop]) { stop += 1 }
    guard stop > start else { throw unexpected("a client id and a secret") }
    let statementEnd = end
    end = stop
    let text = try freeText(until: stop)
    end = statementEnd
    token(.word, from: start)
    return text
  }

  private mutating func option() throws(Refusal) -> RequestStep.Option {
    try expect(word: "with")
    skipBlanks()
    let start = at
    if take(word: "timeout") { return .timeout(try duration()) }
    if take(word: "redirects") { return .redirects(try count("how many redirects", in: 0...100)) }
    if take(word: "credentials") { return .credentials(try name(.credentials)) }
    if take(word: "basic") {
      let isFullyEncoded = take(word: "encoded")
      return .basic(
        id: try credential(), secret: try credential(), isFullyEncoded: isFullyEncoded)
    }
    if take(word: "retries") { return .retries(SourceRange(start, at)) }
    if take(words: "no", "retries") { return .noRetries(SourceRange(start, at)) }
    if take(words: "body", "limit") { return .bodyLimit(try size()) }
    guard let word = peekWord() else { throw unexpected("an option") }
    throw Refusal(fault: .unknownOption(word), range: foundRange())
  }
}
