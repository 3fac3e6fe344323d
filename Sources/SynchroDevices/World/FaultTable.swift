import SynchroPXB

/// The faults that the control channel has injected.
struct FaultTable: Sendable {
  private struct Entry: Sendable {
    let injection: FaultInjection
    let until: PXBTime?
    var left: Int?

    /// Whether it is a fault of this name, and for this payload and instance; a payload of nil is any.
    func fits(_ fault: FaultName, _ payload: String?, _ instance: String) -> Bool {
      let match = injection.match
      return injection.fault == fault && (match.instance == nil || match.instance == instance)
        && (match.payload == nil || payload == nil || match.payload == payload)
    }
  }

  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  mutating func inject(_ injection: FaultInjection, at now: PXBTime) {
    switch injection.extent {
    case .untilCleared: entries.append(Entry(injection: injection, until: nil, left: nil))
    case .count(let count): entries.append(Entry(injection: injection, until: nil, left: count))
    case .duration(let length):
      entries.append(Entry(injection: injection, until: now + length, left: nil))
    }
  }

  /// Ends the faults that a name and a condition choose; nil chooses all.
  mutating func clear(_ fault: FaultName?, _ match: Match) {
    entries.removeAll { entry in
      (fault == nil || entry.injection.fault == fault)
        && (match.payload == nil || entry.injection.match.payload == match.payload)
        && (match.instance == nil || entry.injection.match.instance == match.instance)
    }
  }

  mutating func removeAll() { entries.removeAll() }

  /// The fault that strikes now, which counts; nil when none does.
  mutating func strike(
    _ fault: FaultName, payload: String?, instance: String, at now: PXBTime
  ) -> FaultInjection? {
    guard !entries.isEmpty else { return nil }
    entries.removeAll { entry in entry.until.map { $0 <= now } ?? false }
    guard
      let index = entries.firstIndex(where: { $0.fits(fault, payload, instance) })
    else { return nil }
    let injection = entries[index].injection
    if let left = entries[index].left {
      if left <= 1 { entries.remove(at: index) } else { entries[index].left = left - 1 }
    }
    return injection
  }

  /// Whether a fault would strike, without counting.
  func holds(_ fault: FaultName, payload: String, instance: String, at now: PXBTime) -> Bool {
    entries.contains { entry in
      (entry.until.map { $0 > now } ?? true) && entry.fits(fault, payload, instance)
    }
  }
}
