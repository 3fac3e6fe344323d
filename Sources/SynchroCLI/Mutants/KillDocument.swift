import SynchroCatalog
import SynchroRunner
import SynchroScript

/// The kill matrix as the document that is kept in the checkout.
///
/// It says nothing that differs from run to run, so that comparing it with the one at hand tells
/// whether that is current.
struct KillDocument {
  let matrix: KillMatrix
  let catalogue: Catalogue
  /// The rows that the run speaks about, in the order of the catalogue.
  let requirements: [Requirement]
  /// The rows that some check of any suite decides.
  let checked: Set<String>
  /// The words behind `synchroscope mutants`.
  let command: String
  /// What has the defects.
  let subject: Subject
  private let witnessed: Set<String>
  private let sections: [Section]

  init(
    matrix: KillMatrix, catalogue: Catalogue, requirements: [Requirement], checked: Set<String>,
    command: String, subject: Subject = .server
  ) {
    self.matrix = matrix
    self.catalogue = catalogue
    self.requirements = requirements
    self.checked = checked
    self.command = command
    self.subject = subject
    witnessed = Set(matrix.rows.flatMap(\.witnessed))
    sections = Self.sections(of: matrix, in: catalogue)
  }

  var markdown: String {
    head + totals + documents + survivors + missed + unwitnessed + collateral + dependences + tables
  }

  /// The requirements that count: for a server those of the core.
  private var core: [Requirement] {
    subject == .server ? requirements.filter(\.isCore) : requirements
  }

  private var head: String {
    """
    # \(subject.title)

    This \(subject.part) is generated. Do not edit it: change the suites, the defects or the notes
    (`*.notes` below `Suites`), and write it anew with `Scripts/kill-matrix.sh write`. It holds what this prints:

    ```sh not takes minutes of both cores
    synchroscope mutants \(command) --format markdown
    ```

    \(subject.method)


    """
  }

  private var totals: String {
    let collateral = matrix.rows.count { !$0.collateral.isEmpty }
    var text = "| | |\n|---|---|\n"
    func add(_ what: String, _ count: String) { text += "| \(what) | \(count) |\n" }
    add("defects", "\(matrix.rows.count)")
    add("killed", "\(matrix.killed) (\(matrix.rate))")
    add("not found, with an explanation", "\(matrix.survivors.count - matrix.unexplained.count)")
    add("not found, without one", "\(matrix.unexplained.count)")
    add("killed, with collateral", "\(collateral)")
    add("requirements seen to fail", "\(witnessed.count)")
    let seen = core.count { witnessed.contains($0.id) }
    add(subject.core, "\(seen) of \(core.count) (\(KillMatrix.share(seen, of: core.count)))")
    let passes = subject == .server ? "passes" : "pass"
    let fails = subject == .server ? "does not pass" : "do not pass"
    add(subject.right, matrix.isCleanPassing ? passes : fails)
    return text + "\n"
  }

  private var documents: String {
    var text = """
      | Document | Defects | Killed | \(subject.coreColumn) | Seen to fail |
      |---|---|---|---|---|

      """
    for document in catalogue.documents {
      let rows = sections.filter { $0.document == document.id }.flatMap(\.rows)
      guard !rows.isEmpty else { continue }
      let core = core.filter { $0.document == document.id }
      let seen = core.count { witnessed.contains($0.id) }
      text += "| \(document.id) | \(rows.count) | \(rows.count(where: \.isKilled)) "
      text += "| \(core.count) | \(seen) |\n"
    }
    return text + "\n"
  }

  // MARK: - What is missing

  private var survivors: String {
    var text = "## Not found\n\n"
    for row in sections.flatMap(\.rows) where !row.isKilled {
      let note = matrix.notes[row.defect]
      text += "- `\(row.defect)` (\(row.requirement)), \(row.outcome.words.lowercased()): "
      text += (note?.because ?? "not explained.") + "\n"
    }
    return matrix.survivors.isEmpty ? "" : text + "\n"
  }

