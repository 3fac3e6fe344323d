import SynchroJSON
import SynchroText

/// What `validate` has to say about one document.
struct ValidationReport {
  let path: String
  /// False when the document cannot be read or is not JSON; why was said already.
  let isReadable: Bool
  private let findings: [SchemaFinding]
  private let hasSchema: Bool

  var isValid: Bool { isReadable && findings.isEmpty }

  init(_ path: String, schema: DocumentFiles.Schema, files: DocumentFiles) {
    self.path = path
    let document = files.document(at: path)
    isReadable = document != nil
    switch schema {
    case .none:
      hasSchema = false
      findings = []
    case .compiled(let schema):
      hasSchema = true
      findings = document.map { schema.validate($0.root) } ?? []
    }
  }

  /// Every finding as a compiler would print it, then one line that sums up.
  func text(style: TerminalStyle) -> String {
    guard isReadable else { return "" }
    let renderer = DiagnosticRenderer(style: style)
    var text = ""
    for finding in findings { text += renderer.render(finding.diagnostic, in: finding.source) }
    let name = VisibleText.escape(path)
    if findings.isEmpty {
      return "\(name): " + style.paint(hasSchema ? "valid" : "JSON, no schema given", .green) + "\n"
    }
    let count = findings.count == 1 ? "1 finding" : "\(findings.count) findings"
    return text + "\(name): " + style.paint("not valid, \(count)", .red) + "\n"
  }

  /// The reports as one JSON document.
  static func json(_ reports: [ValidationReport]) -> String {
    let documents = reports.map { report -> JSONValue in
      [
        "document": .string(report.path), "readable": .bool(report.isReadable),
        "valid": .bool(report.isValid), "findings": .array(report.findings.map(json)),
      ]
    }
    return JSONPrinter.pretty(["documents": .array(documents)]) + "\n"
  }

  private static func json(_ finding: SchemaFinding) -> JSONValue {
    [
      "pointer": .string(finding.instance.description), "line": .integer(finding.place.line),
      "column": .integer(finding.place.column), "keyword": .string(finding.keyword),
      "reason": .string(finding.reason), "schema": .string(finding.schema.description),
      "alternatives": .array(
        finding.branches.map { branch in
          [
            "index": .integer(branch.index),
            "findings": .array(branch.findings.map(json)),
          ]
        }),
    ]
  }
}
