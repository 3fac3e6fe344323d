import SynchroText

extension SuiteReader {
  // MARK: - Interpolations

  /// Whether `${` comes next.
  var isAtReference: Bool { isReference(at) }

  private func isReference(_ place: Int) -> Bool {
    place + 1 < end && bytes[place] == UInt8(ascii: "$") && bytes[place + 1] == UInt8(ascii: "{")
  }

  /// Takes `${name.member[0]}`; no token is recorded.
  mutating func reference() throws(Refusal) -> Reference {
    let start = at
    at += 2
    let nameStart = at
    while let byte = next, Self.isWordByte(byte) { at += 1 }
    let name = SourceRange(nameStart, at)
    guard name.count > 0 else {
      let isEmpty = next == UInt8(ascii: "}")
      throw Refusal(
        fault: isEmpty ? .emptyInterpolation : .badInterpolation,
        range: SourceRange(start, min(end, at + 1)))
    }
    guard isReferenceName(name) else {
      throw Refusal(fault: .badName(.value, text(name)), range: name)
    }
    var path: [Reference.Step] = []
    while let byte = next, byte != UInt8(ascii: "}") {
      path.append(try referenceStep(byte, of: start))
    }
    guard next == UInt8(ascii: "}") else {
      throw Refusal(fault: .unclosedInterpolation, range: SourceRange(start, start + 2))
    }
    at += 1
    return Reference(
      name: Ranged(text(name), at: name), path: path, range: SourceRange(start, at))
  }

  private func isReferenceName(_ range: SourceRange) -> Bool {
    Self.isLower(bytes[range.start])
      && bytes[range.start..<range.end].allSatisfy {
        Self.isLower($0) || Self.isDigit($0) || $0 == UInt8(ascii: "_")
      }
  }

  private mutating func referenceStep(
    _ byte: UInt8, of start: Int
  ) throws(Refusal) -> Reference.Step {
    let stepStart = at
    at += 1
    let contentStart = at
    if byte == UInt8(ascii: ".") {
      while let byte = next, Self.isWordByte(byte) { at += 1 }
      if at > contentStart { return .member(text(SourceRange(contentStart, at))) }
    } else if byte == UInt8(ascii: "[") {
      while let byte = next, Self.isDigit(byte) { at += 1 }
      let digits = SourceRange(contentStart, at)
      if (1...9).contains(digits.count), next == UInt8(ascii: "]"), let index = Int(text(digits)) {
        at += 1
        return .index(index)
      }
    } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\"") {
      throw Refusal(fault: .unclosedInterpolation, range: SourceRange(start, start + 2))
    }
    throw Refusal(fault: .badInterpolation, range: SourceRange(stepStart, max(stepStart + 1, at)))
  }

  // MARK: - Free text

  /// Reads text up to `stop`, with interpolations in it; no token is recorded.
  ///
  /// A line end with the blanks around it is one blank: the text was continued on a deeper line.
  mutating func freeText(until stop: Int) throws(Refusal) -> TextTemplate {
    let start = at
    var parts: [TextTemplate.Part] = []
    var run: [UInt8] = []
    func flush() {
      if !run.isEmpty { parts.append(.text(String(decoding: run, as: UTF8.self))) }
      run = []
    }
    while at < stop {
      let byte = bytes[at]
      if byte == UInt8(ascii: "$"), at + 2 < stop, isReference(at + 1) {
        run += [UInt8(ascii: "$"), UInt8(ascii: "{")]
        at += 3
      } else if isReference(at) {
        flush()
        parts.append(.reference(try reference()))
      } else {
        run.append(byte)
        at += 1
      }
    }
    flush()
    return TextTemplate(parts, at: SourceRange(start, at))
  }

  /// Where free text that starts at the place ends: at a comment, or the end of its line.
  func freeTextEnd() -> Int {
    var index = at
    while index < end, bytes[index] != UInt8(ascii: "\n") {
      if bytes[index] == UInt8(ascii: "#"), startsComment(index) { break }
      index += 1
    }
    while index > at, Self.isBlank(bytes[index - 1]) { index -= 1 }
    return index
  }

  // MARK: - Strings

  /// Takes a string with escapes and interpolations; no token is recorded.
  mutating func stringTemplate(interpolates: Bool = true) throws(Refusal) -> TextTemplate {
    let start = at
    var parts: [TextTemplate.Part] = []
    var run: [UInt8] = []
    at += 1
    while let byte = next, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        if !run.isEmpty { parts.append(.text(String(decoding: run, as: UTF8.self))) }
        return TextTemplate(parts, at: SourceRange(start, at))
      case UInt8(ascii: "\\"):
        try escape(into: &run)
      case UInt8(ascii: "$") where isReference(at + 1):
        run += [UInt8(ascii: "$"), UInt8(ascii: "{")]
        at += 3
      case UInt8(ascii: "$") where isAtReference && interpolates:
        if !run.isEmpty { parts.append(.text(String(decoding: run, as: UTF8.self))) }
        run = []
        parts.append(.reference(try reference()))
      default:
        run.append(byte)
        at += 1
      }
    }
    throw Refusal(fault: .unclosedString, range: SourceRange(start, start + 1))
  }

  /// Takes words in quotation marks, in which nothing is interpolated: titles and reasons.
  mutating func quotedWords(_ what: String) throws(Refusal) -> Ranged<String> {
    skipBlanks()
    guard next == UInt8(ascii: "\"") else { throw unexpected("\(what) in quotation marks") }
    let start = at
    let template = try stringTemplate(interpolates: false)
    token(.word, from: start)
    return Ranged(template.constant ?? "", at: template.range)
  }

  private mutating func escape(into run: inout [UInt8]) throws(Refusal) {
    let start = at
    at += 1
    guard let byte = next else { throw Refusal(fault: .badEscape, range: SourceRange(start, at)) }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): run.append(byte)
    case UInt8(ascii: "b"): run.append(0x08)
    case UInt8(ascii: "f"): run.append(0x0C)
    case UInt8(ascii: "n"): run.append(0x0A)
    case UInt8(ascii: "r"): run.append(0x0D)
    case UInt8(ascii: "t"): run.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try unicodeEscape(from: start)
      run += Array(String(Character(scalar)).utf8)
    default:
      while let byte = next, byte & 0xC0 == 0x80 { at += 1 }
      throw Refusal(fault: .badEscape, range: SourceRange(start, at))
    }
  }

  private mutating func unicodeEscape(from start: Int) throws(Refusal) -> Unicode.Scalar {
    guard let first = hexUnit() else {
      throw Refusal(fault: .badEscape, range: SourceRange(start, at))
    }
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xDC00, at + 1 < end, bytes[at] == UInt8(ascii: "\\"),
      bytes[at + 1] == UInt8(ascii: "u")
    {
      at += 2
      if let second = hexUnit(), (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return scalar
      }
    }
    throw Refusal(fault: .loneSurrogate, range: SourceRange(start, at))
  }

  /// Four hexadecimal digits behind `\u`.
  private mutating func hexUnit() -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = next?.hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }
}
