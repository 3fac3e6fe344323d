public import SynchroDigest
public import SynchroJSON

extension TrafficPlan {
  /// The plan's result as JSON: deterministic, every figure exact, as text.
  ///
  /// A figure is a decimal (`8.431075`) or, where its digits never end, a fraction (`19/10800000`).
  public var json: JSONValue {
    .object([
      JSONField("sha256", .string(digest.hex)), JSONField("traffic", content),
    ])
  }

  /// The SHA-256 of the canonical text of the traffic, by which a replay names what it plays.
  public var digest: SHA256Digest { SHA256.digest(JSONPrinter.canonical(content)) }

  private var content: JSONValue {
    .object([
      JSONField("format", "synchroscope-flow-traffic/1"),
      JSONField("name", .string(plan.name)), JSONField("reason", .string(plan.reason)),
      JSONField("useCases", .array(plan.useCases.map { .string($0.value) })),
      JSONField("added", .array(added.map(Self.value))),
      JSONField("endpoints", .integer(plan.endpoints)),
      JSONField("endpointsReason", .string(plan.endpointsReason)),
      JSONField("populations", .array(populations.map(value))),
      JSONField("calendar", plan.calendar.map(Self.value) ?? .null),
      JSONField("interfaces", .array(interfaces.map(value))),
      JSONField("left", .array(left.map(Self.value))),
      JSONField("elsewhere", .array(elsewhere.map { .string($0) })),
    ])
  }

  private static func value(_ added: AddedUseCase) -> JSONValue {
    [
      "useCase": .string(added.name), "neededBy": .string(added.neededBy),
      "indirect": .bool(added.isIndirect),
    ]
  }

  private func value(_ population: CountedPopulation) -> JSONValue {
    let reason = plan.populations.first { $0.name == population.name }?.reason
    return [
      "name": .string(population.name), "devices": population.devices.value,
      "reason": .string(reason ?? ""),
    ]
  }

  private static func value(_ calendar: PlanCalendar) -> JSONValue {
    [
      "daysPerMonth": calendar.daysPerMonth.value, "daysPerYear": calendar.daysPerYear.value,
      "reason": .string(calendar.reason),
    ]
  }

  private static func value(_ row: LeftRow) -> JSONValue {
    [
      "row": .string(row.row), "population": row.population.map { .string($0) } ?? .null,
      "reason": .string(row.reason), "chosen": .bool(row.isChosen),
    ]
  }

  private func value(_ planned: PlannedInterface) -> JSONValue {
    .object([
      JSONField("name", .string(planned.interface.name)),
      JSONField("reason", .string(planned.interface.reason)),
      JSONField("from", .array(planned.interface.from.map { .string($0.value) })),
      JSONField("to", .array(planned.interface.to.map { .string($0.value) })),
      JSONField("base", planned.totals.base.value), JSONField("high", planned.totals.high.value),
      JSONField(
        "useCases",
        .array(
          planned.useCases.map { part in
            [
              "name": .string(part.name), "base": part.load.base.value,
              "high": part.load.high.value,
            ]
          })),
      JSONField("flows", .array(planned.flows.map(Self.value))),
    ])
  }

  private static func value(_ flow: PlannedFlow) -> JSONValue {
    var fields = [
      JSONField("row", .string(flow.row.id)), JSONField("label", .string(flow.label)),
      JSONField("useCase", .string(flow.useCase)),
      JSONField("population", .string(flow.population)), JSONField("devices", flow.devices.value),
    ]
    for load in LoadCase.allCases {
      fields.append(JSONField(load.rawValue, value(flow.load[load], flow.alternative[load])))
    }
    let picks = FlowColumn.allCases.compactMap { column in
      flow.picks[column].map { JSONField(column.rawValue, .string($0)) }
    }
    fields += [
      JSONField("picks", .object(picks)),
      JSONField("reason", flow.reason.map { .string($0) } ?? .null),
      JSONField("departure", flow.departure.map { .string($0) } ?? .null),
      JSONField("untestable", flow.untestable.map { .string($0) } ?? .null),
    ]
    return .object(fields)
  }

  private static func value(_ load: FlowLoad?, _ alternative: Int) -> JSONValue {
    guard let load else { return .null }
    return [
      "howOften": .integer(alternative), "eventsPerDevice": load.eventsPerDevice.value,
      "size": .integer(load.size),
      "hours": .array(load.hours.windows.map { .string($0.description) }),
    ]
  }
}

extension DayLoad {
  fileprivate var value: JSONValue {
    [
      "events": events.value, "bytes": bytes.value, "busiestHour": .integer(busiestHour),
      "eventsByHour": .array(eventsByHour.map(\.value)),
      "bytesByHour": .array(bytesByHour.map(\.value)),
    ]
  }
}

extension Rational {
  /// Exact, as text: a JSON number would be rounded by most readers.
  fileprivate var value: JSONValue { .string(description) }
}
