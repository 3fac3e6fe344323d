/// A value that one alternative of a cell says.
protocol CellValue: Sendable, Equatable {
  /// How the cells of this column are divided.
  static func alternatives(of text: CellText) -> [Range<Int>]
  /// Reads one alternative to its end.
  init(_ scanner: inout CellScanner) throws(CellFault)
}

extension CellValue {
  static func alternatives(of text: CellText) -> [Range<Int>] { text.alternatives() }
}

extension FlowCell where Value: CellValue {
  /// Reads a cell, or says at which column it cannot be read.
  init(parsing raw: String) throws(CellFault) {
    let text = CellText(raw)
    var alternatives: [Value] = []
    var texts: [String] = []
    for range in Value.alternatives(of: text) {
      var scanner = CellScanner(text, range)
      guard !scanner.isAtEnd else { throw scanner.fault("a value") }
      alternatives.append(try Value(&scanner))
      try scanner.expectEnd()
      texts.append(text.words(of: range))
    }
    self.init(raw: raw, alternatives: alternatives, texts: texts)
  }
}
