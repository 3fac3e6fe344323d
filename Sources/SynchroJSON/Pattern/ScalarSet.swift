/// A set of code points: ranges, Unicode properties, or everything that is in neither.
struct ScalarSet: Sendable {
  /// Sorted, apart from each other.
  private let ranges: [ClosedRange<UInt32>]
  private let properties: [PropertyTest]
  private let isNegated: Bool
  /// The answers for the first 128 code points, which most questions are about.
  private let low: UInt64
  private let high: UInt64

  /// Whether code points have, or lack, a property.
  struct PropertyTest: Sendable {
    let property: ScalarProperty
    let isWanted: Bool
  }

  init(
    _ ranges: [ClosedRange<UInt32>], properties: [PropertyTest] = [], isNegated: Bool = false
  ) {
    let merged = Self.merge(ranges)
    self.ranges = merged
    self.properties = properties
    self.isNegated = isNegated
    var low: UInt64 = 0
    var high: UInt64 = 0
    for value in UInt32(0)..<128
    where Self.search(value, in: merged, properties) != isNegated {
      if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
    }
    self.low = low
    self.high = high
  }

  func contains(_ value: UInt32) -> Bool {
    if value < 64 { return low >> UInt64(value) & 1 == 1 }
    if value < 128 { return high >> UInt64(value - 64) & 1 == 1 }
    return Self.search(value, in: ranges, properties) != isNegated
  }

  /// The ranges and properties of a set that is to become a part of a class.
  ///
  /// Only sets that are no classes themselves are ever parts, and those are not negated.
  var members: (ranges: [ClosedRange<UInt32>], properties: [PropertyTest]) {
    precondition(!isNegated, "a negated class is never a part of another")
    return (ranges, properties)
  }

  private static func search(
    _ value: UInt32, in ranges: [ClosedRange<UInt32>], _ properties: [PropertyTest]
  ) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    if low < ranges.count, ranges[low].lowerBound <= value { return true }
    guard !properties.isEmpty, let scalar = Unicode.Scalar(value) else { return false }
    return properties.contains { $0.property.holds(for: scalar) == $0.isWanted }
  }

  private static func merge(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}

// MARK: - The sets of ECMA-262

extension ScalarSet {
  /// `.` without the `s` flag: everything but the line terminators.
  static let ecmaScriptDot = ScalarSet(
    [0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029], isNegated: true)
  /// `.` of RFC 9485: everything but LF and CR.
  static let iRegexpDot = ScalarSet([0x0A...0x0A, 0x0D...0x0D], isNegated: true)

  static let digits: [ClosedRange<UInt32>] = [0x30...0x39]
  static let wordCharacters: [ClosedRange<UInt32>] = [
    0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A,
  ]
  /// WhiteSpace and LineTerminator: the controls, the byte order mark, and every Space_Separator.
  static let whiteSpace: [ClosedRange<UInt32>] = [
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
    0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ]

  /// Every code point outside sorted ranges that do not touch the ends.
  static func complement(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var start: UInt32 = 0
    for range in ranges {
      result.append(start...(range.lowerBound - 1))
      start = range.upperBound + 1
    }
    return result + [start...0x10FFFF]
  }

  static func isWordCharacter(_ value: UInt32) -> Bool {
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }
}