  /// A defect that is killed may not have shown in all that it names.
  private var missed: String {
    let rows = sections.flatMap(\.rows).filter { $0.isKilled && !$0.missed.isEmpty }
    guard !rows.isEmpty else { return "" }
    var text = "## Named by a defect that is killed, and not seen to fail with it\n\n"
    for row in rows { text += "- `\(row.defect)`: \(row.missed.joined(separator: ", "))\n" }
    return text + "\n"
  }

  private var unwitnessed: String {
    let unseen = core.filter { !witnessed.contains($0.id) }
    guard !unseen.isEmpty else { return "" }
    var text = "## \(subject.unseen)\n\n"
    for row in unseen {
      text += "- \(row.id)"
      text += checked.contains(row.id) ? "\n" : ": no check decides it\n"
    }
    return text + "\n"
  }

  private var collateral: String {
    let rows = sections.flatMap(\.rows).filter { !$0.collateral.isEmpty }
    guard !rows.isEmpty else { return "" }
    var text = "## Collateral\n\n"
    for row in rows {
      let sides = row.collateral.map { "\($0.requirement) by \($0.check)" }
      text += "- `\(row.defect)` (\(row.requirement)): \(sides.joined(separator: ", "))\n"
    }
    return text + "\n"
  }

  /// Those that mattered in this run, with how often.
  private var dependences: String {
    let sides = matrix.rows.flatMap(\.sides).filter { $0.tie == .dependence }
    let counts = Dictionary(grouping: sides, by: \.requirement).mapValues(\.count)
    let used = catalogue.dependences.filter { counts[$0.requirement] != nil }
    guard !used.isEmpty else { return "" }
    var text = "## What fails with other requirements\n\n"
    for dependence in used.sorted(by: { $0.requirement < $1.requirement }) {
      let count = counts[dependence.requirement] ?? 0
      text += "- \(dependence.requirement), with \(counted(count, "defect")) of "
      text += dependence.on.joined(separator: ", ") + ": \(dependence.because)\n"
    }
    return text + "\n"
  }

  // MARK: - The tables

  private var tables: String {
    var text = ""
    var document = ""
    for section in sections {
      if section.document != document {
        document = section.document
        text += "## \(document)\n\n"
      }
      let killed = section.rows.count(where: \.isKilled)
      text += "### \(document), section \(section.clause): \(killed) of \(section.rows.count)\n\n"
      text += "| Defect | Requirement | Outcome | Found by | Also failed |\n|---|---|---|---|---|\n"
      for row in section.rows {
        text += "| `\(row.defect)` | \(row.requirement) | \(row.outcome.words) "
        text += "| \(row.finders ?? "") | \(Self.words(for: row.sides)) |\n"
      }
      text += "\n"
    }
    return String(text.dropLast())
  }

  private static func words(for sides: [SideFailure]) -> String {
    let expected = sides.count { $0.tie != .collateral }
    let collateral = sides.count - expected
    return [
      expected > 0 ? "\(expected)" : nil, collateral > 0 ? "\(collateral) collateral" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  /// The defects of one section, sorted by requirement and name.
  private struct Section {
    let document: String
    let clause: String
    var rows: [KillMatrix.Row] = []
  }

  private static func sections(of matrix: KillMatrix, in catalogue: Catalogue) -> [Section] {
    let rows = Dictionary(grouping: matrix.rows, by: \.requirement)
    var sections: [Section] = []
    for requirement in catalogue.requirements {
      guard let own = rows[requirement.id]?.sorted(by: { $0.defect < $1.defect }) else { continue }
      if sections.last?.document != requirement.document
        || sections.last?.clause != requirement.clause
      {
        sections.append(Section(document: requirement.document, clause: requirement.clause))
      }
      sections[sections.count - 1].rows += own
    }
    return sections
  }
}

extension KillDocument {
  /// The document of a run of a profile's suites, or of others.
  init(matrix: KillMatrix, library: SuiteLibrary, profile: Profile?, command: String) {
    let catalogue = library.catalogue
    let checked = Set(library.uses.map(\.id))
    self.init(
      matrix: matrix, catalogue: catalogue,
      requirements: profile.map { catalogue.requirements(in: $0) }
        ?? catalogue.requirements.filter { checked.contains($0.id) },
      checked: checked, command: command)
  }
}
