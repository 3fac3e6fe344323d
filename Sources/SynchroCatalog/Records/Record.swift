import SynchroText

/// One block of a catalogue file: a heading of two words, and what stands indented below it.
struct Record {
  /// One `key: value` of a block; the value's lines are joined by single spaces.
  struct Field {
    let key: String
    let value: String
    let keyRange: SourceRange
    /// From the first byte of the value to the last, continuation lines included.
    let valueRange: SourceRange
  }

  /// What the block describes: `requirement`, `profile`.
  let kind: String
  /// What it is called: `WG1-01/3.2/field-name`.
  let name: String
  let kindRange: SourceRange
  let nameRange: SourceRange
  var fields: [Field] = []
}
