/// A row of the tables of deployment profiles: a reference that abbreviates its decisions.
public struct DeploymentProfile: Sendable, Equatable {
  /// A column and what the row says in it.
  public struct Cell: Sendable, Equatable {
    /// The heading of the column.
    public let column: String
    /// The cell as printed.
    public let value: String
  }

  /// The table: `5.4.1`.
  public let table: String
  /// The line of the document's text.
  public let line: Int
  /// The reference as printed: `ACdIW`.
  public let reference: String
  /// The other cells, in the order of the table.
  public let cells: [Cell]

  /// The cell of a column.
  public subscript(column: String) -> String? { cells.first { $0.column == column }?.value }

  /// How the reference begins, or is, when its letters are made from the cells.
  public var expectedCode: String? { isDistribution ? distributionCode : meteringCode }

  /// What is wrong with the reference, if its letters do not say what the cells say.
  public var codeFinding: PathFinding? {
    guard let expectedCode else { return nil }
    // The last letters of distribution codes shorten the path in no fixed way.
    let holds = isDistribution ? reference.hasPrefix(expectedCode) : reference == expectedCode
    if holds { return nil }
    return PathFinding(
      line: line, subject: reference,
      problem: "the cells make a reference "
        + (isDistribution ? "that begins with '\(expectedCode)'" : "'\(expectedCode)'"),
      position: "the reference stays as printed; the cells count")
  }

  private var isDistribution: Bool { self["AMI Head-End to DAP"] == nil }

  /// A, REP, HAN with its interfaces, CIS, direct or via MDMS, the way to the DAP.
  private var meteringCode: String? {
    guard let way = self["AMI Head-End to DAP"]?.lowercased(),
      let hub = self["CIS to AMI Head-End"]?.lowercased()
    else { return nil }
    var code = "A"
    if self["REP"] == "Yes" { code += "R" }
    if self["HAN"] == "Yes" {
      let interfaces = self["ESI"] ?? ""
      code += "HE"
      if interfaces.contains("InMtr") { code += "M" }
      if interfaces.contains("3rdPty") { code += "3" }
    }
    code += hub == "direct" ? "Cd" : "Cv"
    if way.contains("interextranetgway") { code += "I" }
    if way.contains("internet via") { code += "I" }
    return code + "W"
  }

  /// D, centralised or not, SCADA or AMI network, independent or AMI management.
  private var distributionCode: String? {
    guard let control = self["Centralized or Decentralized Apps"],
      let network = self["Using SCADA or AMI networks"],
      let management = self["Using Independent or AMI Mgt of network gear"]
    else { return nil }
    var code = "D"
    code += control == "Centralized" ? "C" : "D"
    code += network.hasSuffix("SCADA") ? "S" : "A"
    return code + (management == "Independent" ? "I" : "A")
  }
}
