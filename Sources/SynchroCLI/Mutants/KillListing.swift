import SynchroJSON
import SynchroMocks
import SynchroText

/// The kill matrix in words and for programs.
struct KillListing {
  let matrix: KillMatrix
  /// The defects whose requirement no suite checks yet; they were not run.
  let unchecked: [CDSDefect]
  /// Whether the defects were asked for by name.
  let isChoice: Bool

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable("DEFECT", "REQUIREMENT", "OUTCOME", "FOUND BY", "ALSO FAILED")
    for row in matrix.rows {
      let first = row.killers.first ?? "-"
      let more = row.killers.count > 1 ? " +\(row.killers.count - 1)" : ""
      table.add(
        row.defect, row.requirement, row.outcome.words, first + more, String(row.others.count))
    }
    // Who asks for a defect gets a line for it; who asks for the matrix, a count.
    for defect in isChoice ? unchecked : [] {
      table.add(defect.id, defect.primaryRequirement, "no check yet", "-", "-")
    }
    return table.rendered(style) + "\n" + summary(style)
  }

  private func summary(_ style: TerminalStyle) -> String {
    var text = ""
    for row in matrix.rows {
      let why: String
      switch row.outcome {
      case .killed: continue
      case .killedElsewhere(let words), .survived(let words): why = words
      }
      text += style.paint(row.outcome.words.lowercased(), .red)
      text += ": \(row.defect) (\(row.requirement)): \(VisibleText.escape(why))\n"
    }
    for trouble in matrix.cleanTroubles {
      text += style.paint("the right server does not pass", .red)
      text += ": \(VisibleText.escape(trouble))\n"
    }
    if !matrix.unwitnessed.isEmpty {
      text += "never seen to fail: \(matrix.unwitnessed.joined(separator: ", "))\n"
    }
    if !unchecked.isEmpty {
      let rows = Set(unchecked.map(\.primaryRequirement)).count
      text += "no check yet: \(counted(unchecked.count, "defect")), "
      text += "of \(counted(rows, "requirement"))\n"
    }
    let killed = matrix.rows.count { $0.isKilled }
    let all = matrix.rows.count
    let rate = all == 0 ? "-" : "\(killed * 100 / all) %"
    text += "\(killed) of \(all) defects killed (\(rate)); the right server "
    text += matrix.isCleanPassing ? "passes before and after\n" : "does not pass\n"
    return text
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)" + (count == 1 ? "" : "s")
  }

  var json: String {
    let rows = matrix.rows.map { row in
      JSONValue.object([
        JSONField("defect", .string(row.defect)),
        JSONField("requirement", .string(row.requirement)),
        JSONField("outcome", .string(row.outcome.words.lowercased())),
        JSONField("killed", .bool(row.isKilled)),
        JSONField("killers", .array(row.killers.map { .string($0) })),
        JSONField("alsoFailed", .array(row.others.map { .string($0) })),
        JSONField("exit", .integer(Int(row.exit))),
      ])
    }
    let root = JSONValue.object([
      JSONField("cleanPasses", .bool(matrix.isCleanPassing)),
      JSONField("cleanTroubles", .array(matrix.cleanTroubles.map { .string($0) })),
      JSONField("defects", .array(rows)),
      JSONField("unwitnessed", .array(matrix.unwitnessed.map { .string($0) })),
      JSONField("unchecked", .array(unchecked.map { .string($0.id) })),
    ])
    return JSONPrinter.pretty(root) + "\n"
  }
}

extension KillMatrix.Row.Outcome {
  /// As a table shows it.
  var words: String {
    switch self {
    case .killed: "killed"
    case .killedElsewhere: "KILLED ELSEWHERE"
    case .survived: "SURVIVED"
    }
  }
}
