extension HowOften: CellValue {
  /// Two cells divide alternatives by line breaks, one of them without commas.
  static func alternatives(of text: CellText) -> [Range<Int>] {
    text.alternatives().flatMap { text.lines(of: $0) }
  }

  /// `See ...`, or `1-50 per 1000 per | ElectrMtr per | day [(remark)]`.
  init(_ scanner: inout CellScanner) throws(CellFault) {
    let text = scanner.rest
    if scanner.take("see ") {
      self = .elsewhere(scanner.remainder().words)
      return
    }
    let count = try Occurrence.Count(&scanner)
    try scanner.expect("per")
    var per = 1
    let start = scanner
    if let thousand = scanner.optionalInteger() {
      guard thousand > 0 else { throw start.fault("a number of devices above zero") }
      per = thousand
      try scanner.expect("per")
    }
    try scanner.expect("|")
    let place = scanner
    guard let words = scanner.words(before: "|"), words.hasSuffix(" per") else {
      throw place.fault("the devices, and 'per |' behind them")
    }
    guard !scanner.isAtEnd else { throw scanner.fault("a period or an event") }
    let (basis, note) = Occurrence.Basis.read(&scanner)
    self = .stated(
      Occurrence(
        text: text, count: count, per: per, population: String(words.dropLast(4)), basis: basis,
        note: note))
  }
}

extension Occurrence.Count {
  fileprivate init(_ scanner: inout CellScanner) throws(CellFault) {
    for letter in ["x", "y", "z"] where scanner.take(letter + " ") {
      self = .letter(letter)
      return
    }
    self = .range(try scanner.range())
  }
}

extension Occurrence.Basis {
  /// The part behind the last bar. What is no period and no rate is the name of an event.
  fileprivate static func read(
    _ scanner: inout CellScanner
  ) -> (basis: Occurrence.Basis, note: String?) {
    let (words, note) = scanner.remainder()
    let text = CellText(words)
    let all = CellScanner(text, 0..<text.scalars.count)
    return (period(all) ?? secondRate(all) ?? named(words, text), note)
  }

  private static func period(_ scanner: CellScanner) -> Occurrence.Basis? {
    var scanner = scanner
    return scanner.calendarPeriod().map { .period($0) }
  }

  /// `6 per day`.
  private static func secondRate(_ scanner: CellScanner) -> Occurrence.Basis? {
    var scanner = scanner
    guard let counts = try? scanner.range(), scanner.take("per"),
      let period = scanner.calendarPeriod()
    else { return nil }
    return .secondRate(counts, period)
  }

  /// `EVENT`, `x EVENT`, `EVENT - 96 per day`, `EVENT per year`, or words without a value.
  private static func named(_ words: String, _ text: CellText) -> Occurrence.Basis {
    if words == "time period" { return .undefined(words) }
    if words.hasPrefix("x ") { return .event(String(words.dropFirst(2)), count: .letter("x")) }
    guard let per = words.ranges(of: " per ").last else {
      return .event(words, count: .range(1...1))
    }
    let tail = words[per.upperBound...]
    var ending = CellScanner(CellText(String(tail)), 0..<tail.unicodeScalars.count)
    guard let period = ending.calendarPeriod() else {
      return .event(words, count: .range(1...1))
    }
    let name = words[..<per.lowerBound]
    if name.unicodeScalars.count == 1 { return .undefined(words) }
    if let dash = name.ranges(of: " - ").last, let count = Int(name[dash.upperBound...]) {
      return .eventRate(String(name[..<dash.lowerBound]), count: count, per: period)
    }
    return .eventInPeriod(String(name), period)
  }
}
