import SynchroJSON
import SynchroTiming

/// What the server keeps about clients as a whole.
struct ClientRecords: Sendable, Codable {
  /// A change that will be approved unless somebody decides earlier.
  struct Due: Sendable, Codable {
    let client: String
    let member: String
    let message: String
    let moment: Timestamp
  }

  /// How many bytes clients have said about themselves.
  var bytes = 0
  /// What is waiting, the earliest first.
  var due: [Due] = []
}

/// A new value of a client's member that somebody has to look at.
struct FieldReview: Sendable, Codable {
  /// The message that tells of it.
  let message: String
  let value: JSONValue
}

extension ClientObject {
  /// The scopes as one string.
  var scope: String { scopes.joined(separator: " ") }

  /// About how many bytes of memory it takes beyond what all clients take.
  var weight: Int {
    let texts = [name] + contacts + Array(pages.values)
    let links = redirectURIs.map { link in
      if case .given(let text) = link { text } else { "" }
    }
    let values = more.map(\.value) + (defaultDetails ?? [])
    return (texts + links).reduce(0) { $0 + $1.utf8.count }
      + values.reduce(0) { $0 + Self.weight(of: $1) }
  }

  /// Parsed arrays and objects take many times the bytes of their text.
  private static func weight(of value: JSONValue) -> Int {
    switch value {
    case .null, .bool, .number: 8
    case .string(let text): text.utf8.count
    case .array, .object: 20 * JSONPrinter.compact(value).utf8.count
    }
  }
}
