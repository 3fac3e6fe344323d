/// One entry of a parsed document: 16 bytes, in the order of the text.
///
/// An array is followed by its elements, an object by its keys and values in turn. `next` lets a
/// reader step over a whole subtree.
struct TapeEntry {
  /// The offset of the first byte, the quote of a string included.
  var start: UInt32
  /// The offset behind the last byte.
  var end: UInt32
  /// The index of the entry behind this one and all it holds. A key, which holds nothing, keeps
  /// the hash of its text here instead.
  var next: UInt32
  private var packed: UInt32

  init(_ kind: JSONKind, start: Int, end: Int, next: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.next = UInt32(truncatingIfNeeded: next)
    packed = UInt32(kind.rawValue)
  }

  /// A string; `isEscaped` when its text differs from its bytes.
  init(stringFrom start: Int, to end: Int, isEscaped: Bool, next: UInt32) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.next = next
    packed = UInt32(JSONKind.string.rawValue) | (isEscaped ? Self.escapedFlag : 0)
  }

  private static let escapedFlag: UInt32 = 1 << 3

  var kind: JSONKind {
    guard let kind = JSONKind(rawValue: UInt8(packed & 7)) else {
      preconditionFailure("a tape entry holds a kind")
    }
    return kind
  }

  /// Whether a string holds escape sequences.
  var isEscaped: Bool { packed & Self.escapedFlag != 0 }

  /// Elements of an array or members of an object; the text of a boolean is told by its length.
  var count: Int {
    get { Int(packed >> 4) }
    set { packed = packed & 0xF | UInt32(truncatingIfNeeded: newValue) << 4 }
  }
}
