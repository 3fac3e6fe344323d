package import SynchroText

/// Reads the fields of one record by name, and reports what is missing, repeated or unknown.
package struct RecordFields<Key: RawRepresentable<String> & CaseIterable & Hashable> {
  package let record: Record
  /// The key of each field, in the order of the record; nil for one that does not count.
  private var keys: [Key?] = []
  package private(set) var diagnostics: [Diagnostic] = []

  /// Sorts the fields by key; only those in `repeatable` may come more than once.
  package init(_ record: Record, repeatable: Set<Key> = []) {
    self.record = record
    keys.reserveCapacity(record.fields.count)
    for field in record.fields {
      guard let key = Key(rawValue: field.key) else {
        keys.append(nil)
        diagnostics.append(
          Diagnostic(
            code: "record-unknown-key",
            "\(Self.article(of: record.kind)) \(record.kind) has no key '\(field.key)'",
            at: .init(field.keyRange),
            help: [NearestName.advice(for: field.key, among: Key.allCases.map(\.rawValue))]
              .compactMap { $0 }))
        continue
      }
      if let first = optional(key), !repeatable.contains(key) {
        keys.append(nil)
        diagnostics.append(
          Diagnostic(
            code: "record-repeated-key", "the key '\(field.key)' is given more than once",
            at: .init(field.keyRange), related: [.init(first.keyRange, "first here")],
            help: ["keep one of them"]))
        continue
      }
      keys.append(key)
    }
  }

  private static func article(of noun: String) -> String {
    noun.first.map { "aeio".contains($0) } ?? false ? "an" : "a"
  }

  /// The value of a key, if it is there.
  package func optional(_ key: Key) -> Record.Field? {
    // A record has a dozen fields: looking through them is quicker than hashing.
    keys.firstIndex(of: key).map { record.fields[$0] }
  }

  /// Every value of a key.
  package func all(_ key: Key) -> [Record.Field] {
    keys.indices.filter { keys[$0] == key }.map { record.fields[$0] }
  }

  /// The value of a key; nil after saying that it is missing.
  package mutating func required(_ key: Key) -> String? {
    if let field = optional(key) { return field.value }
    diagnostics.append(
      Diagnostic(
        code: "record-missing-key",
        "the \(record.kind) '\(record.name)' has no '\(key.rawValue)'",
        at: .init(record.nameRange), help: ["add a line '  \(key.rawValue): …'"]))
    return nil
  }

  /// The value of a key as one of a fixed list of words; nil after saying what is wrong.
  package mutating func required<Value>(_ key: Key, as: Value.Type) -> Value?
  where Value: RawRepresentable<String> & CaseIterable {
    guard let text = required(key) else { return nil }
    if let value = Value(rawValue: text) { return value }
    guard let field = optional(key) else { return nil }
    let words = Value.allCases.map(\.rawValue)
    diagnostics.append(
      Diagnostic(
        code: "record-bad-value", "'\(text)' is no \(key.rawValue)", at: .init(field.valueRange),
        expected: "one of " + words.joined(separator: ", "), received: text,
        help: NearestName.find(text, among: words).map { ["did you mean '\($0)'?"] } ?? []))
    return nil
  }

  /// Adds a finding about this record.
  package mutating func report(
    _ code: String, _ message: String, _ range: SourceRange, help: [String] = []
  ) {
    diagnostics.append(Diagnostic(code: code, message, at: .init(range), help: help))
  }
}
