internal import SynchroText

extension TrafficPlan {
  /// The flows as a table for spreadsheets; figures with so many digits that nothing is lost in use.
  public func csv() throws(RationalError) -> String {
    var lines = [
      CSVRow.line([
        "interface", "use case", "row", "event", "population", "devices", "load",
        "events per device and day", "bytes per event", "events per day", "bytes per day", "hours",
        "reason", "departure", "untestable",
      ])
    ]
    for planned in interfaces {
      for flow in planned.flows {
        for load in LoadCase.allCases {
          guard let part = flow.load[load] else { continue }
          let events = try flow.devices * part.eventsPerDevice
          lines.append(
            CSVRow.line([
              planned.interface.name, flow.useCase, flow.row.id, flow.label, flow.population,
              flow.devices.cell, load.rawValue, part.eventsPerDevice.cell, "\(part.size)",
              events.cell, try (events * Rational(part.size)).cell, part.hours.description,
              flow.reason ?? "", flow.departure ?? "", flow.untestable ?? "",
            ]))
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Rational {
  /// For a spreadsheet, which reads no fractions: exact where that is possible.
  fileprivate var cell: String { decimal ?? rounded(15) }
}
