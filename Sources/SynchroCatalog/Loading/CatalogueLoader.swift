import SynchroText

/// Collects what the files say, then checks what one says about another.
struct CatalogueLoader {
  /// A record's name and where it stands, for findings that need the whole catalogue.
  struct Place {
    let source: SourceText
    let range: SourceRange
  }

  var documents: [CatalogueDocument] = []
  var requirements: [Requirement] = []
  var ambiguities: [RegisterEntry] = []
  var editions: [Edition] = []
  var profiles: [(Profile, ProfileFields)] = []
  var hooks: [OperatorHook] = []
  var survivors: [SurvivorNote] = []
  var dependences: [DependenceEntry] = []
  private(set) var findings: [CatalogueFinding] = []
  /// Where each name was taken first, by kind and name.
  private var taken: [RecordKind: [String: Place]] = [:]

  /// The kinds of record there are.
  enum RecordKind: String, CaseIterable {
    case document
    case requirement
    case ambiguity
    case edition
    case fingerprints
    case profile
    case hook
    case survivor
    case dependence
  }

  /// Reads one file.
  mutating func read(_ source: SourceText) {
    let parsed = RecordParser(source)
    report(parsed.diagnostics, in: source)
    var document: String?
    for record in parsed.records {
      guard let kind = RecordKind(rawValue: record.kind) else {
        report(unknown(record), in: source)
        continue
      }
      guard take(kind, record, in: source) else { continue }
      switch kind {
      case .document:
        document = record.name
        readDocument(record, in: source)
      case .requirement: readRequirement(record, of: document, in: source)
      case .ambiguity: readAmbiguity(record, in: source)
      case .edition: readEdition(record, in: source)
      case .fingerprints: readFingerprints(record, in: source)
      case .profile: readProfile(record, in: source)
      case .hook: readHook(record, in: source)
      case .survivor: readSurvivor(record, in: source)
      case .dependence: readDependence(record, in: source)
      }
    }
  }

  /// Checks the references between records and hands everything over.
  mutating func finish() -> (Catalogue, [CatalogueFinding]) {
    let catalogue = Catalogue(
      documents: documents, requirements: requirements, ambiguities: ambiguities.map(\.ambiguity),
      editions: editions, profiles: profiles.map(\.0), hooks: hooks,
      survivors: survivors, dependences: dependences.map(\.dependence))
    checkAmbiguities(against: catalogue)
    checkEditions(against: catalogue)
    checkProfiles(against: catalogue)
    checkDependences(against: catalogue)
    return (catalogue, findings)
  }

  mutating func report(_ diagnostics: [Diagnostic], in source: SourceText) {
    // One broken file must not bury the others, nor cost a search for near names a million times.
    let room = RecordParser.findingLimit - findings.count { $0.source === source }
    findings += diagnostics.prefix(max(room, 0)).map { CatalogueFinding($0, in: source) }
  }

  mutating func report(_ diagnostic: Diagnostic, in source: SourceText) {
    report([diagnostic], in: source)
  }

  /// Whether a source has room for another finding, so that costly advice is worth computing.
  func hasRoom(for source: SourceText) -> Bool {
    findings.count { $0.source === source } < RecordParser.findingLimit
  }

  /// Where a name was taken.
  func place(of kind: RecordKind, _ name: String) -> Place? { taken[kind]?[name] }

  /// Notes a name; false after saying that it is taken.
  private mutating func take(
    _ kind: RecordKind, _ record: Record, in source: SourceText
  ) -> Bool {
    let place = Place(source: source, range: record.nameRange)
    guard let first = taken[kind, default: [:]].updateValue(place, forKey: record.name) else {
      return true
    }
    taken[kind, default: [:]][record.name] = first
    var diagnostic = Diagnostic(
      code: "catalogue-duplicate", "the \(kind.rawValue) '\(record.name)' exists already",
      at: .init(record.nameRange), help: ["rename one of them or take it out"])
    if first.source === source {
      diagnostic.related = [.init(first.range, "first here")]
    } else {
      let line = first.source.place(at: first.range.start).line
      diagnostic.help.insert("the first one is at \(first.source.name):\(line)", at: 0)
    }
    report(diagnostic, in: source)
    return false
  }

  private func unknown(_ record: Record) -> Diagnostic {
    Diagnostic(
      code: "catalogue-unknown-kind", "there is no kind of record called '\(record.kind)'",
      at: .init(record.kindRange),
      help: [NearestName.advice(for: record.kind, among: RecordKind.allCases.map(\.rawValue))]
        .compactMap { $0 })
  }
}
