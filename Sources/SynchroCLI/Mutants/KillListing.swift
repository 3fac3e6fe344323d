import SynchroCatalog
import SynchroJSON
import SynchroText

/// The kill matrix in words and for programs.
struct KillListing {
  let matrix: KillMatrix
  /// The defects whose requirement no suite checks yet and nobody claims; they were not run.
  let unchecked: [Mutant]
  /// What has the defects.
  var subject = KillDocument.Subject.server

  // MARK: - Table

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable(
      "DEFECT", "REQUIREMENT", "OUTCOME", "FOUND BY", "ALSO FAILED", "COLLATERAL")
    for row in matrix.rows {
      table.add(
        row.defect, row.requirement, row.outcome.words, row.finders ?? "-",
        String(row.sides.count), String(row.collateral.count))
    }
    // Who asks for a defect gets a line for it; who asks for the matrix, a count.
    for defect in matrix.isChoice ? unchecked : [] {
      table.add(defect.id, defect.aim, "no check yet", "-", "-", "-")
    }
    return table.rendered(style) + "\n" + details(style) + complaints(style) + summary(style)
  }

  /// What a table has no room for.
  private func details(_ style: TerminalStyle) -> String {
    var text = ""
    for row in matrix.survivors {
      text += style.paint(row.outcome.words.lowercased(), .red)
      text += ": \(row.defect) (\(row.requirement)): \(VisibleText.escape(row.words ?? ""))\n"
      if let note = matrix.notes[row.defect] {
        text += "  explained at \(note.place): \(VisibleText.escape(note.because))\n"
      }
    }
    for row in matrix.rows where row.isKilled && !row.missed.isEmpty {
      text += style.paint("not seen to fail", .yellow)
      text += ": \(row.defect) names \(row.missed.joined(separator: ", "))\n"
    }
    for row in matrix.isChoice ? matrix.rows : [] {
      for side in row.collateral {
        text += style.paint("collateral", .yellow)
        text += ": \(row.defect): \(side.requirement) by \(side.check)\n"
      }
    }
    if !matrix.unwitnessed.isEmpty {
      text += "never seen to fail: \(matrix.unwitnessed.joined(separator: ", "))\n"
    }
    if !unchecked.isEmpty {
      let rows = Set(unchecked.map(\.aim)).count
      text += "no check yet: \(counted(unchecked.count, "defect")), "
      text += "of \(counted(rows, "requirement"))\n"
    }
    return text
  }

  /// Why the exit code is not 0, in a line each.
  func complaints(_ style: TerminalStyle) -> String {
    var lines: [(String, String)] = matrix.cleanTroubles.map {
      (
        "\(subject.right) \(subject == .server ? "does" : "do") not pass", VisibleText.escape($0)
      )
    }
    if !matrix.isRateReached {
      lines.append(
        ("too few defects are killed", "\(matrix.rate), \(KillMatrix.wantedRate) % are wanted"))
    }
    for row in matrix.unexplained {
      lines.append(
        (
          "not explained",
          "\(row.defect): mend the suite, or write 'survivor \(row.defect)' with a 'because:' "
            + "into a file *.notes below Suites"
        ))
    }
    for note in matrix.outdated {
      lines.append(
        ("explained and yet killed", "\(note.defect): take the note at \(note.place) out"))
    }
    return lines.map { style.paint($0.0, .red) + ": \($0.1)\n" }.joined()
  }

  private func summary(_ style: TerminalStyle) -> String {
    var text = "\(matrix.killed) of \(matrix.rows.count) defects killed (\(matrix.rate)); "
    text += "\(subject.right) "
    switch subject {
    case .server: text += matrix.isCleanPassing ? "passes before and after" : "does not pass"
    case .devices: text += matrix.isCleanPassing ? "pass the same flows" : "do not pass"
    }
    let collateral = matrix.rows.count { !$0.collateral.isEmpty }
    return text + (collateral > 0 ? "; \(collateral) with collateral\n" : "\n")
  }

  // MARK: - For programs

  var json: String {
    let rows = matrix.rows.map { row -> JSONValue in
      var value: JSONValue = [
        "defect": .string(row.defect), "requirement": .string(row.requirement),
        "outcome": .string(row.outcome.words.lowercased()), "killed": .bool(row.isKilled),
        "killers": .array(row.killers.map { .string($0) }),
        "alsoFailed": .array(row.sides.map(Self.json)),
        "exit": .integer(Int(row.exit)),
      ]
      if !row.missed.isEmpty { value.append("missed", .array(row.missed.map { .string($0) })) }
      if let words = row.words { value.append("words", .string(words)) }
      if let note = matrix.notes[row.defect] { value.append("because", .string(note.because)) }
      return value
    }
    return JSONPrinter.pretty([
      "cleanPasses": .bool(matrix.isCleanPassing),
      "cleanTroubles": .array(matrix.cleanTroubles.map { .string($0) }),
      "defects": .array(rows),
      "unwitnessed": .array(matrix.unwitnessed.map { .string($0) }),
      "unchecked": .array(unchecked.map { .string($0.id) }),
    ]) + "\n"
  }

  private static func json(_ side: SideFailure) -> JSONValue {
    [
      "requirement": .string(side.requirement), "check": .string(side.check),
      "tie": .string(side.tie.rawValue),
    ]
  }
}

extension KillMatrix {
  /// The share of the killed defects, with one decimal that is not rounded up.
  var rate: String { Self.share(killed, of: rows.count) }

  static func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "-" }
    let tenths = part * 1000 / whole
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}

extension KillMatrix.Row {
  /// The first check that found it, and how many more did.
  var finders: String? {
    killers.first.map { $0 + (killers.count > 1 ? " +\(killers.count - 1)" : "") }
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
