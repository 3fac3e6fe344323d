internal import SynchroText
internal import SynchroTiming
internal import SynchroVerdict

/// Numbers, times and names as a page writes them.
enum PageWords {
  /// `12,345`: nobody reads six digits in a row.
  static func count(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = number < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.utf8.count - place) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// `1 check`, `12 checks`.
  static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count(number)) \(number == 1 ? one : many ?? one + "s")"
  }

  /// `0.43 ms`, `12.0 ms`, `4.17 s`.
  static func time(_ duration: Duration) -> String {
    let microseconds = max(duration.wholeNanoseconds, 0) / 1000
    switch microseconds {
    case ..<10_000: return decimal(microseconds / 10, 2) + " ms"
    case ..<1_000_000: return decimal(microseconds / 100, 1) + " ms"
    default: return decimal(microseconds / 10_000, 2) + " s"
    }
  }

  /// `512 bytes`, `16.0 KB`, `20.0 MB`.
  static func size(_ bytes: Int) -> String {
    switch bytes {
    case ..<10_000: count(bytes, "byte")
    case ..<1_000_000: decimal(Int64(bytes) / 100, 1) + " KB"
    default: decimal(Int64(bytes) / 100_000, 1) + " MB"
    }
  }

  private static func decimal(_ number: Int64, _ digits: Int) -> String {
    let text = String(number)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
    return padded.dropLast(digits) + "." + padded.suffix(digits)
  }

  /// `2026-11-22 00:37:37 UTC`.
  static func moment(_ moment: Timestamp) -> String {
    let text = CivilTime(moment).description
    return text.prefix(10) + " " + text.dropFirst(11).prefix(8) + " UTC"
  }

  /// A text cut to what a reader takes in; the rest is in results.json.
  static func excerpt(_ text: String, _ limit: Int = 300) -> String {
    VisibleText.excerpt(text, limit: limit)
  }
}

extension HTMLText {
  /// A verdict as a word on a coloured ground.
  static func chip(_ kind: Verdict.Kind) -> HTMLText {
    "<span class=\"chip \(kind.rawValue)\">\(kind.table.word)</span>"
  }

  /// The state of a requirement as a word on a coloured ground.
  static func chip(_ row: RequirementRecord) -> HTMLText {
    row.verdict.map { chip($0.kind) } ?? "<span class=\"chip undecided\">undecided</span>"
  }

  /// Exchange numbers as links into the log.
  static func exchangeLinks(_ numbers: some Sequence<Int>, in index: PageIndex) -> HTMLText {
    joined(
      numbers.map { number in
        index.exchange(number) == nil ? "\(number)" : "<a href=\"#x\(number)\">\(number)</a>"
      }, by: ", ")
  }

  /// A test or a check by its id, as a link to where it stands.
  static func testLink(_ id: String, test: String, in index: PageIndex) -> HTMLText {
    let name = PageWords.excerpt(id, 160)
    guard let place = index.test(test) else { return "<code>\(name)</code>" }
    return "<a href=\"#t\(place + 1)\"><code>\(name)</code></a>"
  }

  /// The clause of a row, as a link to the specification where its address is known.
  static func clauseLink(_ row: RequirementRecord, in index: PageIndex) -> HTMLText {
    let name: HTMLText =
      "\(PageWords.excerpt(row.document, 80)) \(row.clause.isEmpty ? "" : "§")\(PageWords.excerpt(row.clause, 40))"
    guard let address = index.address(of: row) else { return name }
    return "<a href=\"\(address)\" rel=\"noreferrer\">\(name)</a>"
  }
}
