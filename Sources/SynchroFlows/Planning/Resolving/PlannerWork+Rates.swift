internal import SynchroText

/// How often: the rate of one device in a day.
extension PlannerWork {
  /// Which alternative of the column counts, from 0.
  mutating func alternative(_ context: CellContext) -> Int? {
    let all = context.row.howOften.alternatives
    let own = all.indices.filter {
      all[$0].occurrence == nil || all[$0].occurrence?.population == context.population
    }
    if let chosen = context.values.howOften {
      if own.contains(chosen - 1) { return chosen - 1 }
      guard let choice = context.choice, told.insert("\(choice.range.start) howOften").inserted
      else { return nil }
      findings.add(
        "pick",
        "alternative \(chosen) of the cell 'How Often' does not count by '\(context.population)'",
        at: choice.range,
        help: ["choose " + own.map { "\($0 + 1)" }.joined(separator: " or ") + " for 'howOften'"])
      return nil
    }
    if own.count == 1 { return own[0] }
    let texts = own.map { "\($0 + 1): '\(all[$0].occurrence?.text.oneLine ?? "")'" }
    missing(
      context.row, .howOften, population: context.population, at: context.choice,
      write: "\"howOften\": one of " + texts.joined(separator: ", "))
    return nil
  }

  /// Events of one device in a day.
  mutating func events(
    _ context: CellContext, _ index: Int, _ hours: OpenHours, _ trail: [String]
  ) -> Rational? {
    let values = context.values
    guard let occurrence = context.row.howOften.alternatives[index].occurrence else {
      if values.rate == nil {
        missing(
          context.row, .howOften, population: context.population, at: context.choice,
          write: "\"rate\": events of one \(context.population) a day, such as \"25/1000\"")
      }
      return values.rate
    }
    if let rate = values.rate {
      let isAllowed = checkPrinted(
        context, .howOften, "rate", rate.description,
        wanted: "\"count\", which keeps the unit of the cell")
      return isAllowed ? rate : nil
    }
    guard let count = count(context, occurrence) else { return nil }
    do throws(RationalError) {
      let each = try count / Rational(occurrence.per)
      guard let times = try times(context, occurrence, hours, trail) else { return nil }
      return try each * times
    } catch {
      let range = context.choice?.range ?? plan.places.choices
      if told.insert("overflow \(context.row.id)").inserted {
        findings.add("overflow", "the rate of '\(context.row.id)': \(error)", at: range)
      }
      return nil
    }
  }

  private mutating func count(_ context: CellContext, _ occurrence: Occurrence) -> Rational? {
    switch occurrence.count {
    case .letter(let letter):
      if let count = context.values.count { return count }
      missing(
        context.row, .howOften, population: context.population, at: context.choice,
        write: "\"count\": the number for the letter '\(letter)'")
      return nil
    case .range(let range):
      guard let count = context.values.count else {
        if range.count == 1 { return Rational(range.lowerBound) }
        missing(
          context.row, .howOften, population: context.population, at: context.choice,
          write: "\"count\": a number from \(range.lowerBound) to \(range.upperBound)")
        return nil
      }
      if count >= Rational(range.lowerBound), count <= Rational(range.upperBound) { return count }
      let wanted =
        range.count == 1
        ? "\(range.lowerBound)" : "a number from \(range.lowerBound) to \(range.upperBound)"
      let isAllowed = checkPrinted(
        context, .howOften, "count", count.description, wanted: wanted)
      return isAllowed ? count : nil
    }
  }

