extension LoadMark {
  /// `X`, `X - VVC`, `0` or nothing.
  init(parsing raw: String) throws(CellFault) {
    let text = CellText(raw)
    var scanner = CellScanner(text, 0..<text.scalars.count)
    if scanner.isAtEnd {
      self = .unsaid
    } else if scanner.take("0") {
      self = .excluded
    } else if scanner.take("X") {
      self = .included(scope: scanner.take("-") ? scanner.remainder().words : nil)
    } else {
      throw scanner.fault("'X', 'X - part' or '0'")
    }
    try scanner.expectEnd()
  }
}
