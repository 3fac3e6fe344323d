/// Field lines in the order they came: names compared without case, duplicates kept, bytes kept as
/// they are, because a hostile target sends anything.
///
/// All names and values lie in one byte array, and each line is four small integers into it; a
/// received head is therefore two allocations. Strings are made when somebody asks for one.
public struct HTTPFields: Sendable {
  /// Where a line's name and value lie in the arena.
  struct Entry: Sendable {
    var nameStart: UInt32
    var nameEnd: UInt32
    var valueStart: UInt32
    var valueEnd: UInt32
    var known: KnownField

    var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
    var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
  }

  /// What the entries point into; it may hold other bytes as well, such as a start line.
  var arena: [UInt8]
  var entries: [Entry]

  /// No fields.
  public init() {
    arena = []
    entries = []
  }

  init(arena: [UInt8], entries: [Entry]) {
    self.arena = arena
    self.entries = entries
  }

  /// How many lines there are.
  public var count: Int { entries.count }

  /// Adds a line behind the others.
  public mutating func append(_ name: String, _ value: String) {
    append(name: name.utf8, value: value.utf8)
  }

  /// Adds a line whose name or value is no text.
  public mutating func append(name: some Sequence<UInt8>, value: some Sequence<UInt8>) {
    let nameStart = arena.count
    arena.append(contentsOf: name)
    let valueStart = arena.count
    arena.append(contentsOf: value)
    let known = arena.withUnsafeBytes { KnownField(of: $0[nameStart..<valueStart]) }
    entries.append(
      Entry(
        nameStart: UInt32(clamping: nameStart), nameEnd: UInt32(clamping: valueStart),
        valueStart: UInt32(clamping: valueStart), valueEnd: UInt32(clamping: arena.count),
        known: known))
  }

  /// Puts one line in the place of all lines with this name.
  public mutating func set(_ name: String, _ value: String) {
    remove(name)
    append(name, value)
  }

  /// Takes away every line with this name.
  public mutating func remove(_ name: String) {
    entries = entries.filter { !isNamed($0, name) }
  }

  /// The values of all lines with this name, in order.
  public func values(_ name: String) -> [String] {
    entries.filter { isNamed($0, name) }.map { text($0.value) }
  }

  /// The value of the first line with this name.
  public func first(_ name: String) -> String? {
    for entry in entries where isNamed(entry, name) { return text(entry.value) }
    return nil
  }

  /// Whether there is a line with this name.
  public func contains(_ name: String) -> Bool {
    entries.contains { isNamed($0, name) }
  }

  /// The combined field value, RFC 9110, section 5.2: all values joined by comma and space. Setting
  /// replaces every line; nil removes them.
  public subscript(name: String) -> String? {
    get {
      var combined: String?
      for entry in entries where isNamed(entry, name) {
        let value = text(entry.value)
        combined = combined.map { $0 + ", " + value } ?? value
      }
      return combined
    }
    set {
      remove(name)
      if let newValue { append(name, newValue) }
    }
  }

  /// The members of a comma-separated list field over all its lines, RFC 9110, section 5.6.1; nil
  /// when the list is malformed, and empty when there is no such field.
  public func list(_ name: String) -> [String]? {
    var members: [String] = []
    for entry in entries where isNamed(entry, name) {
      guard let list = FieldSyntax.list(text(entry.value)) else { return nil }
      members += list
    }
    return members
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: arena[range], as: UTF8.self)
  }

  private func isNamed(_ entry: Entry, _ name: String) -> Bool {
    guard entry.name.count == name.utf8.count else { return false }
    var place = Int(entry.nameStart)
    for byte in name.utf8 {
      guard ByteClass.lowercased(arena[place]) == ByteClass.lowercased(byte) else { return false }
      place += 1
    }
    return true
  }
}

/// One field line.
public struct HTTPField: Sendable {
  /// The name as it came, in its own case.
  public let nameBytes: ArraySlice<UInt8>
  /// The value without the whitespace around it.
  public let valueBytes: ArraySlice<UInt8>

  /// The name as text.
  public var name: String { String(decoding: nameBytes, as: UTF8.self) }
  /// The value as text; bytes that are no UTF-8 become replacement characters.
  public var value: String { String(decoding: valueBytes, as: UTF8.self) }
}

extension HTTPFields: RandomAccessCollection {
  /// The first line's place.
  public var startIndex: Int { 0 }
  /// The place behind the last line.
  public var endIndex: Int { entries.count }

  /// A line by its place.
  public subscript(position: Int) -> HTTPField {
    let entry = entries[position]
    return HTTPField(nameBytes: arena[entry.name], valueBytes: arena[entry.value])
  }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
  /// Fields in the order of the literal; a name may stand there twice.
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init()
    entries.reserveCapacity(elements.count + 1)
    arena.reserveCapacity(elements.reduce(32) { $0 + $1.0.utf8.count + $1.1.utf8.count })
    for (name, value) in elements { append(name, value) }
  }
}

extension HTTPFields: Equatable {
  /// The same lines in the same order, byte for byte.
  public static func == (left: HTTPFields, right: HTTPFields) -> Bool {
    left.elementsEqual(right) {
      $0.nameBytes == $1.nameBytes && $0.valueBytes == $1.valueBytes
    }
  }
}
