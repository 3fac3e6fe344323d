import SynchroJSON
import SynchroMocks

/// Defects as text.
enum DefectList {
  /// Name, main requirement and words, in columns.
  static func table(_ defects: [CDSDefect]) -> String {
    let names = defects.map(\.id.count).max() ?? 0
    let requirements = defects.map(\.primaryRequirement.count).max() ?? 0
    return defects.map { defect in
      pad(defect.id, to: names) + "  " + pad(defect.primaryRequirement, to: requirements) + "  "
        + defect.words + remark(defect) + "\n"
    }.joined()
  }

  /// Everything that is known about each, as a JSON array.
  static func json(_ defects: [CDSDefect]) -> String {
    let elements = defects.map { defect -> JSONValue in
      [
        "id": .string(defect.id), "kind": .string(defect.kind.rawValue),
        "words": .string(defect.words), "needsTLS": .bool(defect.needsTLS),
        "isWarning": .bool(defect.isWarning),
        "requirements": .array(defect.requirements.map { .string($0) }),
        "answers": .array(defect.answers.map(\.rawValue).sorted().map { .string($0) }),
      ]
    }
    return JSONPrinter.pretty(.array(elements)) + "\n"
  }

  private static func remark(_ defect: CDSDefect) -> String {
    if defect.isWarning { return " (a run only warns of it)" }
    return defect.needsTLS ? " (with --tls)" : ""
  }

  private static func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
