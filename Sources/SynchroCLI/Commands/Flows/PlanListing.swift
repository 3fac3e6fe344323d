import SynchroDigest
import SynchroFlows
import SynchroText

/// A plan's traffic as people read it on a terminal.
struct PlanListing {
  private let traffic: TrafficPlan

  init(_ traffic: TrafficPlan) { self.traffic = traffic }

  func text(_ style: TerminalStyle) throws(RationalError) -> String {
    var text = head(style)
    for planned in traffic.interfaces { text += try interface(planned, style) }
    return text + leftOut(style) + assumptions(style)
  }

  // MARK: - Head

  private func head(_ style: TerminalStyle) -> String {
    let plan = traffic.plan
    var lines = [
      style.paint(VisibleText.escape(plan.name), .bold), VisibleText.escape(plan.reason),
      "sha256 \(traffic.digest.hex)", "",
      "use cases: " + plan.useCases.map(\.value).joined(separator: ", "),
    ]
    for added in traffic.added {
      lines.append(
        "  with them comes \(added.name): \(added.neededBy) needs it"
          + (added.isIndirect ? "; the list of the claimed use case leaves it out" : ""))
    }
    lines.append(
      "endpoints: \(Rational.grouped("\(plan.endpoints)")), \(VisibleText.escape(plan.endpointsReason))"
    )
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Interfaces

  private func interface(
    _ planned: PlannedInterface, _ style: TerminalStyle
  ) throws(RationalError) -> String {
    var text = "\n" + style.paint(VisibleText.escape(planned.interface.name), .bold) + "\n"
    text += VisibleText.escape(planned.interface.reason) + "\n\n"
    guard !planned.flows.isEmpty else { return text + "Nothing crosses it.\n" }
    var table = TextTable(
      "event", "population", "devices", "events/device/day", "bytes", "bytes/day", "hours", "row")
    for flow in planned.flows {
      for (load, words) in Self.loads(of: flow) {
        let bytes = try flow.devices * load.eventsPerDevice * Rational(load.size)
        table.add(
          flow.label + words, flow.population, Self.figure(flow.devices),
          Self.figure(load.eventsPerDevice), "\(load.size)", Self.figure(bytes),
          load.hours.description, flow.row.id)
      }
    }
    text += table.rendered(style)
    for load in LoadCase.allCases {
      if load == .high, planned.totals.high == planned.totals.base {
        text += "high load: the same\n"
      } else {
        text += try sums(planned.totals[load], load)
      }
    }
    return text + "\n" + hours(planned, style)
  }

  /// One line where both loads are the same, else one for each.
  private static func loads(of flow: PlannedFlow) -> [(FlowLoad, String)] {
    if flow.load.base == flow.load.high { return flow.load.base.map { [($0, "")] } ?? [] }
    return LoadCase.allCases.compactMap { load in
      flow.load[load].map { ($0, " (\(load.rawValue) load)") }
    }
  }

  private func sums(_ load: DayLoad, _ name: LoadCase) throws(RationalError) -> String {
    let one = try EndpointFigures(load, endpoints: traffic.plan.endpoints)
    let mean = one.bytesPerEvent.map { ", \(Self.figure($0)) bytes/event" } ?? ""
    return
      "\(name.rawValue) load: \(Self.figure(load.events)) events and \(Self.figure(load.bytes))"
      + " bytes a day\(mean); of one endpoint \(Self.figure(one.events)) events,"
      + " \(Self.figure(one.bytes)) bytes, \(one.eventsPerSecond.rounded(4)) events/s\n"
  }

  /// The hours of a day; those with the same load share a line.
  private func hours(_ planned: PlannedInterface, _ style: TerminalStyle) -> String {
    let (base, high) = (planned.totals.base, planned.totals.high)
    var table = TextTable("hours", "events/h", "bytes/h", "high events/h", "high bytes/h")
    var start = 0
    for hour in 1...24 {
      let isSame =
        hour < 24 && base.eventsByHour[hour] == base.eventsByHour[start]
        && base.bytesByHour[hour] == base.bytesByHour[start]
        && high.eventsByHour[hour] == high.eventsByHour[start]
        && high.bytesByHour[hour] == high.bytesByHour[start]
      if isSame { continue }
      table.add(
        "\(start):00-\(hour):00", Self.figure(base.eventsByHour[start]),
        Self.figure(base.bytesByHour[start]), Self.figure(high.eventsByHour[start]),
        Self.figure(high.bytesByHour[start]))
      start = hour
    }
    return table.rendered(style)
  }

  // MARK: - What is not in the sums, and what was assumed

  private func leftOut(_ style: TerminalStyle) -> String {
    var text = ""
    let flows = traffic.flows.filter { $0.untestable != nil }
    if !flows.isEmpty {
      text += "\n" + style.paint("in the sums, but no verdict can be made of it", .bold) + "\n"
      for flow in Self.unique(flows) {
        text += "  \(flow.row.id): \(VisibleText.escape(flow.untestable ?? ""))\n"
      }
    }
    if !traffic.left.isEmpty {
      text += "\n" + style.paint("not in the sums", .bold) + "\n"
      for row in traffic.left {
        let part = row.population.map { " (\($0))" } ?? ""
        text += "  \(row.row)\(part): \(VisibleText.escape(row.reason))\n"
      }
    }
    let count = traffic.elsewhere.count
    if count > 0 {
      text +=
        "\n\(counted(count, "row")) of these use cases cross none of the"
        + " interfaces; --format json names them\n"
    }
    return text
  }

  private func assumptions(_ style: TerminalStyle) -> String {
    var text = "\n" + style.paint("assumed and chosen", .bold) + "\n"
    let untouched = traffic.plan.choices.count { $0.reason.hasPrefix(PlanTemplate.mark) }
    if untouched > 0 {
      text +=
        "  \(untouched) of \(traffic.plan.choices.count) choices still have the template's values"
        + " and no reason of their own\n"
    }
    for population in traffic.plan.populations {
      guard let devices = traffic.populations.first(where: { $0.name == population.name })?.devices
      else { continue }
      text +=
        "  \(VisibleText.escape(population.name)) = \(Self.figure(devices)):"
        + " \(VisibleText.escape(population.reason))\n"
    }
    if let calendar = traffic.plan.calendar {
      text +=
        "  a month has \(Self.figure(calendar.daysPerMonth)) days, a year"
        + " \(Self.figure(calendar.daysPerYear)): \(VisibleText.escape(calendar.reason))\n"
    }
    for choice in traffic.plan.choices {
      let part = choice.population.map { " (\($0))" } ?? ""
      text +=
        "  \(choice.row.value)\(VisibleText.escape(part)): \(VisibleText.escape(choice.reason))\n"
      if let departure = choice.departure {
        text += "    departs from the document: \(VisibleText.escape(departure))\n"
      }
    }
    return text
  }

  private static func unique(_ flows: [PlannedFlow]) -> [PlannedFlow] {
    var seen: Set<String> = []
    return flows.filter { seen.insert($0.row.id).inserted }
  }

  /// Exact where that is short, else with six digits.
  static func figure(_ value: Rational) -> String {
    if let decimal = value.decimal, decimal.utf8.count <= 14 { return Rational.grouped(decimal) }
    return Rational.grouped(value.rounded(6))
  }
}
