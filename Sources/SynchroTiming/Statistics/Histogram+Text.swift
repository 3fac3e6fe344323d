/// Why a text is not a histogram. Offsets count UTF-8 bytes from 0.
public enum HistogramTextError: Error, Sendable, Equatable {
  /// The text begins with another name or version than `histogram1`.
  case unknownVersion
  /// Something else stands where the form wants this.
  case expected(String, offset: Int)
  /// A number with leading zeros, or one that does not fit.
  case badNumber(offset: Int)
  /// A bucket beyond the largest value.
  case bucketOutOfRange(offset: Int)
  /// A field of the summary cannot belong to these buckets.
  case contradiction(field: String)
}

extension Histogram: CustomStringConvertible {
  // histogram1;MIN;MAX;SUM;SQUARES;SATURATED;GAPxCOUNT,GAPxCOUNT,… Decimal numbers. A gap is the
  // distance to the bucket before, the first one to bucket 0. An empty histogram is `histogram1;`
  // and nothing more. Every histogram has exactly one text.

  /// The whole histogram as one line of ASCII, stable across versions; ``init(text:)`` reads it
  /// back.
  public var text: String {
    guard !isEmpty else { return Self.heading }
    var text = Self.heading + "\(lowest);\(highest);\(sum);\(squares);\(saturated);"
    var previous = 0
    let entries = buckets.indices.lazy.filter { buckets[$0] > 0 }.map { index in
      defer { previous = index }
      return "\(index - previous)x\(buckets[index])"
    }
    text += entries.joined(separator: ",")
    return text
  }

  /// A short summary for people.
  public var description: String {
    guard let minimum, let maximum, let median = percentile(50), let high = percentile(99) else {
      return "no values"
    }
    return "\(count) values, min \(minimum), p50 \(median), p99 \(high), max \(maximum)"
  }

  /// Reads what ``text`` wrote and nothing else: unknown versions, numbers that do not fit, buckets
  /// out of order and summaries that their buckets contradict are refused. Memory stays below 320
  /// KB.
  public init(text: some StringProtocol) throws(HistogramTextError) {
    try self.init(text: Array(text.utf8))
  }

  /// Reads what ``text`` wrote, from bytes.
  public init(text bytes: [UInt8]) throws(HistogramTextError) {
    guard bytes.starts(with: Self.heading.utf8) else { throw .unknownVersion }
    var reader = Reader(bytes: bytes, offset: Self.heading.utf8.count)
    self.init()
    if reader.isAtEnd { return }
    lowest = try reader.number(endedBy: ";")
    highest = try reader.number(endedBy: ";")
    guard highest <= Self.highestValue else { throw .contradiction(field: "maximum") }
    sum = try reader.number(endedBy: ";")
    squares = try reader.number(endedBy: ";")
    saturated = try reader.number(endedBy: ";")
    grow(toCover: highest)
    try readBuckets(from: &reader)
    try checkSummary()
  }

  private static let heading = "histogram1;"

  private mutating func readBuckets(from reader: inout Reader) throws(HistogramTextError) {
    var index = 0
    var isFirst = true
    while true {
      let place = reader.offset
      let gap: UInt64 = try reader.number(endedBy: "x")
      // Bucket numbers rise, so a gap of nothing is the same bucket twice.
      guard isFirst || gap > 0 else { throw .badNumber(offset: place) }
      guard gap < UInt64(buckets.count - index) else { throw .bucketOutOfRange(offset: place) }
      index += Int(gap)
      isFirst = false
      let countPlace = reader.offset
      let times: UInt64 = try reader.number()
      let (total, overflow) = count.addingReportingOverflow(times)
      guard times > 0, !overflow else { throw .badNumber(offset: countPlace) }
      buckets[index] = times
      count = total
      if reader.isAtEnd { return }
      try reader.skip(",")
    }
  }

  /// The summary is exact and the buckets are not, so one must lie within the bounds of the other.
  private func checkSummary() throws(HistogramTextError) {
    guard let first = occupied.first, let last = occupied.last else {
      throw .contradiction(field: "buckets")
    }
    guard first.values.contains(lowest) else { throw .contradiction(field: "minimum") }
    guard last.values.contains(highest), lowest <= highest, count > 1 || lowest == highest else {
      throw .contradiction(field: "maximum")
    }
    guard saturated == 0 || highest == Self.highestValue, saturated <= last.count else {
      throw .contradiction(field: "saturated")
    }
    let bounds = occupied.reduce(into: (low: UInt128(0), high: UInt128(0))) { bounds, bucket in
      let times = UInt128(bucket.count)
      bounds.low = bounds.low.addingSaturating(UInt128(bucket.values.lowerBound) * times)
      bounds.high = bounds.high.addingSaturating(UInt128(bucket.values.upperBound) * times)
    }
    guard (bounds.low...bounds.high).contains(sum) else { throw .contradiction(field: "sum") }
    let squareBounds = occupied.reduce(into: (low: UInt128(0), high: UInt128(0))) {
      bounds, bucket in
      let low = UInt128(bucket.values.lowerBound)
      let high = UInt128(bucket.values.upperBound)
      bounds.low = bounds.low.addingSaturating((low * low).timesSaturating(bucket.count))
      bounds.high = bounds.high.addingSaturating((high * high).timesSaturating(bucket.count))
    }
    guard (squareBounds.low...squareBounds.high).contains(squares) else {
      throw .contradiction(field: "squares")
    }
  }
}

/// Takes canonical decimal numbers from the front of a text.
private struct Reader {
  let bytes: [UInt8]
  var offset: Int

  var isAtEnd: Bool { offset == bytes.count }

  mutating func skip(_ mark: Unicode.Scalar) throws(HistogramTextError) {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: mark) else {
      throw .expected("'\(mark)'", offset: offset)
    }
    offset += 1
  }

  mutating func number<Number: FixedWidthInteger>(
    endedBy mark: Unicode.Scalar
  ) throws(HistogramTextError) -> Number {
    let value: Number = try number()
    try skip(mark)
    return value
  }

  mutating func number<Number: FixedWidthInteger>() throws(HistogramTextError) -> Number {
    let start = offset
    var value: Number = 0
    while offset < bytes.count, (48...57).contains(bytes[offset]) {
      let (scaled, wide) = value.multipliedReportingOverflow(by: 10)
      let (sum, wider) = scaled.addingReportingOverflow(Number(bytes[offset] - 48))
      guard !wide, !wider else { throw .badNumber(offset: start) }
      value = sum
      offset += 1
    }
    guard offset > start else { throw .expected("a number", offset: start) }
    guard bytes[start] != 48 || offset == start + 1 else { throw .badNumber(offset: start) }
    return value
  }
}
