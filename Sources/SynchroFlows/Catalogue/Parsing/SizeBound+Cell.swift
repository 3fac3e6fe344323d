extension SizeBound: CellValue {
  /// `25`, `400k - 2,000k`, `xMB`, or sizes with what they are for:
  /// `1600 for 4hr of data - 2400 for 6hr of data`.
  init(_ scanner: inout CellScanner) throws(CellFault) {
    let text = scanner.rest
    if scanner.take("xMB") {
      self.init(text: text, value: .letters("xMB"))
      return
    }
    let low = try Self.bytes(&scanner)
    var notes: [String] = []
    if scanner.take("for") {
      guard let words = scanner.words(before: "-") else { throw scanner.fault("'-'") }
      notes.append("\(low) bytes for \(words)")
    } else if !scanner.take("-") {
      self.init(text: text, value: .bytes(low...low))
      return
    }
    let place = scanner
    let high = try Self.bytes(&scanner)
    guard high >= low else { throw place.fault("a size of at least \(low)") }
    if scanner.take("for") { notes.append("\(high) bytes for \(scanner.remainder().words)") }
    self.init(
      text: text, value: .bytes(low...high),
      note: notes.isEmpty ? nil : notes.joined(separator: "; "))
  }

  private static func bytes(_ scanner: inout CellScanner) throws(CellFault) -> Int {
    let count = try scanner.integer()
    return scanner.take("k") ? count * 1000 : count
  }
}
