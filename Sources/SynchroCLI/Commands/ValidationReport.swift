import SynchroJSON
import SynchroRunner
import SynchroText

/// What `validate` has to say about one document.
struct ValidationReport {
  let path: String
  /// False when the document cannot be read or is not JSON; why was said already.
  let isReadable: Bool
  /// What is wrong, each with the requirements that are broken by it.
  private let findings: [(schema: SchemaFinding, requirements: [String])]
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
      findings = document.map { schema.validate($0.root).map { ($0, []) } } ?? []
    case .format(let library, let name):
      hasSchema = true
      findings =
        document.flatMap { library.findings(in: $0.root, of: name) }.map { found in
          found.map { ($0.schema, $0.requirements) }
        } ?? []
    }
  }

  /// Every finding as a compiler would print it, then one line that sums up.
  func text(style: TerminalStyle) -> String {
    guard isReadable else { return "" }
    let renderer = DiagnosticRenderer(style: style)
    var text = ""
    for finding in findings {
      var diagnostic = finding.schema.diagnostic
      diagnostic.notes += finding.requirements.map { "requirement: " + $0 }
      text += renderer.render(diagnostic, in: finding.schema.source)
    }
    let name = VisibleText.escape(path)
    if findings.isEmpty {
      return "\(name): " + style.paint(hasSchema ? "valid" : "JSON, no schema given", .green) + "\n"
    }
    let count = counted(findings.count, "finding")
    return text + "\(name): " + style.paint("not valid, \(count)", .red) + "\n"
  }

  /// The reports as one JSON document.
  static func json(_ reports: [ValidationReport]) -> String {
    let documents = reports.map { report -> JSONValue in
      [
        "document": .string(report.path), "readable": .bool(report.isReadable),
        "valid": .bool(report.isValid),
        "findings": .array(report.findings.map { json($0.schema, requirements: $0.requirements) }),
      ]
    }
    return JSONPrinter.pretty(["documents": .array(documents)]) + "\n"
  }

  private static func json(_ finding: SchemaFinding, requirements: [String]) -> JSONValue {
    [
      "pointer": .string(finding.instance.description), "line": .integer(finding.place.line),
      "column": .integer(finding.place.column), "keyword": .string(finding.keyword),
      "reason": .string(finding.reason), "schema": .string(finding.schema.description),
      "requirements": .array(requirements.map { .string($0) }),
      "alternatives": .array(
        finding.branches.map { branch in
          [
            "index": .integer(branch.index),
            "findings": .array(branch.findings.map { json($0, requirements: []) }),
          ]
        }),
    ]
  }
}
