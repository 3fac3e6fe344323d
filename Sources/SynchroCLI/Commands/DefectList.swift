import SynchroDevices
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

  /// The same of reference devices.
  static func table(_ defects: [DeviceDefect]) -> String {
    let names = defects.map(\.id.count).max() ?? 0
    let requirements = defects.compactMap(\.breaks.first?.count).max() ?? 0
    return defects.map { defect in
      pad(defect.id, to: names) + "  " + pad(defect.breaks.first ?? "", to: requirements) + "  "
        + defect.title + "\n"
    }.joined()
  }

  /// Everything that is known about each defect of reference devices, as a JSON array.
  static func json(_ defects: [DeviceDefect]) -> String {
    let elements = defects.map { defect -> JSONValue in
      var element: JSONValue = ["id": .string(defect.id), "words": .string(defect.title)]
      switch defect.kind {
      case .payload(let does): element.append("does", .string(does.rawValue))
      case .quirk(let quirk): element.append("quirk", .string(quirk.rawValue))
      }
      element.append("requirements", .array(defect.breaks.map { .string($0) }))
      element.append("actors", .array(defect.actors.map { .string($0) }))
      element.append("payloads", .array(defect.payloads.map { .string($0) }))
      if defect.share < 1 { element.append("share", .decimal(defect.share)) }
      return element
    }
    return JSONPrinter.pretty(.array(elements)) + "\n"
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
