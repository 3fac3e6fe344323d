import SynchroFlows
import SynchroJSON

/// What the alternatives of cells say, for programs. Times are seconds, shares percent.
enum FlowCellJSON {
  static func latency(_ bound: LatencyBound) -> JSONValue {
    var value: JSONValue = ["less_than_seconds": seconds(bound.limit)]
    if let usual = bound.usual { value.append("usual_seconds", seconds(usual)) }
    if let batch = bound.batch {
      value.append("per", ["count": .integer(batch.count), "unit": .string(batch.unit)])
    }
    append(bound.note, to: &value)
    return value
  }

  static func reliability(_ bound: ReliabilityBound) -> JSONValue {
    .array(
      bound.criteria.map { one in
        var value: JSONValue = [
          "more_than_percent": one.share.flatMap { JSONNumber($0.percentNumber) }
            .map(JSONValue.number) ?? .null
        ]
        if let letters = one.letters { value.append("letters", .string(letters)) }
        if let window = one.window {
          value.append(window.isRepeated ? "every" : "over", range(window.count))
          value.append("unit", .string(window.unit.rawValue))
        }
        append(one.note, to: &value)
        return value
      })
  }

  static func when(_ time: ActivityTime) -> JSONValue {
    switch time {
    case .always: return ["kind": "always"]
    case .daily(let windows):
      return [
        "kind": "daily",
        "windows": .array(
          windows.map { ["start_minute": .integer($0.start), "minutes": .integer($0.minutes)] }),
      ]
    case .episodes(let hours, let times, let unit):
      return [
        "kind": "episodes", "hours": range(hours), "times": range(times),
        "per": .string(unit.rawValue),
      ]
    case .after(let event, let limit, let note):
      var value: JSONValue = [
        "kind": "after", "event": .string(event), "less_than_seconds": seconds(limit),
      ]
      append(note, to: &value)
      return value
    }
  }

  static func size(_ bound: SizeBound) -> JSONValue {
    var value: JSONValue
    switch bound.value {
    case .bytes(let bytes): value = ["bytes": range(bytes)]
    case .letters(let letters): value = ["letters": .string(letters)]
    }
    append(bound.note, to: &value)
    return value
  }

  static func howOften(_ value: HowOften) -> JSONValue {
    switch value {
    case .elsewhere(let table): return ["elsewhere": .string(table)]
    case .stated(let one):
      var value: JSONValue = [
        "count": count(one.count), "per_devices": .integer(one.per),
        "population": .string(one.population), "basis": basis(one.basis),
      ]
      append(one.note, to: &value)
      value.append("left_open", FlowRowJSON.strings(one.gaps))
      return value
    }
  }

  // MARK: - Pieces

  private static func basis(_ basis: Occurrence.Basis) -> JSONValue {
    switch basis {
    case .period(let period): ["kind": "period", "period": self.period(period)]
    case .event(let name, let count):
      ["kind": "event", "event": .string(name), "count": self.count(count)]
    case .eventRate(let name, let count, let period):
      [
        "kind": "event_rate", "event": .string(name), "count": .integer(count),
        "period": self.period(period),
      ]
    case .eventInPeriod(let name, let period):
      ["kind": "event_in_period", "event": .string(name), "period": self.period(period)]
    case .secondRate(let counts, let period):
      ["kind": "second_rate", "count": range(counts), "period": self.period(period)]
    case .undefined(let words): ["kind": "undefined", "words": .string(words)]
    }
  }

  private static func count(_ count: Occurrence.Count) -> JSONValue {
    switch count {
    case .range(let counts): range(counts)
    case .letter(let letter): .string(letter)
    }
  }

  private static func period(_ period: CalendarPeriod) -> JSONValue {
    ["count": .integer(period.count), "unit": .string(period.unit.rawValue)]
  }

  private static func range(_ range: ClosedRange<Int>) -> JSONValue {
    [.integer(range.lowerBound), .integer(range.upperBound)]
  }

  private static func append(_ note: String?, to value: inout JSONValue) {
    if let note { value.append("note", .string(note)) }
  }

  /// Whole seconds, or with the decimals that a cell prints.
  private static func seconds(_ duration: Duration) -> JSONValue {
    let (seconds, attoseconds) = duration.components
    guard attoseconds != 0 else { return .integer(Int(seconds)) }
    let tenths = attoseconds / 100_000_000_000_000_000
    return JSONNumber("\(seconds).\(tenths)").map(JSONValue.number) ?? .null
  }
}
