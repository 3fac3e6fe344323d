import SynchroJSON
import SynchroPXB

/// Paying in advance, limited energy, and words for the customer.
extension Device {
  mutating func serve(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome {
    switch action {
    case .configurePrepayment: return configurePrepayment(asked, in: &turn)
    case .enroll, .unenroll:
      guard let account = asked.text("account_id"), let code = asked.text("program_code") else {
        return .refused(.badAttribute, "an account and a program are needed")
      }
      programs[account, default: []].removeAll { $0 == code }
      if action == .enroll { programs[account, default: []].append(code) }
      return .quiet
    case .show:
      display = asked.text("display_text") ?? ""
      return .quiet
    case .cap:
      isCapped = true
      return .done(Attributes(["alert_text": "energy is limited"]))
    default:
      if !turn.has(.capKept) { isCapped = false }
      return .done(Attributes(["alert_text": "energy is not limited"]))
    }
  }

  /// `command_code` is `on`, `off` or `credit`; `config` holds the credit in units of energy.
  private mutating func configurePrepayment(
    _ asked: Attributes, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    let written = asked.text("config").flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    let amount = asked.number("config") ?? written ?? 0
    switch asked.text("command_code") {
    case "off": service.credit = nil
    case "credit": service.credit = (service.credit ?? 0) + amount
    case "on": service.credit = amount
    default: return .refused(.badAttribute, "the command is on, off or credit")
    }
    service.creditEnds = nil
    if let credit = service.credit {
      let hours = min(max(credit, 0) / max(register.rate, 0.001), 1e5)
      let end = turn.now + .microseconds(Int64(hours * 3.6e9))
      service.creditEnds = end
      turn.wake(.creditRunsOut, at: end)
    }
    return .quiet
  }

  /// The credit is used up, unless more was bought since this was foreseen.
  mutating func runOutOfCredit(in turn: inout DeviceTurn) {
    guard let end = service.creditEnds, end <= turn.now else { return }
    service.credit = 0
    service.creditEnds = nil
    guard service.supplies, !turn.has(.staysOnWithoutCredit) else { return }
    set(supplies: false, cause: nil, in: &turn)
  }
}
