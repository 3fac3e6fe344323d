internal import SynchroText

/// A compiled schema of draft 2020-12: every reference resolved, every pattern compiled.
public final class JSONSchema: Sendable {
  /// What evaluation needs to know of a schema resource.
  struct Resource: Sendable {
    let uri: String
    let root: JSONNode
    let dynamicAnchors: [Int: Int]
  }

  /// How the schema was read.
  public let options: SchemaOptions
  /// Unknown keywords that look like known ones. Nothing is wrong with them by the letter.
  public let remarks: [SchemaRemark]
  let subschemas: [Subschema]
  let resources: [Resource]
  private let root: Int

  /// The base of schemas that say no URI of their own.
  public static let anonymousBase = "json-schema:///schema"

  /// Compiles a schema, or says what is wrong with it and where.
  ///
  /// References are resolved against `baseURI` unless the schema has an `$id`, and lead to the
  /// schema itself or into the registry.
  public init(
    compiling schema: JSONNode, baseURI: String = JSONSchema.anonymousBase,
    registry: SchemaRegistry = .standard, options: SchemaOptions = SchemaOptions(),
    customFormats: SchemaCustomFormats? = nil
  ) throws(SchemaError) {
    guard schema.kind == .object || schema.kind == .boolean else {
      throw SchemaError(.notASchema(received: schema.kind), at: schema)
    }
    let base = SchemaURI(baseURI)
    guard base.isAbsolute, StringFormat.iri.check(baseURI) == nil else {
      throw SchemaError(.badURI(baseURI, reason: "the base must be an absolute URI"), at: schema)
    }
    var compiler = SchemaCompiler(
      registry: registry, options: options, customFormats: customFormats)
    root = try compiler.compile(schema, at: base.normalized)
    self.options = options
    remarks = compiler.remarks
    subschemas = compiler.subschemas
    resources = compiler.index.resources.map {
      Resource(uri: $0.uri.withoutFragment, root: $0.root, dynamicAnchors: $0.dynamicAnchors)
    }
  }

  /// Compiles the schema that a document is.
  public convenience init(
    compiling document: JSONDocument, baseURI: String = JSONSchema.anonymousBase,
    registry: SchemaRegistry = .standard, options: SchemaOptions = SchemaOptions()
  ) throws(SchemaError) {
    try self.init(
      compiling: document.root, baseURI: baseURI, registry: registry, options: options)
  }

  /// Everything that is wrong with a value, in the order of its text; empty when it is valid.
  ///
  /// When a limit is reached, a finding names it; a value without findings is valid.
  public func validate(_ node: JSONNode) -> [SchemaFinding] {
    evaluate(node, annotations: false).findings
  }

  /// Whether a value is valid, without reasons and therefore quicker for one that is not.
  public func isValid(_ node: JSONNode) -> Bool {
    withEvaluator(on: node, isReporting: false, collectsAnnotations: false) { evaluator in
      evaluator.evaluate(root, node.id).isEmpty && evaluator.halt == nil
    }
  }

  /// What is wrong with a value, and every keyword without a rule that applied to a part of it. With
  /// annotations, findings also know the way by which their rule came to be applied.
  public func evaluate(_ node: JSONNode, annotations: Bool = true) -> SchemaOutcome {
    withEvaluator(on: node, isReporting: true, collectsAnnotations: annotations) { evaluator in
      let breach = evaluator.evaluate(root, node.id)
      var assembly = FindingAssembly(schema: self, document: node.document)
      return assembly.outcome(
        evaluator, root: root, isBroken: !breach.isEmpty || evaluator.halt != nil, instance: node.id
      )
    }
  }

  private func withEvaluator<Result>(
    on node: JSONNode, isReporting: Bool, collectsAnnotations: Bool,
    _ body: (inout SchemaEvaluator) -> Result
  ) -> Result {
    let document = node.document
    return document.tape.withUnsafeBufferPointer { tape in
      document.source.bytes.withUnsafeBufferPointer { bytes in
        var evaluator = SchemaEvaluator(
          self, document: document, tape: tape, bytes: bytes, isReporting: isReporting,
          collectsAnnotations: collectsAnnotations)
        return body(&evaluator)
      }
    }
  }
}
