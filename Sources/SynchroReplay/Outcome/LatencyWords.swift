import SynchroStatistics
import SynchroTiming

/// The latencies of a row in a line: a picture and no verdict.
enum LatencyWords {
  static func of(_ latencies: Histogram) -> String? {
    guard let percentiles = LatencyPercentiles(latencies) else { return nil }
    func time(_ nanoseconds: UInt64) -> String {
      ReplayWords.time(.nanoseconds(Int64(clamping: nanoseconds)))
    }
    let points = percentiles.points.map { point in
      "p\(point.share.percentNumber) \(time(point.value))"
    }
    return "latency " + (points + ["largest \(time(percentiles.largest))"]).joined(separator: ", ")
  }
}
