import SynchroText

/// A request, an answer, or JSON alone, as an example shows it; places are those in the Markdown.
struct ExampleMessage {
  enum Start: Equatable {
    case request(method: String, target: String)
    case answer(status: Int, reason: String)
    /// A document without a head.
    case document
  }

  struct Field {
    let name: String
    var value: String
    let nameRange: SourceRange
    var valueRange: SourceRange
    /// The field's registered name, also when it is misspelt; nil when nothing is like it.
    let meant: String?

    var isMisspelt: Bool { meant.map { $0.lowercased() != name.lowercased() } ?? false }
  }

  let start: Start
  /// The start line; of a document without head its first line.
  let startRange: SourceRange
  fileprivate(set) var fields: [Field] = []
  /// The content, white space at its ends left out.
  var body: SourceRange?
  /// The content as JSON, when it is meant to be some.
  var json: RepairedJSON?

  init(_ start: Start, at range: SourceRange) {
    self.start = start
    startRange = range
  }

  mutating func append(_ field: Field) { fields.append(field) }

  /// A line that carries the last field on.
  mutating func extendLast(_ value: Substring, to end: Int) {
    guard let last = fields.indices.last else { return }
    fields[last].value += " " + value
    let start = fields[last].valueRange.start
    fields[last].valueRange = SourceRange(start, max(start, end))
  }

  /// The first field with a name, in any case. One whose name is a slip away counts as well: the slip
  /// is a finding of its own.
  func field(_ name: String) -> Field? {
    let wanted = name.lowercased()
    return fields.first { $0.name.lowercased() == wanted }
      ?? fields.first { $0.meant?.lowercased() == wanted }
  }
}

/// A request and its answer; either may be missing.
struct ExampleExchange {
  var request: ExampleMessage?
  var answer: ExampleMessage?
  let clause: SpecClause?

  /// Where it begins.
  var range: SourceRange? { (request ?? answer)?.startRange }
}
