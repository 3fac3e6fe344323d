import SynchroFlows
import SynchroSimulation
import SynchroStatistics
import SynchroText
import SynchroTiming

/// The result of a simulation as people read it.
struct SimulationOutput {
  private let result: SimulationResult

  init(_ result: SimulationResult) { self.result = result }

  func table(_ style: TerminalStyle) -> String {
    [heading, flows(style), times(style), links(style), outages, verdicts(style)]
      .filter { !$0.isEmpty }.joined(separator: "\n") + "\n" + SimulationResult.caveat + "\n"
  }

  private var heading: String {
    let scenario = result.scenario
    let fleet = scenario.fleet
    return (scenario.title.isEmpty ? "" : VisibleText.escape(scenario.title) + "\n")
      + counted(fleet.devices, "device", "devices") + " on "
      + counted(fleet.collectors, "collector", "collectors") + ", "
      + counted(scenario.days, "day", "days")
      + ", seed \(scenario.seed): \(result.payloads) payloads\n"
  }

  private func flows(_ style: TerminalStyle) -> String {
    var table = TextTable(
      "ROW", "SENT", "IN TIME", "LATE", "LOST", "TURNED AWAY", "NO POWER", "IN TIME %", "VERDICT")
    for (flow, verdict) in zip(result.flows, result.verdicts) {
      table.add(
        flow.flow.id, "\(flow.sent)", "\(flow.onTime)", "\(flow.late)", "\(flow.lost)",
        "\(flow.overflowed)", "\(flow.silent)", Self.percent(flow.onTime, of: flow.sent),
        verdict?.decision.rawValue ?? "-")
    }
    return table.rendered(style)
  }

  /// Percentiles with the bounds that the number of values allows.
  private func times(_ style: TerminalStyle) -> String {
    var table = TextTable("LATENCY OF", "P50", "P90", "P98", "LARGEST")
    for flow in result.flows {
      guard let found = LatencyPercentiles(flow.latencies) else { continue }
      let points = found.points.map(Self.words)
      guard points.count == 3 else { continue }
      table.add(
        flow.flow.id, points[0], points[1], points[2], VirtualTime.rounded(found.largest))
    }
    return table.rendered(style)
  }

  private func links(_ style: TerminalStyle) -> String {
    var table = TextTable(
      "LINK", "PASSED", "LOST", "TURNED AWAY", "LOAD", "MEAN WAIT", "P98 WAIT", "LONGEST QUEUE")
    for link in result.links {
      let isQueue = link.link.queue != .none
      table.add(
        link.link.name, "\(link.passed)", "\(link.lost)", "\(link.overflowed)",
        link.utilization.map { Self.tenths($0 * 100) + " %" } ?? "-",
        isQueue ? VirtualTime.rounded(UInt64(link.waits.mean ?? 0)) : "-",
        isQueue ? VirtualTime.rounded(link.waits.percentile(98) ?? 0) : "-",
        link.link.queue == .collector ? "\(link.longestQueue)" : "-")
    }
    return table.rendered(style)
  }

  private var outages: String {
    zip(result.scenario.outages, result.darkDevices).map { outage, devices in
      "outage '\(VisibleText.escape(outage.name))': day \(outage.day), \(outage.time), "
        + "\(devices) devices for \(VirtualTime.words(outage.duration))\n"
    }.joined()
  }

  private func verdicts(_ style: TerminalStyle) -> String {
    zip(result.flows, result.verdicts).map { flow, verdict in
      guard let verdict else { return "" }
      let note =
        verdict.clustering > 1
        ? " (failures cluster: \(Self.tenths(verdict.clustering)) trials count for one)" : ""
      return "\(VisibleText.escape(flow.flow.id)): \(verdict.words)\(note)\n"
    }.joined()
  }

  private static func words(_ point: LatencyPercentiles.Point) -> String {
    let value = VirtualTime.rounded(point.value)
    guard let low = point.atLeast, let high = point.atMost else { return value }
    return "\(value) (\(VirtualTime.rounded(low)) to \(VirtualTime.rounded(high)))"
  }

  /// Cut, not rounded: 99.999 % is not all.
  private static func percent(_ part: UInt64, of whole: UInt64) -> String {
    guard whole > 0 else { return "-" }
    let thousandths = part.multipliedFullWidth(by: 100_000)
    let (quotient, _) = whole.dividingFullWidth(thousandths)
    let rest = String(quotient % 1000)
    return "\(quotient / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  private static func tenths(_ number: Double) -> String {
    let count = Int((min(number, 1e12) * 10).rounded())
    return "\(count / 10).\(count % 10)"
  }
}
