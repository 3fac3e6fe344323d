/// Finding where a claim about whole numbers becomes true.
enum WholeSearch {
  /// The smallest number from `start` on for which `holds`, which stays true once it is; nil when
  /// it is false up to `limit`. Looks in steps that double, the first of them `step`.
  static func first(
    from start: Int, step: Int = 1, upTo limit: Int, where holds: (Int) -> Bool
  ) -> Int? {
    guard start <= limit else { return nil }
    if holds(start) { return start }
    var low = start
    var stride = max(1, step)
    var high = low
    repeat {
      if high == limit { return nil }
      low = high
      high = stride > limit - low ? limit : low + stride
      stride = stride > limit / 2 ? limit : stride * 2
    } while !holds(high)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
