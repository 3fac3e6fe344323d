package import SynchroText

/// One block of a catalogue file: a heading of two words, and what stands indented below it.
package struct Record: Sendable {
  /// One `key: value` of a block; the value's lines are joined by single spaces.
  package struct Field: Sendable {
    package let key: String
    package let value: String
    package let keyRange: SourceRange
    /// From the first byte of the value to the last, continuation lines included.
    package let valueRange: SourceRange
  }

  /// What the block describes: `requirement`, `profile`.
  package let kind: String
  /// What it is called: `WG1-01/3.2/field-name`.
  package let name: String
  package let kindRange: SourceRange
  package let nameRange: SourceRange
  package var fields: [Field] = []
}
