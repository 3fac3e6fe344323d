public import SynchroText

/// A value at its place in a document. Cheap to copy.
public struct JSONNode: Sendable {
  /// The document it stands in.
  public let document: JSONDocument
  /// Its index in the document: unique, and ascending in the order of the text.
  public let id: Int

  var entry: TapeEntry { document.tape[id] }

  /// Which of the six kinds it is.
  public var kind: JSONKind { entry.kind }

  /// The bytes it was written in; a string's include its quotes.
  public var range: SourceRange {
    let entry = entry
    return SourceRange(Int(entry.start), Int(entry.end))
  }

  /// The line and column it begins at.
  public var place: SourcePlace { document.source.place(at: range.start) }

  /// What a boolean says; nil for any other kind.
  public var bool: Bool? {
    let entry = entry
    return entry.kind == .boolean ? entry.end - entry.start == 4 : nil
  }

  /// A string's text; nil for any other kind.
  public var string: String? {
    let entry = entry
    guard entry.kind == .string else { return nil }
    return document.source.bytes.withUnsafeBufferPointer { KeyText.text(entry, $0) }
  }

  /// A number as it was written; nil for any other kind.
  public var number: JSONNumber? {
    let entry = entry
    guard entry.kind == .number else { return nil }
    return JSONNumber(checked: document.source.text(of: range))
  }

  /// How many elements or members it has; 0 for a scalar.
  public var count: Int { entry.count }

  /// The elements of an array, in order; none for any other kind.
  public var elements: JSONElements { JSONElements(self) }

  /// The members of an object in the order of the text, repeated keys included; none for any other
  /// kind.
  public var members: JSONMembers { JSONMembers(self) }

  /// The value of a member; of a repeated key, the last.
  public subscript(key: String) -> JSONNode? {
    let entry = entry
    guard entry.kind == .object else { return nil }
    let hash = KeyHash.of(key)
    var found: JSONNode?
    var index = id + 1
    while index < Int(entry.next) {
      let keyEntry = document.tape[index]
      if keyEntry.next == hash, document.isKey(keyEntry, key) {
        found = JSONNode(document: document, id: index + 1)
      }
      index = Int(document.tape[index + 1].next)
    }
    return found
  }

  /// The element at an index; nil when there is none.
  public subscript(index: Int) -> JSONNode? {
    guard index >= 0, index < count, kind == .array else { return nil }
    var element = id + 1
    for _ in 0..<index { element = Int(document.tape[element].next) }
    return JSONNode(document: document, id: element)
  }

  /// Whether both are the same JSON value: numbers by their exact value, strings by code point,
  /// objects regardless of the order of their members.
  public func isEqual(to other: JSONNode) -> Bool {
    guard kind == other.kind else { return false }
    switch kind {
    case .null: return true
    case .boolean: return bool == other.bool
    case .number: return number == other.number
    case .string: return string.map { $0.utf8.elementsEqual((other.string ?? "").utf8) } ?? false
    case .array:
      return count == other.count && zip(elements, other.elements).allSatisfy { $0.isEqual(to: $1) }
    case .object: return value == other.value
    }
  }

  /// The value without its place.
  public var value: JSONValue { JSONValue(self) }

  /// The bytes as written.
  public var lexeme: String { document.source.text(of: range) }
}

extension JSONDocument {
  /// Whether a key of this document is the given text.
  fileprivate func isKey(_ entry: TapeEntry, _ key: String) -> Bool {
    source.bytes.withUnsafeBufferPointer { bytes in
      guard !entry.isEscaped else { return KeyText.text(entry, bytes).utf8.elementsEqual(key.utf8) }
      return KeyText.content(entry, bytes).elementsEqual(key.utf8)
    }
  }
}

/// A key, where it stands, and its value.
public struct JSONMember: Sendable {
  /// The key's text.
  public let key: String
  /// The key's bytes, quotes included.
  public let keyRange: SourceRange
  /// The value.
  public let value: JSONNode
}

/// The elements of an array.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
  private let document: JSONDocument
  private var index: Int
  private let end: Int

  init(_ node: JSONNode) {
    document = node.document
    index = node.id + 1
    end = node.kind == .array ? Int(node.entry.next) : index
  }

  /// The next element.
  public mutating func next() -> JSONNode? {
    guard index < end else { return nil }
    let node = JSONNode(document: document, id: index)
    index = Int(document.tape[index].next)
    return node
  }
}

/// The members of an object.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
  private let document: JSONDocument
  private var index: Int
  private let end: Int

  init(_ node: JSONNode) {
    document = node.document
    index = node.id + 1
    end = node.kind == .object ? Int(node.entry.next) : index
  }

  /// The next member.
  public mutating func next() -> JSONMember? {
    guard index < end else { return nil }
    let key = document.tape[index]
    let value = JSONNode(document: document, id: index + 1)
    index = Int(value.entry.next)
    return JSONMember(
      key: document.source.bytes.withUnsafeBufferPointer { KeyText.text(key, $0) },
      keyRange: SourceRange(Int(key.start), Int(key.end)), value: value)
  }
}
