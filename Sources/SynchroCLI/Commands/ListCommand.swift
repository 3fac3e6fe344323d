import SynchroCatalog
import SynchroMocks
import SynchroText

/// `synchroscope list`: what there is, by kind.
enum ListCommand {
  /// What can be listed.
  enum Subject: String, CaseIterable, Sendable {
    case requirements
    case profiles
    case editions
    case ambiguities
    case hooks
    case suites
    case tests
    case defects
    case deviceDefects = "device-defects"
  }

  enum OutputForm: String, CaseIterable, Sendable {
    case table
    case json
  }

  private static let subject = Operand(
    ValueKind<Subject>.choice("WHAT"),
    help: Subject.allCases.map(\.rawValue).joined(separator: ", "))
  private static let format = Option(
    "format", ValueKind<OutputForm>.choice("FORM"), help: "how to print the list")
  private static let changedAgainst = Option(
    "changed-against", .file(),
    help: "requirements whose clause is another one in this text of the document")
  private static let edition = Option(
    "edition", .text("NAME"), help: "the edition to compare with; the last one unless named")
  private static let fingerprintsOf = Option(
    "fingerprints-of", .file(), help: "print the fingerprints of this text for an edition file")

  static let spec = CommandSpec(
    "list", summary: "List suites, tests, requirements, profiles, defects and more",
    discussion: """
      Requirements are the rows that checks decide: what one clause of a document demands, in plain
      words. With --changed-against they are compared, clause by clause, with another text of the
      document; the exit code is then 1 when a clause was changed, added, moved or removed.

      Defects are what can be wrong on purpose: with the reference server, or with reference devices.
      """,
    parameters: [
      SuitesDirectory.option.spec, format.spec, changedAgainst.spec, edition.spec,
      fingerprintsOf.spec,
    ] + RowChoice.parameters + [subject.spec],
    examples: [
      .init("synchroscope list requirements --spec CDS-WG1-01 --level must", "one document"),
      .init("synchroscope list requirements --profile cds/discovery --format json", "one claim"),
      .init(
        "synchroscope list requirements --changed-against cds-wg1-01.md",
        "what a new text of the document asks to read again"),
      .init("synchroscope list ambiguities", "where the documents can be read in two ways"),
      .init("synchroscope list device-defects", "what can be wrong with reference devices"),
      .init("synchroscope list hooks", "what suites ask the operator of a target to do"),
    ]
  ) { arguments, console throws(UsageError) in
    if arguments.all(subject) == [.defects] {
      let isJSON = arguments[format] == .json
      console.out.write(isJSON ? DefectList.json(CDSDefect.all) : DefectList.table(CDSDefect.all))
      return .success
    }
    let suites = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
    if arguments.all(subject) == [.deviceDefects] {
      let defects = try DeviceFiles(console: console).defects(below: suites)
      let isJSON = arguments[format] == .json
      console.out.write(isJSON ? DefectList.json(defects) : DefectList.table(defects))
      return .success
    }
    let catalogue = try CatalogueFiles(console: console).load(from: suites)
    let form = arguments[format] ?? .table
    let style = console.out.style
    guard let subject = arguments.all(subject).first else { return .usage }
    if arguments[changedAgainst] != nil, subject != .requirements {
      throw .unusable(
        "'--changed-against' compares requirements", help: "write 'list requirements'")
    }
    if arguments[fingerprintsOf] != nil, subject != .editions {
      throw .unusable("'--fingerprints-of' belongs to editions", help: "write 'list editions'")
    }
    switch subject {
    case .requirements:
      let catalogue = try FlowFiles(console: console).completed(catalogue, below: suites)
      let rows = try RowChoice.rows(arguments, of: catalogue)
      if let path = arguments[changedAgainst] {
        let changes = try changes(in: path, arguments, of: catalogue, console)
        let listing = ChangeListing(changes: changes, rows: rows)
        console.out.write(form == .json ? listing.json : listing.table(style))
        return changes.clauses.isEmpty ? .success : .failed
      }
      let listing = RequirementListing(rows: rows, catalogue: catalogue)
      console.out.write(form == .json ? listing.json : listing.table(style))
    case .profiles:
      let listing = ProfileListing(catalogue: catalogue)
      console.out.write(form == .json ? listing.json : listing.table(style))
    case .editions:
      if let path = arguments[fingerprintsOf] {
        let (document, text) = try specification(path, arguments, of: catalogue, console)
        let name = try edition(arguments, of: catalogue).name
        console.out.write(
          Edition.fingerprintRecord(edition: name, document: document, of: text))
        return .success
      }
      let listing = EditionListing(catalogue: catalogue)
      console.out.write(form == .json ? listing.json : listing.table(style))
    case .suites, .tests:
      let library = try SuiteFiles(console: console).library(
        suites: try suites.files(["suite"]), schemas: [], catalogue: catalogue)
      let listing = SuiteListing(library: library)
      console.out.write(listing.text(tests: subject == .tests, asJSON: form == .json, style))
    case .defects, .deviceDefects: break
    case .ambiguities:
      let listing = AmbiguityListing(catalogue: catalogue)
      console.out.write(form == .json ? listing.json : listing.table(style))
    case .hooks:
      let listing = HookListing(catalogue: catalogue)
      console.out.write(form == .json ? listing.json : listing.table(style))
    }
    return .success
  }

  // MARK: - Editions

  private static func changes(
    in path: String, _ arguments: ParsedArguments, of catalogue: Catalogue, _ console: Console
  ) throws(UsageError) -> DocumentChanges {
    let (document, text) = try specification(path, arguments, of: catalogue, console)
    let edition = try edition(arguments, of: catalogue)
    guard let clauses = edition.changes(of: document, in: text) else {
      throw .unusable(
        "the edition '\(edition.name)' has no fingerprints of \(document)",
        help: "it has those of " + edition.fingerprints.keys.sorted().joined(separator: ", "))
    }
    return DocumentChanges(document: document, edition: edition.name, clauses: clauses)
  }

  /// A text of a document, and the document's name by `--spec` or by its first heading.
  private static func specification(
    _ path: String, _ arguments: ParsedArguments, of catalogue: Catalogue, _ console: Console
  ) throws(UsageError) -> (String, SpecificationText) {
    let text = SpecificationText(try console.source(path))
    guard !text.clauses.isEmpty else {
      throw .unusable(
        "'\(path)' has no numbered clauses",
        help: "give the Markdown of a document, with headings such as '### 3.2. Title'")
    }
    guard let name = arguments[RowChoice.specification] ?? text.document else {
      throw .unusable(
        "the first heading of '\(path)' names no document", help: "name it: --spec CDS-WG1-01")
    }
    return (try RowChoice.document(name, of: catalogue), text)
  }

  private static func edition(
    _ arguments: ParsedArguments, of catalogue: Catalogue
  ) throws(UsageError) -> Edition {
    let names = catalogue.editions.map(\.name)
    guard let name = arguments[edition] ?? names.max() else {
      throw .unusable("there are no editions", help: "add a file that ends in .edition")
    }
    if let edition = catalogue.edition(name) { return edition }
    throw .unusable(
      "there is no edition '\(name)'",
      help: NearestName.advice(for: name, among: names) ?? "there are no editions at all")
  }
}
