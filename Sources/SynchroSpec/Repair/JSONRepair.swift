import SynchroJSON
import SynchroText

/// Reads, mends the first mistake, and reads again, until nothing is wrong or nothing can be done.
struct JSONRepair {
  private(set) var text: EditedText
  private(set) var mistakes: [Diagnostic] = []
  /// Where dots stood, and values that had to be put in.
  private(set) var guesses: [Int] = []
  private let base: Int
  /// Brackets that were put in at the end; the first of them is the finding.
  private var closers = 0

  init(_ bytes: [UInt8], at base: Int) {
    text = EditedText(bytes)
    self.base = base
  }

  /// The document; nil when a mistake could not be mended.
  mutating func run(budget: inout RepairBudget) -> JSONDocument? {
    while true {
      let source = SourceText(name: "", bytes: text.bytes)
      do {
        return try JSONDocument(parsing: source)
      } catch {
        guard mistakes.count + guesses.count < RepairBudget.mistakes, budget.take(text.bytes.count)
        else {
          // The last one that was found has to be told, even if nothing behind it is looked at.
          report(error, help: "nothing behind this was read")
          return nil
        }
        guard mend(error) else { return nil }
      }
    }
  }

  /// Mends a mistake and reports it; false when that is beyond us, which is reported as well.
  private mutating func mend(_ error: JSONSyntaxError) -> Bool {
    let at = error.range.start
    switch error.reason {
    case .unexpected, .bytesAfterValue, .unknownWord:
      if elide(at) { return true }
    default: break
    }
    switch error.reason {
    case .trailingComma:
      report(error, help: "take the comma out")
      text.blank(at..<at + 1)
      return true
    case .unexpected(_, let expected): return mendUnexpected(error, expected: expected)
    case .unexpectedEnd(let expected): return close(error, expected: expected)
    case .unknownWord(let word): return mendWord(error, word)
    case .comment: return blankComment(error)
    case .singleQuote: return mendQuotes(error)
    case .leadingZero, .missingDigits:
      report(error)
      fill(error.range, with: UInt8(ascii: "1"))
      guesses.append(at)
      return true
    case .unknownEscape, .shortUnicodeEscape, .loneSurrogate, .invalidUTF8:
      report(error)
      fill(error.range, with: UInt8(ascii: "?"))
      return error.range.count > 0
    case .controlCharacter(let byte):
      // A line end inside a string is more likely a missing quotation mark.
      let isLineEnd = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      report(
        error, help: isLineEnd ? "close the string; nothing behind this was read" : nil)
      fill(error.range, with: UInt8(ascii: "?"))
      return !isLineEnd
    case .byteOrderMark:
      report(error)
      text.blank(0..<3)
      return true
    case .bytesAfterValue:
      report(error, help: "begin another block of code for what follows")
      text.blank(at..<text.bytes.count)
      return true
    case .emptyText, .notUTF8Encoding, .limit:
      report(error)
      return false
    }
  }

  // MARK: - Commas, keys, brackets

  private mutating func mendUnexpected(_ error: JSONSyntaxError, expected: String) -> Bool {
    let at = error.range.start
    let byte = text.bytes[at]
    if expected.hasPrefix("','"), startsValue(byte), let before = text.lastSolid(before: at) {
      report(
        "a comma is missing behind this value", SourceRange(before, before + 1),
        label: "',' is missing", help: "write ',' behind it")
      text.insert(UInt8(ascii: ","), at: before + 1)
      return true
    }
    if expected.hasPrefix("a key"), Ascii.isLetter(byte) || byte == UInt8(ascii: "_") {
      var end = at
      while end < text.bytes.count, isWordByte(text.bytes[end]) { end += 1 }
      report(
        "a key stands without quotation marks", SourceRange(at, end),
        help: "write it in double quotation marks")
      text.insert(UInt8(ascii: "\""), at: end)
      text.insert(UInt8(ascii: "\""), at: at)
      return true
    }
    let before = text.lastSolid(before: at)
    if byte == UInt8(ascii: ","), expected.hasPrefix("a "),
      before.map({ text.bytes[$0] != UInt8(ascii: ":") }) ?? false
    {
      report(
        "a comma stands where \(expected) is expected", error.range, help: "take the comma out")
      text.blank(at..<at + 1)
      return true
    }
    report(error, help: "nothing behind this was read")
    return false
  }

