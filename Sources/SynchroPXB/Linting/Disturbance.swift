/// Faults of the wire that the harness itself has ordered: what they break is not the target's
/// fault.
struct Disturbance: Sendable {
  /// What is disturbed, and how many breaches it still excuses; nil means any number.
  private var active: [String: Int?] = [:]

  /// Whether something is disturbed now.
  var isActive: Bool { !active.isEmpty }

  /// Notes an order.
  mutating func take(_ verb: ControlVerb) {
    switch verb {
    case .inject(let injection) where Self.isOfTheWire(injection.fault):
      switch injection.extent {
      // One message that is lost or held back shows in several places.
      case .count(let count): active[injection.fault.rawValue] = .some(count.multipliedByFour)
      case .untilCleared, .duration: active.updateValue(nil, forKey: injection.fault.rawValue)
      }
    case .clear(let fault, _):
      if let fault {
        active[fault.rawValue] = nil
      } else {
        active = active.filter { $0.key == "link" || $0.key == "power" }
      }
    case .link(let order, _): take(order, "link")
    case .power(let order, _): take(order, "power")
    case .reset: active = [:]
    case .inject, .trigger, .clock, .observe, .state, .prompt, .other: break
    }
  }

  /// Whether a breach is excused now.
  mutating func excuse() -> Bool {
    // What has no end excuses without being used up, and of what is counted the first by its name: a transcript
    // has one report, whatever order a dictionary has.
    if active.values.contains(nil) { return true }
    guard let name = active.keys.min(), case .some(.some(let left)) = active[name] else {
      return false
    }
    if left > 1 { active[name] = .some(left - 1) } else { active.removeValue(forKey: name) }
    return true
  }

  private mutating func take(_ order: ControlVerb.LinkOrder, _ name: String) {
    switch order {
    case .down: active.updateValue(nil, forKey: name)
    case .up: active[name] = .none
    case .cycle: active[name] = .some(1.multipliedByFour)
    }
  }

  private static func isOfTheWire(_ fault: FaultName) -> Bool {
    switch fault {
    case .noComms, .drop, .delay, .duplicate, .reorder, .corrupt: true
    default: fault.rawValue.hasPrefix("x-")
    }
  }
}

extension Int {
  fileprivate var multipliedByFour: Int {
    let (product, overflow) = multipliedReportingOverflow(by: 4)
    return overflow ? .max : product
  }
}

extension LintRule {
  /// Whether a disturbed wire can break it.
  var isOfTheWire: Bool {
    switch self {
    case .json, .envelope, .version, .length, .oneLine, .uniqueID, .gap, .overtaken, .numberTwice,
      .restart, .samePayload, .crc, .knownPayload, .oneOutcome, .missingOutcome, .acceptedLate,
      .falseDuplicate, .answer, .dataAfterError, .answerBeforeReceipt, .packed, .refusal:
      true
    case .sameRun, .clockName, .issuedEarly, .handshake, .setup, .declaredInstance,
      .declaredPayload, .limit, .afterBye, .receiver, .receiptTimes, .oneResult, .missingResult,
      .direction, .hazard, .sealed:
      false
    }
  }
}
