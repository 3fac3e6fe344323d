/// Reduces Markdown to what is compared between editions; ``SpecificationText`` names the rules.
enum MarkdownProse {
  static func normalized(_ text: String) -> String {
    folded(withoutInternalTargets(withoutAnchors(Array(text.utf8))))
  }

  /// Leaves out `<a …>…</a>` where it is of class `permalink` or holds nothing.
  private static func withoutAnchors(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "<"), starts(text, index, "<a "),
        let tagEnd = find(">", in: text, from: index),
        let end = find("</a>", in: text, from: tagEnd)
      {
        let isEmpty = text[(tagEnd + 1)..<end].allSatisfy(isWhite)
        if isEmpty || contains("permalink", text[index..<tagEnd]) {
          index = end + 4
          continue
        }
      }
      result.append(text[index])
      index += 1
    }
    return result
  }

  /// Turns `[words](#place)` into `words`, and leaves links that lead elsewhere.
  private static func withoutInternalTargets(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    /// Places of `[` in the result that no `]` has closed.
    var open: [Int] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "["), open.count < 64 {
        open.append(result.count)
      } else if byte == UInt8(ascii: "]"), let start = open.popLast(), starts(text, index, "](#"),
        let end = targetEnd(in: text, from: index + 3)
      {
        result.remove(at: start)
        index = end + 1
        continue
      }
      result.append(byte)
      index += 1
    }
    return result
  }

  /// The closing bracket of a target, which is one word and no longer than any anchor.
  private static func targetEnd(in text: [UInt8], from start: Int) -> Int? {
    for index in start..<min(text.count, start + 200) {
      if text[index] == UInt8(ascii: ")") { return index }
      if isWhite(text[index]) { return nil }
    }
    return nil
  }

  private static func folded(_ text: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for byte in text {
      if !isWhite(byte) {
        result.append(byte)
      } else if let last = result.last, last != UInt8(ascii: " ") {
        result.append(UInt8(ascii: " "))
      }
    }
    if result.last == UInt8(ascii: " ") { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }

  // MARK: - Bytes

  private static func isWhite(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (9...13).contains(byte)
  }

  private static func starts(_ text: [UInt8], _ index: Int, _ word: StaticString) -> Bool {
    guard text.count - index >= word.utf8CodeUnitCount else { return false }
    return (0..<word.utf8CodeUnitCount).allSatisfy { text[index + $0] == word.utf8Start[$0] }
  }

  /// Looks no further than any anchor is long, so that hostile text costs no more than its size.
  private static func find(_ word: StaticString, in text: [UInt8], from start: Int) -> Int? {
    var index = start
    let end = min(text.count, start + 500)
    while index < end {
      if text[index] == word.utf8Start[0], starts(text, index, word) { return index }
      index += 1
    }
    return nil
  }

  private static func contains(_ word: StaticString, _ slice: ArraySlice<UInt8>) -> Bool {
    find(word, in: Array(slice), from: 0) != nil
  }
}