  private mutating func close(_ error: JSONSyntaxError, expected: String) -> Bool {
    let bracket: UInt8? =
      if expected.hasSuffix("or '}'") {
        UInt8(ascii: "}")
      } else if expected.hasSuffix("or ']'") {
        UInt8(ascii: "]")
      } else {
        nil
      }
    if closers == 0 {
      // The end of the text is a line below the last that has something on it.
      let last = text.lastSolid(before: text.bytes.count) ?? 0
      report(error.reason.message, SourceRange(last, last + 1), help: nil)
    }
    guard let bracket, closers < 1000 else { return false }
    closers += 1
    text.insert(bracket, at: text.bytes.count)
    return true
  }

  private mutating func mendWord(_ error: JSONSyntaxError, _ word: String) -> Bool {
    let known = ["true": "true", "false": "false", "null": "null", "none": "null"]
    guard let meant = known[word.lowercased()], meant.utf8.count == error.range.count else {
      report(error, help: "nothing behind this was read")
      return false
    }
    report(error, help: "write \(meant)")
    for (index, byte) in meant.utf8.enumerated() {
      text.replace(error.range.start + index, with: byte)
    }
    return true
  }

  private mutating func blankComment(_ error: JSONSyntaxError) -> Bool {
    report(error, help: "say it in the text around the example")
    let bytes = text.bytes
    let start = error.range.start
    guard start + 1 < bytes.count else { return false }
    var end = start + 2
    if bytes[start + 1] == UInt8(ascii: "/") {
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    } else {
      while end < bytes.count, !(bytes[end] == UInt8(ascii: "/") && bytes[end - 1] == star) {
        end += 1
      }
      end = min(end + 1, bytes.count)
    }
    text.blank(start..<end)
    return true
  }

  private mutating func mendQuotes(_ error: JSONSyntaxError) -> Bool {
    let bytes = text.bytes
    let start = error.range.start
    var end = start + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "'"), bytes[end] != UInt8(ascii: "\n"),
      bytes[end] != UInt8(ascii: "\"")
    {
      end += 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "'") else {
      report(error, help: "nothing behind this was read")
      return false
    }
    report(error, help: "write double quotation marks")
    text.replace(start, with: UInt8(ascii: "\""))
    text.replace(end, with: UInt8(ascii: "\""))
    return true
  }

  // MARK: - What is left out

  /// Takes dots away, with the comma that they had; true when there were some.
  private mutating func elide(_ at: Int) -> Bool {
    let length = Ellipsis.length(in: text.bytes[...], at: at)
    guard length > 0 else { return false }
    text.blank(at..<at + length)
    guesses.append(at)
    guard let before = text.lastSolid(before: at) else { return true }
    if text.bytes[before] == UInt8(ascii: ":") {
      text.replace(at, with: UInt8(ascii: "1"))
      return true
    }
    guard let after = text.firstSolid(from: at) else { return true }
    let opens = "[{,".utf8.contains(text.bytes[before])
    let closes = "]}".utf8.contains(text.bytes[after])
    if opens, text.bytes[after] == UInt8(ascii: ",") {
      text.blank(after..<after + 1)
      // What stood before the dots may end with a comma, too.
      if let next = text.firstSolid(from: after), "]}".utf8.contains(text.bytes[next]),
        text.bytes[before] == UInt8(ascii: ",")
      {
        text.blank(before..<before + 1)
      }
    } else if closes, text.bytes[before] == UInt8(ascii: ",") {
      text.blank(before..<before + 1)
    } else if !opens, !closes, text.bytes[after] != UInt8(ascii: ",") {
      text.replace(at, with: UInt8(ascii: ","))
    }
    return true
  }

  // MARK: - Pieces

  private mutating func report(_ error: JSONSyntaxError, help: String? = nil) {
    var diagnostic = error.diagnostic
    diagnostic.primary = .init(original(error.range), diagnostic.primary.text)
    if let help { diagnostic.help.append(help) }
    mistakes.append(diagnostic)
  }

  private mutating func report(
    _ message: String, _ range: SourceRange, label: String = "", help: String?
  ) {
    mistakes.append(
      Diagnostic(
        code: "json-syntax", message, at: .init(original(range), label),
        help: [help].compactMap { $0 }))
  }

  private func original(_ range: SourceRange) -> SourceRange {
    let range = text.original(range)
    return SourceRange(base + range.start, base + range.end)
  }

  private mutating func fill(_ range: SourceRange, with byte: UInt8) {
    for offset in range.start..<min(range.end, text.bytes.count) {
      text.replace(offset, with: byte)
    }
  }

  private func startsValue(_ byte: UInt8) -> Bool {
    "\"{[-".utf8.contains(byte) || Ascii.isDigit(byte) || Ascii.isLetter(byte)
      || byte == UInt8(ascii: "_")
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    Ascii.isLetter(byte) || Ascii.isDigit(byte) || "_-.$".utf8.contains(byte)
  }

  private var star: UInt8 { UInt8(ascii: "*") }
}
