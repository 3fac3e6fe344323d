import SynchroJSON

extension JSONValue {
  /// How many values it is made of, itself among them.
  var nodes: Int {
    switch self {
    case .null, .bool, .number, .string: 1
    case .array(let elements): elements.reduce(1) { $0 + $1.nodes }
    case .object(let fields): fields.reduce(1) { $0 + $1.value.nodes }
    }
  }

  /// How many arrays and objects are inside one another.
  var depth: Int {
    switch self {
    case .null, .bool, .number, .string: 0
    case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
    case .object(let fields): 1 + (fields.map(\.value.depth).max() ?? 0)
    }
  }

  /// The object with these members alone; what is no object stays as it is.
  func keeping(_ names: Set<String>) -> JSONValue {
    guard case .object(let fields) = self else { return self }
    return .object(fields.filter { names.contains($0.key) })
  }
}

extension JSONPrinter {
  /// Longer documents are for programs, and white space may be most of a document.
  private static let readableLimit = 64 << 10

  /// A document as it is answered: over several lines when that helps somebody who reads it.
  static func answer(_ document: JSONValue) -> [UInt8] {
    let compact = compact(document)
    let text = compact.utf8.count > readableLimit ? compact : pretty(document)
    return Array((text + "\n").utf8)
  }
}
