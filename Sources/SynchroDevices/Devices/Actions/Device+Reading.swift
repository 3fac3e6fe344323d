import SynchroJSON
import SynchroPXB

extension Device {
  mutating func read(
    _ action: DeviceAction, _ asked: Attributes, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    switch action {
    case .readRegister: readRegister(asked, in: &turn)
    case .readIntervals: readIntervals(asked, in: &turn)
    case .readBulk: .done(Attributes(["data_group": .string(asked.text("data_group") ?? "all")]))
    default: .done(account(asked))
    }
  }

  private func readRegister(_ asked: Attributes, in turn: inout DeviceTurn) -> ActionOutcome {
    if turn.strikes(.metrologyFail), !turn.has(.inventsReading) { return .failed(.hardwareFault) }
    guard let kind = kind(asked.text("reading_type")) else { return .failed(.badAttribute) }
    let moment = turn.has(.registerStands) ? PXBTime.epoch : turn.now
    let reading = JSONValue.decimal(register.value(kind, at: moment), digits: 3)
    return .done(Attributes(["reading_type": .string(kind.rawValue), "reading": reading]))
  }

  /// The quarters of an hour of a period; without one, those of the last four hours.
  private func readIntervals(_ asked: Attributes, in turn: inout DeviceTurn) -> ActionOutcome {
    if turn.strikes(.metrologyFail) { return .failed(.hardwareFault) }
    guard kind(asked.text("reading_type")) != nil else { return .failed(.badAttribute) }
    let length = asked.seconds("period_s") ?? .seconds(4 * 3600)
    guard length <= .seconds(2 * 86_400) else { return .failed(.badAttribute) }
    let from = asked.moment("period_from") ?? turn.now - length
    return .done(intervals(from: from, length: length, asked.text("reading_type"), in: turn))
  }

  func intervals(
    from: PXBTime, length: Duration, _ type: String?, in turn: DeviceTurn
  ) -> Attributes {
    let quarter: Int64 = 900_000_000
    let first = from.microseconds / quarter
    let count = min(max(1, length.wholeMicroseconds / quarter), 200)
    var values = (first..<(first + count)).map {
      JSONValue.decimal(register.interval($0), digits: 3)
    }
    if turn.has(.intervalMissing) { values.removeLast() }
    return Attributes([
      "period_from": .moment(from), "period_s": .integer(Int(length.components.seconds)),
      "reading_type": .string(kind(type)?.rawValue ?? "kWh-del"), "reading": .array(values),
    ])
  }

  /// The kind of reading that was asked for; the first one where nothing was said.
  private func kind(_ name: String?) -> EnergyRegister.Kind? {
    guard let name else { return register.kinds.first }
    return register.kinds.first { $0.rawValue == name }
  }

  private func account(_ asked: Attributes) -> Attributes {
    let account = asked.text("account_id") ?? "a1"
    return Attributes([
      "account_id": .string(account), "premise_id": .string("p-" + account),
      "meter_id": .string("m-" + account), "current_billing": .decimal(42.5, digits: 2),
      "programs": .string((programs[account] ?? []).joined(separator: " ")),
    ])
  }
}
