import SynchroJSON
import Synchronization
import SynchroText

/// The values that a step can name, and for those that could not be kept, why.
struct Scope: Sendable {
  /// Why a name that the suite gives to a value has none.
  struct Missing: Sendable, Equatable {
    /// The reason in plain words, without a full stop.
    var reason: String
    /// The line of the suite that would have kept it.
    var line: Int?

    /// A reason.
    init(reason: String, line: Int? = nil) {
      self.reason = reason
      self.line = line
    }
  }

  /// What is known of a name.
  enum Entry: Sendable {
    /// Its value.
    case found(FoundValue)
    /// It has none.
    case missing(Missing)
  }

  private enum Slot: Sendable {
    case found(FoundValue, ParsedOnce)
    case missing(Missing)
  }

  private var slots: [String: Slot] = [:]

  /// A scope without values.
  init() {}

  /// The names that are known, in alphabetical order.
  var names: [String] { slots.keys.sorted() }

  /// What is known of a name; nil when nobody ever mentioned it.
  subscript(name: String) -> Entry? {
    switch slots[name] {
    case .found(let found, _): .found(found)
    case .missing(let missing): .missing(missing)
    case nil: nil
    }
  }

  /// Gives a name a value.
  mutating func set(_ name: String, to value: RuntimeValue) {
    set(name, to: FoundValue(value))
  }

  /// Gives a name a value that remembers where it was found. One that is absent is missing.
  mutating func set(_ name: String, to found: FoundValue, line: Int? = nil) {
    if case .absent(let reason) = found.value {
      setMissing(name, because: reason, line: line)
    } else {
      slots[name] = .found(found, ParsedOnce())
    }
  }

  /// Says that a name has no value, and why.
  mutating func setMissing(_ name: String, because reason: String, line: Int? = nil) {
    slots[name] = .missing(Missing(reason: reason, line: line))
  }

  /// Forgets a name, at the end of the block that it was for.
  mutating func remove(_ name: String) {
    slots[name] = nil
  }

  /// Appends to the list of a name, which begins empty.
  mutating func collect(_ found: [FoundValue], into name: String) {
    var list: [RuntimeValue] = []
    var origins: [FoundValue.Origin] = []
    if case .found(let earlier, _) = slots[name], case .list(let values) = earlier.value {
      list = values
      origins = earlier.origins
    }
    // The only other owner, so that the lists grow where they are.
    slots[name] = nil
    list += found.map(\.value)
    origins += found.map { FoundValue.Origin(location: $0.location, exchange: $0.exchange) }
    var gathered = FoundValue(.list(list))
    gathered.origins = origins
    slots[name] = .found(gathered, ParsedOnce())
  }

  /// Takes over every name of another scope, whose values win.
  mutating func merge(_ other: Scope) {
    slots.merge(other.slots) { $1 }
  }

  /// A kept value as a node that queries can be asked of; nil when it is no JSON.
  func node(of name: String) -> JSONNode? {
    guard case .found(let found, let parsed) = slots[name] else { return nil }
    return found.node ?? parsed.node(of: found.value)
  }
}

/// The node of a kept value, made when a query first asks for it.
private final class ParsedOnce: Sendable {
  private let document = Mutex<JSONDocument?>(nil)

  func node(of value: RuntimeValue) -> JSONNode? {
    guard let json = value.json else { return nil }
    return document.withLock { document in
      if document == nil { document = ParsedValue.document(of: json) }
      return document?.root
    }
  }
}

/// Values that did not come as text, as documents.
enum ParsedValue {
  static let name = "<value>"

  static func document(of value: JSONValue) -> JSONDocument? {
    try? JSONDocument(parsing: JSONPrinter.compact(value), name: name)
  }
}
