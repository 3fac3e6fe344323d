/// Durations, RFC 3339, appendix A: a unit may be followed only by the next smaller one, weeks
/// stand alone, and there are no fractions.
enum DurationFormat {
  static func check(_ text: String) throws(FormatFault) {
    var scanner = FormatScanner(text)
    // Literals of an ABNF are read in either case: RFC 5234, section 2.3.
    guard scanner.take(letter: UInt8(ascii: "P")) else {
      throw FormatFault(.expected("'P' at the start"), at: 0)
    }
    if scanner.take(letter: UInt8(ascii: "T")) {
      try units(time, &scanner)
      return try scanner.expectEnd()
    }
    let last = try units(date + [week], &scanner)
    if last != week.letter, scanner.take(letter: UInt8(ascii: "T")) {
      try units(time, &scanner)
    }
    try scanner.expectEnd()
  }

  private typealias Unit = (letter: UInt8, name: String)

  private static let week: Unit = (UInt8(ascii: "w"), "weeks")
  private static let date: [Unit] = [
    (UInt8(ascii: "y"), "years"), (UInt8(ascii: "m"), "months"), (UInt8(ascii: "d"), "days"),
  ]
  private static let time: [Unit] = [
    (UInt8(ascii: "h"), "hours"), (UInt8(ascii: "m"), "minutes"), (UInt8(ascii: "s"), "seconds"),
  ]

  /// Reads a chain of numbers with units, each the next smaller one, and returns the last letter.
  @discardableResult
  private static func units(
    _ units: [Unit], _ scanner: inout FormatScanner
  ) throws(FormatFault) -> UInt8 {
    var allowed = units[...]
    var last: UInt8?
    while let first = allowed.first {
      guard scanner.skip(while: \.isDigit) > 0 else {
        if let last { return last }
        throw FormatFault(.expected("a number"), at: scanner.position)
      }
      let letter = scanner.next?.lowercased
      guard let index = allowed.firstIndex(where: { $0.letter == letter }) else {
        throw FormatFault(.expected("one of the units \(list(allowed))"), at: scanner.position)
      }
      if last != nil, index != allowed.startIndex {
        throw FormatFault(.expected("\(first.name) before smaller units"), at: scanner.position)
      }
      scanner.skip()
      last = units[index].letter
      allowed = last == week.letter ? [] : allowed[(index + 1)...]
      // Weeks open a chain or stand nowhere.
      if allowed.last?.letter == week.letter { allowed = allowed.dropLast() }
    }
    return last ?? 0
  }

  private static func list(_ units: ArraySlice<Unit>) -> String {
    units.map { String(UnicodeScalar($0.letter - 0x20)) }.joined(separator: ", ")
  }
}
