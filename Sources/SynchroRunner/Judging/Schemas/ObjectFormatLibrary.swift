public import SynchroJSON
public import SynchroText

/// The object formats of one family, `Suites/<family>/schemas/NAME.schema.json`, for commands that
/// hold documents against them outside a run.
public struct ObjectFormatLibrary: Sendable {
  /// A way in which a value is not as its format demands.
  public struct Finding: Sendable {
    /// Where and why.
    public let schema: SchemaFinding
    /// The requirements that are broken by it, as far as the format names them.
    public let requirements: [String]
    /// The member whose lack was found.
    public let missing: String?
  }

  /// A schema file with something wrong in it.
  public struct Fault: Sendable {
    /// The file.
    public let source: SourceText
    /// What is wrong.
    public let diagnostic: Diagnostic
  }

  private let schemas: SuiteSchemas
  /// What is wrong with the files themselves; a file that cannot be used has no format.
  public let faults: [Fault]

  /// Compiles the files of a family, which may refer to each other.
  public init(_ sources: [SourceText]) {
    let (schemas, faults) = SuiteSchemas.compile(sources)
    self.schemas = schemas
    self.faults = faults.map { Fault(source: $0.source, diagnostic: $0.diagnostic) }
  }

  /// The names of the formats, in alphabetical order.
  public var names: [String] { schemas.names }

  /// The schema of a format.
  public func schema(_ name: String) -> JSONSchema? { schemas.format(name)?.schema }

  /// Everything that a value lacks of a format; nil when there is no format of that name.
  public func findings(in node: JSONNode, of name: String) -> [Finding]? {
    guard let format = schemas.format(name), let judge = SchemaJudge(name, in: schemas) else {
      return nil
    }
    return format.schema.evaluate(node).findings.map { finding in
      Finding(schema: finding, requirements: judge.ids(of: finding), missing: finding.missingName)
    }
  }
}
