public import SynchroText

/// Everything the requirement files say: documents and their rows, editions, profiles, the register
/// of ambiguities, what the operator of a target can be asked to do, why some defects of the
/// reference server are not found, and which rows fail with others.
public struct Catalogue: Sendable {
  /// The documents, in the order of the files.
  public let documents: [CatalogueDocument]
  /// The rows, in the order of the files.
  public let requirements: [Requirement]
  /// The register.
  public let ambiguities: [Ambiguity]
  /// The editions.
  public let editions: [Edition]
  /// The profiles.
  public let profiles: [Profile]
  /// What the operator can be asked to do.
  public let hooks: [OperatorHook]
  /// The defects of the reference server that are not found, and why.
  public let survivors: [SurvivorNote]
  /// Which requirements fail with others.
  public let dependences: [Dependence]
  private let indices: [String: Int]
  private let warnOnly: [String: [Int]]

  /// Puts a catalogue together; of two rows with one id the first counts.
  public init(
    documents: [CatalogueDocument] = [], requirements: [Requirement] = [],
    ambiguities: [Ambiguity] = [], editions: [Edition] = [], profiles: [Profile] = [],
    hooks: [OperatorHook] = [], survivors: [SurvivorNote] = [], dependences: [Dependence] = []
  ) {
    self.documents = documents
    self.requirements = requirements
    self.ambiguities = ambiguities
    self.editions = editions
    self.profiles = profiles
    self.hooks = hooks
    self.survivors = survivors
    self.dependences = dependences
    var indices: [String: Int] = Dictionary(minimumCapacity: requirements.count)
    for (index, row) in requirements.enumerated() where indices[row.id] == nil {
      indices[row.id] = index
    }
    self.indices = indices
    var warnOnly: [String: [Int]] = [:]
    for (index, ambiguity) in ambiguities.enumerated() {
      for id in ambiguity.affects { warnOnly[id, default: []].append(index) }
    }
    self.warnOnly = warnOnly
  }

  /// Reads catalogue files of every kind, in the order given; what a file says wrong is reported
  /// and left out, and the rest is used. Never fails on any bytes.
  public static func load(
    _ sources: [SourceText]
  ) -> (catalogue: Catalogue, diagnostics: [CatalogueFinding]) {
    var loader = CatalogueLoader()
    for source in sources { loader.read(source) }
    return loader.finish()
  }

  /// The row with an id.
  public subscript(id: String) -> Requirement? { indices[id].map { requirements[$0] } }

  /// Whether a check on a row can only warn, because failing it would rest on a disputed reading.
  public func isAmbiguous(_ id: String) -> Bool { warnOnly[id] != nil }

  /// The entries of the register that make a row warn only.
  public func ambiguities(affecting id: String) -> [Ambiguity] {
    (warnOnly[id] ?? []).map { ambiguities[$0] }
  }

  /// The profile with a name.
  public func profile(_ name: String) -> Profile? { profiles.first { $0.name == name } }

  /// The hook with a name.
  public func hook(_ name: String) -> OperatorHook? { hooks.first { $0.name == name } }

  /// The edition with a name.
  public func edition(_ name: String) -> Edition? { editions.first { $0.name == name } }

  /// The document with a name.
  public func document(_ id: String) -> CatalogueDocument? { documents.first { $0.id == id } }
}

/// A finding and the file it is about.
public struct CatalogueFinding: Sendable {
  /// The file.
  public let source: SourceText
  /// What is wrong in it.
  public let diagnostic: Diagnostic

  /// A finding about a file.
  public init(_ diagnostic: Diagnostic, in source: SourceText) {
    self.source = source
    self.diagnostic = diagnostic
  }
}
