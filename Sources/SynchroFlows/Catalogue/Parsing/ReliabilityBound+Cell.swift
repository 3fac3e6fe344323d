extension ReliabilityBound: CellValue {
  /// Shares with times belong together as a curve; shares without are alternatives, whichever comma
  /// stands between them.
  static func alternatives(of text: CellText) -> [Range<Int>] {
    text.alternatives().flatMap { range -> [Range<Int>] in
      let members = text.members(of: range)
      let isCurve = members.allSatisfy { member in
        let words = text.words(of: member)
        return words.contains(" every ") || words.contains(" over ")
      }
      return isCurve ? [range] : members
    }
  }

  /// `> 99.5%`, or a curve: `90% success every 4-6 hr, 98% success over 1 day`.
  init(_ scanner: inout CellScanner) throws(CellFault) {
    let text = scanner.rest
    var criteria: [Criterion] = []
    repeat { criteria.append(try Criterion(&scanner)) } while scanner.take(",")
    self.init(text: text, criteria: criteria)
  }
}

extension ReliabilityBound.Criterion {
  /// `[>] 99.5% [success] [every 4-6 hr | over 1 day] [words]`.
  init(_ scanner: inout CellScanner) throws(CellFault) {
    let hasComparator = scanner.take(">")
    let isOpen = scanner.take("xx")
    let share = isOpen ? nil : Share(basisPoints: try scanner.hundredths())
    if share == nil, !isOpen { throw scanner.fault("a share of at most 100 %") }
    try scanner.expect("%")
    let isSuccess = scanner.take("success")
    let isRepeated = scanner.take("every")
    var window: ReliabilityBound.Window?
    if isRepeated || scanner.take("over") {
      let count = try scanner.range()
      let unit = try scanner.word(
        of: [("hr", CalendarPeriod.Unit.hour), ("day", .day)], wanted: "hr or day")
      window = .init(isRepeated: isRepeated, count: count, unit: unit)
    }
    var note = isSuccess ? "success" : nil
    if window == nil, note == nil, !scanner.isAtEnd { note = scanner.remainder().words }
    self.init(
      share: share, letters: isOpen ? "xx" : nil, hasComparator: hasComparator, window: window,
      note: note)
  }
}
