import SynchroFlows

/// What the bounds of a row say, in words.
enum FlowWords {
  /// Who sends what to whom, how many must arrive and how soon.
  static func requirement(_ variant: FlowVariant, of row: FlowRow) -> String {
    let verb = variant.from.count == 1 ? "sends" : "send"
    return "\(list(variant.from)) \(verb) \(row.payload) to \(list(variant.to)): consumed in "
      + "\(latency(variant.latency)), \(reliability(variant.reliability))"
  }

  static func reliability(_ bound: ReliabilityBound) -> String {
    bound.criteria.map(criterion).joined(separator: ", ")
  }

  static func latency(_ bound: LatencyBound) -> String {
    var words = "less than \(time(bound.limit))"
    if let usual = bound.usual { words += ", usually from \(time(usual))" }
    if let batch = bound.batch { words += ", for \(batch.count) \(batch.unit)" }
    if let note = bound.note { words += " (\(note))" }
    return words
  }

  /// The bounds alone, for lists: `> 98 %`, `> 90, 98, 99.5 % by age`.
  static func short(_ bound: ReliabilityBound) -> String {
    let shares = bound.criteria.map { $0.share?.percentNumber ?? $0.letters ?? "?" }
    return "> \(shares.joined(separator: ", ")) %" + (bound.criteria.count > 1 ? " by age" : "")
  }

  /// The bound alone, for lists: `< 15 s`.
  static func short(_ bound: LatencyBound) -> String {
    let batch = bound.batch.map { $0.count > 1 ? " for \($0.count)" : "" } ?? ""
    return "< \(time(bound.limit))\(batch)"
  }

  static func when(_ time: ActivityTime) -> String {
    switch time {
    case .always: return "at any time"
    case .daily(let windows):
      return windows.map { "\($0) (\($0.minutes / 60) h)" }.joined(separator: " or ")
    case .episodes(let hours, let times, let unit):
      return "for \(range(hours)) h, \(range(times)) times a \(unit.rawValue)"
    case .after(let event, let limit, let note):
      return "less than \(self.time(limit)) after a \(event)" + (note.map { " (\($0))" } ?? "")
    }
  }

  static func howOften(_ value: HowOften) -> String {
    guard case .stated(let one) = value else { return "said in another table" }
    let devices = one.per == 1 ? "each \(one.population)" : "\(one.per) \(one.population)"
    let note = one.note.map { " (\($0))" } ?? ""
    return "\(count(one.count)) for \(devices) \(basis(one.basis))\(note)"
  }

  static func size(_ bound: SizeBound) -> String {
    switch bound.value {
    case .letters(let letters): return "left as '\(letters)'"
    case .bytes(let bytes):
      return "\(range(bytes)) bytes" + (bound.note.map { ": \($0)" } ?? "")
    }
  }

  static func load(_ row: FlowRow) -> String {
    "routine: \(mark(row.baseLoad)), full: \(mark(row.highLoad))"
  }

  // MARK: - Pieces

  private static func criterion(_ one: ReliabilityBound.Criterion) -> String {
    var words = "more than \(one.share?.percentNumber ?? one.letters ?? "?") %"
    if let window = one.window {
      words += window.isRepeated ? " every " : " within "
      words += "\(range(window.count)) \(window.unit.rawValue)"
      if window.count != 1...1 { words += "s" }
    } else if let note = one.note {
      words += " (\(note))"
    }
    return words
  }

  private static func basis(_ basis: Occurrence.Basis) -> String {
    switch basis {
    case .period(let period): period.count == 1 ? "a \(period)" : "in \(period)"
    case .event(let name, let count):
      count == .range(1...1) ? "at each '\(name)'" : "at \(self.count(count)) '\(name)'"
    case .eventRate(let name, let count, let period): "at each '\(name)', \(count) a \(period)"
    case .eventInPeriod(let name, let period): "at '\(name)', or a \(period)"
    case .secondRate(let counts, let period): "and \(range(counts)) a \(period)"
    case .undefined(let words): "in '\(words)'"
    }
  }

  private static func count(_ count: Occurrence.Count) -> String {
    switch count {
    case .range(let counts): range(counts)
    case .letter(let letter): "'\(letter)'"
    }
  }

  private static func mark(_ mark: LoadMark) -> String {
    switch mark {
    case .included(let scope): scope.map { "yes, as \($0)" } ?? "yes"
    case .excluded: "no"
    case .unsaid: "not said, read as yes"
    }
  }

  static func range(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
  }

  /// `15 s`, `1.5 min`, `4 h`, `7 days`, in the largest unit that leaves a short number.
  static func time(_ duration: Duration) -> String {
    let seconds = Int(duration.components.seconds)
    if duration.components.attoseconds != 0 { return "\(duration)" }
    if seconds == 86_400 { return "1 day" }
    for (unit, length) in [(" days", 86_400), (" h", 3600), (" min", 60)] where seconds >= length {
      if seconds % length == 0 { return "\(seconds / length)" + unit }
      if seconds * 2 % length == 0 { return "\(seconds / length).5" + unit }
    }
    return "\(seconds) s"
  }

  private static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