  /// How many times a day the count comes about.
  private mutating func times(
    _ context: CellContext, _ occurrence: Occurrence, _ hours: OpenHours, _ trail: [String]
  ) throws(RationalError) -> Rational? {
    switch occurrence.basis {
    case .period(let period):
      guard checkNoEvents(context) else { return nil }
      return try times(period, hours)
    case .eventRate(_, let count, let period):
      if context.values.events != nil || context.values.eventsOf != nil {
        let isAllowed = checkPrinted(
          context, .howOften, "events", "chosen", wanted: "nothing, for the cell has their rate")
        return isAllowed ? try chosenEvents(context, trail) : nil
      }
      return try times(period, hours).map { times throws(RationalError) in
        try Rational(count) * times
      }
    case .event, .eventInPeriod, .secondRate, .undefined:
      if context.values.events == nil, context.values.eventsOf == nil {
        missing(
          context.row, .howOften, population: context.population, at: context.choice,
          write: "\"events\": how many times a day '\(occurrence.basis.words)' comes about for one"
            + " \(context.population), or \"eventsOf\": {\"row\": …} for a row that causes it")
        return nil
      }
      return try chosenEvents(context, trail)
    }
  }

  /// How many periods a day has; one shorter than a day passes only while the hours are open.
  private mutating func times(
    _ period: CalendarPeriod, _ hours: OpenHours
  ) throws(RationalError) -> Rational? {
    if let seconds = period.seconds {
      let open = seconds < 86_400 ? hours.minutes * 60 : 86_400
      return try Rational(open) / Rational(seconds)
    }
    guard let calendar = plan.calendar else {
      if told.insert("calendar").inserted {
        findings.add(
          "calendar", "the plan does not say how long a \(period.unit.rawValue) is",
          at: plan.places.populations,
          help: [
            "the document has rates per month and year, and no days for them",
            "add \"calendar\": {\"daysPerMonth\": \"365/12\", \"daysPerYear\": 365, \"reason\": \"…\"}",
          ])
      }
      return nil
    }
    let days = period.unit == .month ? calendar.daysPerMonth : calendar.daysPerYear
    return try .one / (days * Rational(period.count))
  }

  // MARK: - Events

  private mutating func checkNoEvents(_ context: CellContext) -> Bool {
    guard context.values.events != nil || context.values.eventsOf != nil,
      let choice = context.choice
    else { return true }
    if told.insert("\(choice.range.start) events").inserted {
      findings.add(
        "events", "'\(context.row.id)' is counted by the clock, not by events",
        at: choice.range, help: ["take 'events' and 'eventsOf' out"])
    }
    return false
  }

  private mutating func chosenEvents(
    _ context: CellContext, _ trail: [String]
  ) throws(RationalError) -> Rational? {
    if let events = context.values.events { return events }
    guard let source = context.values.eventsOf, let row = catalogue.row(source.row.value) else {
      return nil
    }
    let population = source.population ?? context.population
    let here = context.row.id + " (" + context.population + ")"
    let trail = trail + [here]
    let next = row.id + " (" + population + ")"
    if trail.contains(next) {
      if told.insert("cycle \(next)").inserted {
        findings.add(
          "cycle",
          "events cause each other: " + (trail + [next]).joined(separator: " is caused by "),
          at: source.row.range, help: ["give one of them 'events' in place of 'eventsOf'"])
      }
      return nil
    }
    guard populations(of: row).contains(population) else {
      if told.insert("source \(source.row.range.start)").inserted {
        findings.add(
          "population", "'\(row.id)' does not count by '\(population)'", at: source.row.range,
          help: ["it counts by " + Self.list(populations(of: row)) + ": add \"population\": …"])
      }
      return nil
    }
    let choice = choice(for: row, population)
    if let choice { used.insert(choice.range) }
    let cause = CellContext(row: row, population: population, load: context.load, choice: choice)
    guard let hours = hours(cause), let index = alternative(cause) else { return nil }
    return events(cause, index, hours, trail)
  }
}

extension Occurrence.Basis {
  /// What it is held against, in the words of the cell.
  fileprivate var words: String {
    switch self {
    case .period(let period): period.description
    case .event(let name, _), .eventRate(let name, _, _): name
    case .eventInPeriod(let name, let period): "\(name) per \(period)"
    case .secondRate(let range, let period): "\(range.lowerBound)-\(range.upperBound) per \(period)"
    case .undefined(let words): words
    }
  }
}
