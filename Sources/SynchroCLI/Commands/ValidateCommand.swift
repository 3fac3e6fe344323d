import SynchroJSON
import SynchroRunner
import SynchroText

/// `synchroscope validate`: JSON documents against the grammar of JSON and against a schema.
enum ValidateCommand {
  enum OutputForm: String, CaseIterable, Sendable {
    case text
    case json
  }

  private static let schema = Option("schema", short: "s", .file(), help: "the JSON Schema 2020-12")
  private static let format = Option(
    "format", short: "f", .text("NAME"), help: "an object format of the suites, by its name")
  private static let companions = Option(
    "with", .text("[URI=]FILE"),
    help: "a schema that references lead to, known by its $id or by URI", isRepeatable: true)
  private static let output = Option(
    "output", short: "o", ValueKind<OutputForm>.choice("FORM"), help: "how to print findings")
  private static let assertsFormats = Flag(
    "assert-formats", help: "let 'format' decide, not only describe")
  private static let documents = Operand(
    .file("DOCUMENT"), count: 1...Int.max, help: "the JSON documents; '-' is standard input")

  static let spec = CommandSpec(
    "validate", summary: "Check JSON documents against a JSON Schema or an object format",
    discussion: """
      Each finding names the JSON Pointer, line and column, the keyword and the reason. Without a
      schema only the grammar of JSON (RFC 8259) is checked. References lead to the schema itself,
      to the meta-schemas and to what --with names; nothing is ever fetched.

      --format names an object format of the suites, such as coverage-entry; formats of strings decide
      then, and each finding names the requirements that are broken.

      The exit code is 0 when every document is valid, 1 when one is not, and 2 when something
      cannot be read or is not JSON.
      """,
    flags: [assertsFormats],
    parameters: [
      schema.spec, format.spec, companions.spec, SuitesDirectory.option.spec, output.spec,
      documents.spec,
    ],
    examples: [
      .init("synchroscope validate --schema meter.schema.json reading.json", "one document"),
      .init("synchroscope validate --format coverage-entry entry.json", "an object of the CDS"),
      .init(
        "curl -s https://hub.example/metadata.json | synchroscope validate -s metadata.schema.json -",
        "what a server answers"),
      .init(
        "synchroscope validate -s order.json --with urn:x:item=item.json --assert-formats *.json",
        "a schema in two files, formats checked"),
    ]
  ) { arguments, console throws(UsageError) in
    let inputs =
      arguments.all(documents) + arguments.all(companions) + [arguments[schema]].compactMap { $0 }
    guard inputs.filter({ $0 == "-" || $0.hasSuffix("=-") }).count < 2 else {
      throw .unusable(
        "standard input can be read only once", help: "give all but one of the '-' as files")
    }
    let files = DocumentFiles(console: console)
    let schema: DocumentFiles.Schema
    if let name = arguments[format] {
      guard arguments[Self.schema] == nil, arguments.all(companions).isEmpty else {
        throw .unusable(
          "an object format has its own schema",
          help: "give '--format' without '--schema' and '--with'")
      }
      let (library, format) = try ObjectFormatFiles(console: console)
        .format(name, below: SuitesDirectory.locate(arguments[SuitesDirectory.option]))
      schema = .format(library, format)
    } else {
      guard
        let compiled = files.schema(
          at: arguments[Self.schema], with: arguments.all(companions),
          options: SchemaOptions(formats: arguments[assertsFormats] ? .asserted : .byVocabulary))
      else { return .usage }
      schema = compiled
    }

    var reports: [ValidationReport] = []
    for path in arguments.all(documents) {
      reports.append(ValidationReport(path, schema: schema, files: files))
    }
    switch arguments[output] ?? .text {
    case .text: for report in reports { console.out.write(report.text(style: console.out.style)) }
    case .json: console.out.write(ValidationReport.json(reports))
    }
    if reports.contains(where: { !$0.isReadable }) { return .usage }
    return reports.allSatisfy(\.isValid) ? .success : .failed
  }
}

/// Reads documents and schemas; what is wrong with them goes to the error stream at once.
struct DocumentFiles {
  /// A schema, an object format by its name, or the wish for none.
  enum Schema {
    case none
    case compiled(JSONSchema)
    case format(ObjectFormatLibrary, String)
  }

  let console: Console

  /// The document at a path; nil after saying why there is none.
  func document(at path: String) -> JSONDocument? {
    do throws(UsageError) {
      return document(try console.source(path))
    } catch {
      console.tell(error)
      return nil
    }
  }

  /// The document that a text holds; nil after saying why it is none.
  func document(_ source: SourceText) -> JSONDocument? {
    do {
      let document = try JSONDocument(parsing: source)
      let shown = document.duplicateKeys.prefix(20)
      for duplicate in shown { show(duplicate.diagnostic, in: source) }
      let left = document.duplicateKeys.count - shown.count
      if left > 0 { say("warning: \(left) more repeated keys are not shown\n") }
      return document
    } catch {
      show(error.diagnostic, in: source)
      return nil
    }
  }

  /// The schema at a path, compiled with its companions; nil after saying why there is none.
  func schema(at path: String?, with companions: [String], options: SchemaOptions) -> Schema? {
    var registry = SchemaRegistry.standard
    for companion in companions {
      let (uri, file) = split(companion)
      guard let document = document(at: file) else { return nil }
      do {
        if let uri { try registry.add(document.root, at: uri) } else { try registry.add(document) }
      } catch {
        show(error.diagnostic, in: error.source)
        return nil
      }
    }
    guard let path else { return Schema.none }
    guard let document = document(at: path) else { return nil }
    do {
      let schema = try JSONSchema(compiling: document, registry: registry, options: options)
      for remark in schema.remarks { show(remark.diagnostic, in: document.source) }
      return .compiled(schema)
    } catch {
      var diagnostic = error.diagnostic
      if case .unresolvable(let uri, _) = error.fault {
        diagnostic.help.append("name the file that holds it: --with \(uri)=FILE")
      }
      show(diagnostic, in: error.source)
      return nil
    }
  }

  /// `URI=FILE`; what stands before the last '=' is a URI only when it has a scheme.
  private func split(_ companion: String) -> (uri: String?, file: String) {
    guard let mark = companion.lastIndex(of: "=") else { return (nil, companion) }
    let uri = companion[..<mark]
    guard uri.contains(":") else { return (nil, companion) }
    return (String(uri), String(companion[companion.index(after: mark)...]))
  }

  private var style: TerminalStyle { console.err.style }

  private func show(_ diagnostic: Diagnostic, in source: SourceText) {
    say(DiagnosticRenderer(style: style).render(diagnostic, in: source))
  }

  private func say(_ text: String) { console.err.write(text) }
}
