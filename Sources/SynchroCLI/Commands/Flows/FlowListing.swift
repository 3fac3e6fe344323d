import SynchroJSON
import SynchroText

/// A list in the three forms that the commands of flows print.
protocol FlowListing {
  /// For people.
  func table(_ style: TerminalStyle) -> String
  /// For programs: one element for each entry.
  var json: [JSONValue] { get }
  /// For spreadsheets: the heading and the rows.
  var cells: [[String]] { get }
}

extension FlowListing {
  func text(_ form: FlowsListCommand.OutputForm, _ style: TerminalStyle) -> String {
    switch form {
    case .table: table(style)
    case .json: JSONPrinter.pretty(.array(json)) + "\n"
    case .csv: cells.map { CSVRow.line($0) + "\r\n" }.joined()
    }
  }
}
