/// Where two texts part: what they begin and end with alike, and what differs between.
struct TextDifference: Sendable, Equatable {
  let prefix: String
  /// What differs, on either side.
  let expected: String
  let received: String
  let suffix: String

  /// Longer texts are compared at their beginnings alone.
  private static let limit = 4096

  /// The difference by scalars. Texts that have next to nothing in common differ as a whole: a mark
  /// with a hole of one letter helps nobody.
  init(expected: String, received: String) {
    let left = Array(expected.unicodeScalars)
    let right = Array(received.unicodeScalars)
    let reach = min(left.count, right.count, Self.limit)
    var first = 0
    while first < reach, left[first] == right[first] { first += 1 }
    var last = 0
    while last < reach - first, left[left.count - 1 - last] == right[right.count - 1 - last] {
      last += 1
    }
    if (first + last) * 3 < reach { (first, last) = (0, 0) }
    prefix = Self.text(left[..<first])
    suffix = Self.text(left[(left.count - last)...])
    self.expected = Self.text(left[first..<(left.count - last)])
    self.received = Self.text(right[first..<(right.count - last)])
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
