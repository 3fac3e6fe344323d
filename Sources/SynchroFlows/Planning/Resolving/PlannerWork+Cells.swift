internal import SynchroText

/// Hours and sizes: what the cells say, or what the plan chose among them.
extension PlannerWork {
  // MARK: - When

  mutating func hours(_ context: CellContext) -> OpenHours? {
    let cell = context.row.when
    var index = 0
    if cell.alternatives.count > 1 || context.values.when != nil {
      guard let chosen = context.values.when else {
        missing(
          context.row, .when, population: context.population, at: context.choice,
          write: "\"when\": which of its \(cell.alternatives.count) alternatives, from 1")
        return nil
      }
      guard chosen <= cell.alternatives.count else {
        tooMany(context, .when, chosen)
        return nil
      }
      index = chosen - 1
    }
    switch cell.alternatives[index] {
    case .always: return context.values.window ?? .always
    case .daily(let windows): return inside(OpenHours(windows), context)
    case .episodes(let hours, _, _): return episode(hours, context)
    case .after(let event, _, _):
      if let window = context.values.window { return window }
      missing(
        context.row, .when, population: context.population, at: context.choice,
        write: "\"window\": at which hours of the day a '\(event)' is to be reckoned with, such as"
          + " \"00:00-24:00\"")
      return nil
    }
  }

  private mutating func inside(_ printed: OpenHours, _ context: CellContext) -> OpenHours? {
    guard let window = context.values.window else { return printed }
    if window.isInside(printed) { return window }
    let isAllowed = checkPrinted(
      context, .when, "window", window.description, wanted: "hours within \(printed)")
    return isAllowed ? window : nil
  }

  private mutating func episode(
    _ hours: ClosedRange<Int>, _ context: CellContext
  ) -> OpenHours? {
    let length = "\(hours.lowerBound) to \(hours.upperBound) hours"
    guard let window = context.values.window else {
      missing(
        context.row, .when, population: context.population, at: context.choice,
        write: "\"window\": the \(length) of the day with such an episode, as \"14:00-18:00\"")
      return nil
    }
    if (hours.lowerBound * 60...hours.upperBound * 60).contains(window.minutes) { return window }
    let isAllowed = checkPrinted(
      context, .when, "window", window.description, wanted: "a window of \(length)")
    return isAllowed ? window : nil
  }

  // MARK: - Size

  mutating func size(_ context: CellContext) -> Int? {
    let alternatives = context.row.size.alternatives
    let ranges = alternatives.compactMap(\.bytes)
    guard let chosen = context.values.size else {
      if ranges.count == 1, alternatives.count == 1, ranges[0].count == 1 {
        return ranges[0].lowerBound
      }
      missing(
        context.row, .size, population: context.population, at: context.choice,
        write: "\"size\": bytes of one payload" + Self.among(ranges))
      return nil
    }
    // Letters hold for any number.
    let isPrinted = ranges.count < alternatives.count || ranges.contains { $0.contains(chosen) }
    if isPrinted { return chosen }
    let isAllowed = checkPrinted(
      context, .size, "size", "\(chosen)", wanted: "bytes" + Self.among(ranges))
    return isAllowed ? chosen : nil
  }

  private static func among(_ ranges: [ClosedRange<Int>]) -> String {
    guard !ranges.isEmpty else { return "" }
    return " from "
      + ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)" }
      .joined(separator: " or ")
  }

  mutating func tooMany(_ context: CellContext, _ column: FlowColumn, _ chosen: Int) {
    guard let choice = context.choice, told.insert("\(choice.range.start) \(column)").inserted
    else { return }
    findings.add(
      "pick",
      "'\(column)' is \(chosen), but the cell '\(column.heading)' of '\(context.row.id)' holds"
        + " \(context.row.texts(column).count)",
      at: choice.range, help: ["the cell says '\(context.row.raw(column).oneLine)'"])
  }
}

extension String {
  /// On one line and in a moderate length, for findings.
  var oneLine: String {
    let words = split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return VisibleText.excerpt(words, limit: 240)
  }
}
