import SynchroTiming

extension FuzzTarget {
  /// Time stamps: refused, or read so that they print and read again as the same time.
  public static let timestamp = FuzzTarget(
    "timestamp",
    corpus: [
      "1985-04-12T23:20:50.52Z", "1996-12-19T16:39:57-08:00", "1990-12-31T23:59:60Z",
      "1990-12-31T15:59:60-08:00", "1937-01-01T12:00:27.87+00:20",
      "2024-02-29t00:00:00.000000001z", "0000-01-01T00:00:00+23:59",
      "9999-12-31T23:59:59.999999999-00:00",
    ].map { Array($0.utf8) },
    dictionary: "T:-+.Z60".map(String.init), limit: 128
  ) { bytes in
    guard let time = try? CivilTime(rfc3339: bytes) else { return nil }
    let printed = time.description
    guard let again = try? CivilTime(rfc3339: printed) else { return "'\(printed)' is refused" }
    guard again == time else { return "'\(printed)' reads as \(again)" }
    guard CivilTime(time.timestamp, at: time.offset).timestamp == time.timestamp else {
      return "'\(printed)' does not survive UTC"
    }
    return nil
  }

  /// Histograms as text: refused, or read faithfully, with figures that make sense.
  public static let histogram = FuzzTarget(
    "histogram",
    corpus: [
      "histogram1;", "histogram1;0;0;0;0;0;0x3", "histogram1;1;2;3;5;0;1x1,1x1",
      "histogram1;140737488355327;140737488355327;140737488355327;"
        + "19807040628565802923409276929;1;38911x1",
    ].map { Array($0.utf8) },
    dictionary: "x,;0918446744073709551615".map(String.init), limit: 512
  ) { bytes in
    guard let histogram = try? Histogram(text: bytes) else { return nil }
    guard Array(histogram.text.utf8) == bytes else { return "prints as '\(histogram.text)'" }
    var doubled = histogram
    doubled.merge(histogram)
    guard let low = doubled.minimum, let high = doubled.maximum else {
      return histogram.isEmpty ? nil : "values without a smallest one"
    }
    guard let deviation = doubled.standardDeviation, deviation.isFinite, deviation >= 0 else {
      return "no standard deviation"
    }
    for percent in [0, 50, 99.9, 100] {
      guard let value = doubled.percentile(percent), (low...high).contains(value) else {
        return "percentile \(percent) lies outside"
      }
    }
    return nil
  }
}
