public import SynchroCatalog
import SynchroJSON
public import SynchroScript
public import SynchroText

/// Every suite that there is, with the catalogue and the object formats that they speak of.
public struct SuiteLibrary: Sendable {
  /// Something to say about a file.
  public struct Finding: Sendable {
    /// The file.
    public let source: SourceText
    /// What there is to say.
    public let diagnostic: Diagnostic

    /// A finding in a file.
    public init(_ diagnostic: Diagnostic, in source: SourceText) {
      self.source = source
      self.diagnostic = diagnostic
    }

    /// Whether the file cannot be used as it stands.
    public var isError: Bool { diagnostic.severity == .error }
  }

  /// The suites that could be read, in the order of their files.
  public let sources: [SuiteSource]
  /// The catalogue.
  public private(set) var catalogue: Catalogue
  /// What is wrong with the grammar of suites and with schemas.
  public let findings: [Finding]
  private let schemas: [String: SuiteSchemas]
  private let formats: [String: ObjectFormats]
  /// The schemas that are JSON, in the order of the families.
  private let documents: [JSONDocument]
  private let flows: [String: FlowVocabulary]

  /// Reads suite files, and the schema files of each family, which is the first part of a suite's
  /// name; `flows` says what the flow suites of a family may speak of. Never fails on any bytes.
  public init(
    suites: [SourceText], schemas: [String: [SourceText]], catalogue: Catalogue,
    flows: [String: FlowVocabulary] = [:]
  ) {
    var findings: [Finding] = []
    var sources: [SuiteSource] = []
    for source in suites {
      let parsed = SuiteParser.parse(source)
      findings += parsed.diagnostics.map { Finding($0, in: source) }
      if let suite = parsed.suite { sources.append(SuiteSource(suite, from: source)) }
    }
    var compiled: [String: SuiteSchemas] = [:]
    var formats: [String: ObjectFormats] = [:]
    var all: [JSONDocument] = []
    for (family, files) in schemas.sorted(by: { $0.key < $1.key }) {
      let (schemas, faults) = SuiteSchemas.compile(files)
      findings += faults.map { Finding($0.diagnostic, in: $0.source) }
      compiled[family] = schemas
      var documents: [String: JSONDocument] = [:]
      for file in files {
        // What is no JSON has its finding already.
        guard let document = try? JSONDocument(parsing: file) else { continue }
        documents[ObjectFormats.name(ofFile: file.name)] = document
        all.append(document)
      }
      formats[family] = ObjectFormats(schemas: documents)
    }
    self.sources = sources
    self.catalogue = catalogue
    self.findings = findings
    self.schemas = compiled
    self.formats = formats
    documents = all
    self.flows = flows
  }

  /// The same suites beside another catalogue, such as one with a profile more.
  public func with(_ catalogue: Catalogue) -> SuiteLibrary {
    var library = self
    library.catalogue = catalogue
    return library
  }

  // MARK: - What suites speak of

  /// What the checker knows; with `targetKeys` nil, a suite may name any key of a target.
  public func vocabulary(
    targetKeys: Set<String>? = nil, credentials: Set<String>? = nil
  ) -> SuiteVocabulary {
    var requirements: [String: SuiteVocabulary.KnownRequirement] = [:]
    for row in catalogue.requirements {
      requirements[row.id] = SuiteVocabulary.KnownRequirement(
        .init(row.level), party: .init(row.party), isAmbiguous: catalogue.isAmbiguous(row.id))
    }
    return SuiteVocabulary(
      requirements: requirements, suites: Set(sources.map { $0.suite.name.value }),
      objectFormats: formats, targetKeys: targetKeys, credentials: credentials,
      editions: Set(catalogue.editions.map(\.name)),
      hooks: Dictionary(
        catalogue.hooks.map {
          ($0.name, .init(required: $0.required, optional: $0.optional))
        }, uniquingKeysWith: { first, _ in first }),
      flows: flows)
  }

  /// Everything that is wrong: grammar and schemas first, then what the checker says. With `files`
  /// nothing else is said of other suites than whether they can be read, nor of what schemas decide.
  public func check(
    targetKeys: Set<String>? = nil, credentials: Set<String>? = nil, files: Set<String>? = nil
  ) async -> [Finding] {
    let vocabulary = vocabulary(targetKeys: targetKeys, credentials: credentials)
    let checker = SuiteChecker(vocabulary: vocabulary)
    let annotated = files == nil ? documents : []
    return await findings
      + annotated.flatMap { document in
        SchemaRequirements.findings(in: document, vocabulary: vocabulary).map {
          Finding($0, in: document.source)
        }
      }
      + checker.checkSideBySide(sources, files: files).flatMap { file in
        file.diagnostics.map { Finding($0, in: file.source) }
      }
  }

  /// Every place at which the suites decide a requirement.
  public var uses: [RequirementUse] {
    SuiteChecker(vocabulary: vocabulary()).uses(in: sources)
  }

  /// The lines of every suite that are only judged when the target has a feature.
  public var featureGuards: [FeatureGuard] { sources.flatMap(FeatureGuard.all) }

  /// The lines of every suite that are asked again until they hold.
  public var polls: [PollBlock] { sources.flatMap(PollBlock.all) }

  /// A suite and its file.
  public subscript(name: String) -> SuiteSource? {
    sources.first { $0.suite.name.value == name }
  }

  func schemas(of suite: String) -> SuiteSchemas {
    schemas[SuiteVocabulary.family(of: suite)] ?? SuiteSchemas()
  }

  func carried(by format: String, in suite: String) -> [String] {
    formats[SuiteVocabulary.family(of: suite)]?.requirements(of: format).map(\.id) ?? []
  }
}

extension SuiteVocabulary.KnownRequirement.Level {
  fileprivate init(_ level: Requirement.Level) {
    switch level {
    case .must: self = .must
    case .mustNot: self = .mustNot
    case .should: self = .should
    case .shouldNot: self = .shouldNot
    case .may: self = .may
    }
  }
}

extension SuiteVocabulary.KnownRequirement.Party {
  fileprivate init(_ party: Requirement.Party) {
    switch party {
    case .server: self = .server
    case .client: self = .client
    case .extension: self = .extension
    case .actor: self = .actor
    }
  }
}
