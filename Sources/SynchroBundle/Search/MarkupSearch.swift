import Glibc
import SynchroDigest

/// Looks for secrets that were escaped for HTML or XML.
///
/// Where there is no entity there is nothing to undo, so most content is only looked at for `&`. At
/// an entity the search begins with the piece before, in which a secret may have begun.
struct MarkupSearch {
  /// A secret, and how many lines end between the beginning of the piece and the secret.
  struct Found {
    let hit: RedactionHit
    let lines: Int
  }

  private let fresh: RedactionSearch
  /// How much text without entities was searched.
  private var position = 0
  private var search: RedactionSearch?
  private var before = RecentBytes(Redactor.maximumLength)
  /// An `&` at the end of a piece, and what follows it.
  private var held: [UInt8] = []

  /// `&#x10FFFF;` and `&thetasym;`.
  private static let longest = 12

  init(_ search: RedactionSearch) { fresh = search }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [Found] {
    let mark = bytes.baseAddress.flatMap { memchr($0, 0x26, bytes.count) }
    let hasMark = !held.isEmpty || mark != nil
    guard hasMark || search != nil else {
      before.append(bytes)
      return []
    }
    var piece = held + bytes
    held = []
    // What may be the beginning of an entity waits for the rest of it.
    if let mark = piece.suffix(Self.longest - 1).lastIndex(of: UInt8(ascii: "&")),
      !piece[mark...].contains(UInt8(ascii: ";"))
    {
      held = Array(piece[mark...])
      piece.removeSubrange(mark...)
    }
    return take(piece)
  }

  mutating func finish() -> [Found] {
    let rest = held
    held = []
    return take(rest) + (search?.finish() ?? []).map { Found(hit: $0, lines: 0) }
  }

  private mutating func take(_ piece: [UInt8]) -> [Found] {
    let (text, count) = Self.decoded(piece)
    if search == nil {
      guard count > 0 else {
        piece.withUnsafeBufferPointer { before.append($0) }
        return []
      }
      var search = fresh
      // What stands there as it is, others have found.
      _ = before.bytes.withUnsafeBufferPointer { search.read($0) }
      position = before.bytes.count
      before = RecentBytes(0)
      self.search = search
    }
    defer { position += text.count }
    let hits = text.withUnsafeBufferPointer { search?.read($0) ?? [] }
    return hits.map { hit in
      let count = min(max(hit.range.lowerBound - position, 0), text.count)
      return Found(hit: hit, lines: text[..<count].count { $0 == UInt8(ascii: "\n") })
    }
  }

  /// The text with its entities undone, and how many there were.
  private static func decoded(_ piece: [UInt8]) -> (text: [UInt8], count: Int) {
    guard var mark = piece.firstIndex(of: UInt8(ascii: "&")) else { return (piece, 0) }
    var text: [UInt8] = []
    var count = 0
    var start = 0
    while true {
      text += piece[start..<mark]
      start = mark
      if let end = piece[mark...].prefix(longest).firstIndex(of: UInt8(ascii: ";")),
        let meant = character(piece[(mark + 1)..<end])
      {
        text += meant
        start = end + 1
        count += 1
      } else {
        text.append(piece[mark])
        start = mark + 1
      }
      guard let next = piece[start...].firstIndex(of: UInt8(ascii: "&")) else {
        return (text + piece[start...], count)
      }
      mark = next
    }
  }

  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "sol": "/",
    "plus": "+", "equals": "=", "colon": ":", "semi": ";", "num": "#", "percnt": "%", "dollar": "$",
    "excl": "!", "quest": "?", "ast": "*", "lpar": "(", "rpar": ")", "comma": ",", "period": ".",
    "commat": "@", "lowbar": "_", "hyphen": "-", "grave": "`", "bsol": "\\", "lsqb": "[",
    "rsqb": "]", "lcub": "{", "rcub": "}", "verbar": "|", "Hat": "^", "Tab": "\t", "NewLine": "\n",
  ]

  private static func character(_ name: ArraySlice<UInt8>) -> [UInt8]? {
    let text = String(decoding: name, as: UTF8.self)
    guard text.hasPrefix("#") else { return names[text].map { Array($0.utf8) } }
    let digits = text.dropFirst()
    let number =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap { Unicode.Scalar($0) }.map { Array(String($0).utf8) }
  }
}
