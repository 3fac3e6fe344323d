import SynchroText

/// One line of a target file without comment and outer spaces.
struct TargetLine {
  let text: String
  let range: SourceRange

  /// Nil for an empty line and a comment.
  init?(_ line: SourceRange, in source: SourceText) {
    var start = line.start
    var end = line.end
    let bytes = source.bytes
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    while start < end, isSpace(bytes[start]) { start += 1 }
    guard start < end, bytes[start] != UInt8(ascii: "#") else { return nil }
    // As in suites: a comment behind a value needs two spaces, so that a '#' in it stays.
    var index = start
    while index + 2 < end {
      if bytes[index] == 0x20, bytes[index + 1] == 0x20, bytes[index + 2] == UInt8(ascii: "#") {
        end = index
        break
      }
      index += 1
    }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    range = SourceRange(start, end)
    text = source.text(of: range)
  }

  /// What stands before the first ':' or '=', and what stands behind it; nil without one.
  func pair(separators: Set<Character> = [":", "="]) -> (
    key: String, keyRange: SourceRange, value: String, valueRange: SourceRange
  )? {
    guard let mark = text.firstIndex(where: { separators.contains($0) }) else { return nil }
    let key = text[..<mark].trimmed
    let rest = text[text.index(after: mark)...]
    let lead = rest.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
    let from = text.utf8.distance(from: text.startIndex, to: rest.startIndex) + lead
    return (
      key, SourceRange(range.start, range.start + key.utf8.count), rest.trimmed,
      SourceRange(min(range.start + from, range.end), range.end)
    )
  }
}
