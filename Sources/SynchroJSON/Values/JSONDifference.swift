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
    search.compare(expected, received, at: .root)
    return search.found
  }

  private struct Search {
    let limit: Int
    var found: [JSONDifference] = []

    mutating func report(_ path: JSONPointer, _ change: Change) {
      if found.count < limit { found.append(JSONDifference(path: path, change: change)) }
    }

    mutating func compare(_ expected: JSONValue, _ received: JSONValue, at path: JSONPointer) {
      guard found.count < limit else { return }
      switch (expected, received) {
      case (.object(let wanted), .object(let got)): compareObjects(wanted, got, at: path)
      case (.array(let wanted), .array(let got)): compareArrays(wanted, got, at: path)
      default:
        if expected != received {
          report(path, .changed(expected: expected, received: received))
        }
      }
    }

    /// Members are paired by key, and a key's second member with the other side's second.
    private mutating func compareObjects(
      _ wanted: [JSONField], _ got: [JSONField], at path: JSONPointer
    ) {
      var unpaired: [[UInt8]: [JSONValue]] = [:]
      for field in got.reversed() {
        unpaired[Array(field.key.utf8), default: []].append(field.value)
      }
      for field in wanted {
        let place = path.appending(field.key)
        if let value = unpaired[Array(field.key.utf8)]?.popLast() {
          compare(field.value, value, at: place)
        } else {
          report(place, .missing(field.value))
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
      for field in extra.reversed() { report(path.appending(field.key), .unexpected(field.value)) }
    }

    private mutating func compareArrays(
      _ wanted: [JSONValue], _ got: [JSONValue], at path: JSONPointer
    ) {
      var head = 0
      while head < min(wanted.count, got.count), wanted[head] == got[head] { head += 1 }
      var tail = 0
      while tail < min(wanted.count, got.count) - head,
        wanted[wanted.count - 1 - tail] == got[got.count - 1 - tail]
      { tail += 1 }
      // Of unequal lengths, an equal end says which elements were put in or taken out.
      if wanted.count == got.count { tail = 0 }
      let wantedEnd = wanted.count - tail
      let gotEnd = got.count - tail
      for index in head..<max(wantedEnd, gotEnd, head) {
        let place = path.appending(index)
        if index >= gotEnd {
          report(place, .missing(wanted[index]))
        } else if index >= wantedEnd {
          report(place, .unexpected(got[index]))
        } else {
          compare(wanted[index], got[index], at: place)
        }
      }
    }
  }
}
