/// One place at which two values differ.
public struct JSONDifference: Sendable, Equatable {
  /// How they differ there.
  public enum Change: Sendable, Equatable {
    /// The first has this value, the second has nothing.
    case missing(JSONValue)
    /// The second has this value, the first has nothing.
    case unexpected(JSONValue)
    /// Both have a value, and not the same.
    case changed(expected: JSONValue, received: JSONValue)
  }

  /// The place.
  public let path: JSONPointer
  /// How they differ there.
  public let change: Change

  /// A difference by its parts.
  public init(path: JSONPointer, change: Change) {
    self.path = path
    self.change = change
  }

  /// Every place at which `received` is not `expected`, in the order of `expected`; at most `limit`
  /// of them. Empty exactly when the values are equal.
  ///
  /// Arrays are aligned by what they share at both ends, so that one element put in or taken out is
  /// one difference and not one for every element behind it.
  public static func between(
    expected: JSONValue, received: JSONValue, limit: Int = 100
  ) -> [JSONDifference] {
    var search = Search(limit: limit)
    search.compare(expected, received)
    return search.found
  }

  private struct Search {
    let limit: Int
    var found: [JSONDifference] = []
    private var path: [String] = []

    init(limit: Int) {
      self.limit = limit
    }

    mutating func compare(_ expected: JSONValue, _ received: JSONValue) {
      guard found.count < limit else { return }
      switch (expected, received) {
      case (.object(let wanted), .object(let got)): compareObjects(wanted, got)
      case (.array(let wanted), .array(let got)): compareArrays(wanted, got)
      default:
        if expected != received { report(.changed(expected: expected, received: received)) }
      }
    }

    private mutating func report(_ change: Change) {
      guard found.count < limit else { return }
      found.append(JSONDifference(path: JSONPointer(tokens: path), change: change))
    }

    /// Does something one level further down.
    private mutating func at(_ token: String, _ body: (inout Search) -> Void) {
      path.append(token)
      body(&self)
      path.removeLast()
    }

    /// Members are paired by key, and a key's second member with the other side's second.
    private mutating func compareObjects(_ wanted: [JSONField], _ got: [JSONField]) {
      var unpaired: [[UInt8]: [JSONValue]] = [:]
      for field in got.reversed() {
        unpaired[Array(field.key.utf8), default: []].append(field.value)
      }
      for field in wanted {
        let value = unpaired[Array(field.key.utf8)]?.popLast()
        at(field.key) { search in
          if let value {
            search.compare(field.value, value)
          } else {
            search.report(.missing(field.value))
          }
        }
      }
      // What is left was taken from the front: the last members of a key are the surplus ones.
      var surplus = unpaired.mapValues(\.count)
      var extra: [JSONField] = []
      for field in got.reversed() {
        guard let left = surplus[Array(field.key.utf8)], left > 0 else { continue }
        surplus[Array(field.key.utf8)] = left - 1
        extra.append(field)
      }
      for field in extra.reversed() { at(field.key) { $0.report(.unexpected(field.value)) } }
    }

    private mutating func compareArrays(_ wanted: [JSONValue], _ got: [JSONValue]) {
      var head = 0
      var tail = 0
      // Of unequal lengths, equal ends say which elements were put in or taken out. Of equal
      // lengths the elements are simply paired: looking for equal ends first would read everything
      // twice at every level.
      if wanted.count != got.count {
        let shared = min(wanted.count, got.count)
        while head < shared, wanted[head] == got[head] { head += 1 }
        while tail < shared - head,
          wanted[wanted.count - 1 - tail] == got[got.count - 1 - tail]
        { tail += 1 }
      }
      let wantedEnd = wanted.count - tail
      let gotEnd = got.count - tail
      for index in head..<max(wantedEnd, gotEnd, head) {
        at(String(index)) { search in
          if index >= gotEnd {
            search.report(.missing(wanted[index]))
          } else if index >= wantedEnd {
            search.report(.unexpected(got[index]))
          } else {
            search.compare(wanted[index], got[index])
          }
        }
      }
    }
  }
}
