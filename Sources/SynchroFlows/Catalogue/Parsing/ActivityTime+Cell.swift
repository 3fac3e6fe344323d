extension ActivityTime: CellValue {
  /// `24x7`, `7AM - 10PM [or ...]`, `1-6 hr duration, 4-8 times a year`, `within < 3 min of ...`.
  init(_ scanner: inout CellScanner) throws(CellFault) {
    if scanner.take("24x7") {
      self = .always
    } else if scanner.take("within") {
      try scanner.expect("<")
      let limit = try scanner.timeSpan()
      try scanner.expect("of")
      let (event, note) = scanner.remainder()
      guard !event.isEmpty else { throw scanner.fault("an event") }
      self = .after(event: event, within: limit, note: note)
    } else if let episodes = try Self.episodes(&scanner) {
      self = episodes
    } else {
      var windows: [ClockWindow] = []
      repeat { windows.append(try ClockWindow(&scanner)) } while scanner.take("or")
      self = .daily(windows)
    }
  }

  private static func episodes(_ scanner: inout CellScanner) throws(CellFault) -> ActivityTime? {
    var ahead = scanner
    guard ahead.optionalInteger() != nil, ahead.take("-"), ahead.optionalInteger() != nil,
      ahead.take("hr")
    else { return nil }
    let hours = try scanner.range()
    try scanner.expect("hr duration,")
    let times = try scanner.range()
    try scanner.expect("times a")
    let units: [(String, CalendarPeriod.Unit)] = [
      ("year", .year), ("month", .month), ("week", .week), ("day", .day),
    ]
    let unit = try scanner.word(of: units, wanted: "day, week, month or year")
    return .episodes(hours: hours, times: times, per: unit)
  }
}

extension ClockWindow {
  /// `10pm - 6am`.
  init(_ scanner: inout CellScanner) throws(CellFault) {
    let start = try Self.time(&scanner)
    try scanner.expect("-")
    self.init(start: start, end: try Self.time(&scanner))
  }

  private static func time(_ scanner: inout CellScanner) throws(CellFault) -> Int {
    let before = scanner
    let hour = try scanner.integer()
    let isAfternoon = try scanner.word(of: [("am", false), ("pm", true)], wanted: "AM or PM")
    guard (1...12).contains(hour) else { throw before.fault("an hour from 1 to 12") }
    return (hour % 12 + (isAfternoon ? 12 : 0)) * 60
  }
}
