import SynchroJSON
import SynchroScript
import SynchroText

/// The object formats of a family of suites, compiled: `is NAME` asks for the schema of the file
/// `NAME.schema.json`.
struct SuiteSchemas: Sendable {
  /// A schema file that cannot be used, and why.
  struct Fault: Sendable {
    /// The file.
    var source: SourceText
    /// What is wrong with it.
    var diagnostic: Diagnostic
  }

  struct Format: Sendable {
    let schema: JSONSchema
    let outline: SchemaOutline
  }

  private var formats: [String: Format] = [:]

  /// No formats at all.
  init() {}

  /// The names of the formats, in alphabetical order.
  var names: [String] { formats.keys.sorted() }

  func format(_ name: String) -> Format? { formats[name] }

  /// Compiles the files of a family. They may refer to each other by file name or by `$id`. A file
  /// that cannot be used leaves the others as they are; of two with the same `$id` that is the second.
  static func compile(_ sources: [SourceText]) -> (schemas: SuiteSchemas, faults: [Fault]) {
    var faults: [Fault] = []
    var registry = SchemaRegistry.standard
    var documents: [(name: String, uri: String, document: JSONDocument)] = []
    var owners: [String: JSONNode] = [:]
    for source in sources {
      let name = ObjectFormats.name(ofFile: source.name)
      let uri = ObjectFormats.uri(of: name)
      do {
        let document = try JSONDocument(parsing: source)
        if let key = document.duplicateKeys.first {
          faults.append(Fault(source: source, diagnostic: key.diagnostic))
        }
        let known = ObjectFormats.uri(of: name, document.root)
        let uris = [known, SchemaTarget.known(uri)]
        if let (taken, first) = uris.lazy.compactMap({ uri in owners[uri].map { (uri, $0) } }).first
        {
          faults.append(Fault(source: source, diagnostic: clash(document.root, taken, first)))
          continue
        }
        try registry.add(document.root, at: uri)
        if let id = document.root["$id"]?.string { try registry.add(document.root, at: id) }
        for uri in uris { owners[uri] = document.root }
        documents.append((name, known, document))
      } catch let error as JSONSyntaxError {
        faults.append(Fault(source: source, diagnostic: error.diagnostic))
      } catch let error as SchemaError {
        faults.append(Fault(source: error.source, diagnostic: error.diagnostic))
      } catch {
        preconditionFailure("reading a schema throws nothing else: \(error)")
      }
    }
    let roots = ObjectFormats.documents(documents.map { ($0.name, $0.document.root) })
    var schemas = SuiteSchemas()
    for (name, uri, document) in documents {
      do throws(SchemaError) {
        let schema = try JSONSchema(
          compiling: document.root, baseURI: uri, registry: registry,
          options: SchemaOptions(
            formats: .asserted,
            limits: SchemaLimits(steps: 20_000_000, patternSteps: PredicateTest.patternSteps)),
          customFormats: CustomTypes.formats)
        faults += schema.remarks.map { Fault(source: document.source, diagnostic: $0.diagnostic) }
        schemas.formats[name] = Format(
          schema: schema, outline: SchemaOutline(of: document.root, at: uri, in: roots))
      } catch {
        faults.append(Fault(source: error.source, diagnostic: error.diagnostic))
      }
    }
    return (schemas, faults)
  }

  /// Two schemas of one URI: which of them a reference means would depend on who follows it.
  private static func clash(_ schema: JSONNode, _ uri: String, _ first: JSONNode) -> Diagnostic {
    let place = (first["$id"] ?? first).place
    return Diagnostic(
      code: "schema-id-taken", "another schema has the URI '\(VisibleText.escape(uri))'",
      at: .init((schema["$id"] ?? schema).range),
      help: [
        "the first is \(first.document.source.name):\(place.line):\(place.column): give this one another $id"
      ])
  }
}

/// Our own string types in schemas: `"x-type": "url"`.
enum CustomTypes {
  static let formats = SchemaCustomFormats(
    keyword: "x-type",
    checks: Dictionary(
      uniqueKeysWithValues: BuiltInStringTypes.all.map { type in
        (type.rawValue, { @Sendable text in StringTypes.fault(text, type) })
      }))
}
