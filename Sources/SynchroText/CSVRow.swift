/// A line of a table for spreadsheets, as RFC 4180 has it.
public enum CSVRow {
  /// The line, without its end.
  public static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",")
  }

  /// One cell. A sign at its beginning would make a spreadsheet take a text for a formula and carry
  /// it out; an apostrophe before it keeps it a text.
  public static func cell(_ text: String) -> String {
    let shown = VisibleText.escape(text)
    let isFormula = shown.unicodeScalars.first { $0 != " " }.map(isSign) ?? false
    let safe = isFormula ? "'" + shown : shown
    guard safe.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }

  /// The wide forms count too: East Asian spreadsheets read them as the narrow ones.
  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "=", "+", "-", "@", "＝", "＋", "－", "＠": true
    default: false
    }
  }
}
