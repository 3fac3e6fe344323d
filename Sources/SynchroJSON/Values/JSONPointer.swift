/// A path to one value in a document (RFC 6901).
public struct JSONPointer: Sendable {
  /// The keys and indices on the way down, unescaped.
  public var tokens: [String]

  /// The whole document.
  public static let root = JSONPointer(tokens: [])

  /// A pointer by its tokens.
  public init(tokens: [String]) {
    self.tokens = tokens
  }

  /// Reads a pointer's text; nil when it neither is empty nor starts with `/`, or holds a `~` that
  /// is not `~0` or `~1`.
  public init?(_ text: String) {
    guard !text.isEmpty else {
      self = .root
      return
    }
    guard text.unicodeScalars.first == "/" else { return nil }
    var tokens: [String] = []
    // Split by scalar, since a combining mark behind a slash would hide it from a Character view.
    for part in text.unicodeScalars.dropFirst().split(
      separator: "/", omittingEmptySubsequences: false)
    {
      guard let token = Self.unescape(part) else { return nil }
      tokens.append(token)
    }
    self.tokens = tokens
  }

  /// The pointer to a member of the value that this one names.
  public func appending(_ key: String) -> JSONPointer { JSONPointer(tokens: tokens + [key]) }

  /// The pointer to an element of the array that this one names.
  public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

  /// The value that the pointer names in a document; nil when there is none.
  public func resolve(in root: JSONNode) -> JSONNode? {
    var node = root
    for token in tokens {
      let next: JSONNode? =
        switch node.kind {
        case .object: node[token]
        case .array: Self.index(token).flatMap { node[$0] }
        case .null, .boolean, .number, .string: nil
        }
      guard let next else { return nil }
      node = next
    }
    return node
  }

  /// An array index as the RFC spells it: digits without a needless zero.
  private static func index(_ token: String) -> Int? {
    guard token.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }),
      token.utf8.count == 1 || token.utf8.first != UInt8(ascii: "0")
    else { return nil }
    return Int(token)
  }

  private static func unescape(_ part: Substring.UnicodeScalarView) -> String? {
    var token = String.UnicodeScalarView()
    var scalars = part.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "~" else {
        token.append(scalar)
        continue
      }
      switch scalars.next() {
      case "0": token.append("~")
      case "1": token.append("/")
      default: return nil
      }
    }
    return String(token)
  }
}

extension JSONPointer: Hashable {
  /// Whether both name the same place; keys are compared by code point.
  public static func == (left: JSONPointer, right: JSONPointer) -> Bool {
    left.tokens.elementsEqual(right.tokens) { $0.utf8.elementsEqual($1.utf8) }
  }

  /// Feeds what equality looks at.
  public func hash(into hasher: inout Hasher) {
    for token in tokens {
      var token = token
      token.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
      // What no text ends with, so that "a", "b" is not "ab".
      hasher.combine(0xFF as UInt8)
    }
  }
}

extension JSONPointer: CustomStringConvertible {
  /// The pointer as RFC 6901 writes it; empty for the whole document.
  public var description: String {
    var text = ""
    for token in tokens {
      text += "/"
      guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
      else {
        text += token
        continue
      }
      for scalar in token.unicodeScalars {
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    return text
  }
}
