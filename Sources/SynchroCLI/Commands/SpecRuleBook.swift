import SynchroCatalog
import SynchroJSON
import SynchroRunner
import SynchroSpec
import SynchroText

/// The rules for examples that lie in files, each with the object formats and requirements of its
/// folder; what is wrong with them goes to the error stream.
struct SpecRuleBook {
  private struct Chapter {
    let rules: ExampleRules
    let lint: SpecLint
  }

  private var chapters: [Chapter] = []
  /// Whether one file of rules was named, which then counts for every document.
  private let isNamed: Bool
  /// False when a file has an error; the rest of it is used all the same.
  private(set) var isUsable = true
  private let console: Console

  /// The named file, or every `.rules` below the suites.
  init(rules: String?, suites: String?, console: Console) throws(UsageError) {
    self.console = console
    isNamed = rules != nil
    let paths: [String]
    if let rules {
      paths = [rules]
    } else {
      paths = try SuitesDirectory.locate(suites).files(["rules"])
    }
    for path in paths { try read(path) }
  }

  /// The lint for a document, and whether it has rules for it.
  func lint(for source: SourceText) -> (lint: SpecLint, hasRules: Bool) {
    if isNamed, let chapter = chapters.first { return (chapter.lint, true) }
    let name = SpecLint.document(of: source)
    guard let chapter = chapters.first(where: { $0.rules.cover(name) }) else {
      return (SpecLint(), false)
    }
    return (chapter.lint, true)
  }

  private mutating func read(_ path: String) throws(UsageError) {
    let source = try console.source(path)
    let slash = path.lastIndex(of: "/")
    let folder = SuitesDirectory(path: slash.map { String(path[..<$0]) } ?? ".")
    let formats = try ObjectFormatFiles(console: console).library(in: folder)
    if !formats.faults.isEmpty { isUsable = false }
    let catalogue: Catalogue? =
      ((try? folder.files(CatalogueFiles.extensions)) ?? []).isEmpty
      ? nil : try CatalogueFiles(console: console).load(from: folder)
    let (rules, diagnostics) = ExampleRules.read(source, formats: formats.names) { id in
      // Without requirements beside the rules, what stands there are words.
      catalogue.map { $0[id] != nil } ?? true
    }
    let renderer = DiagnosticRenderer(style: console.err.style)
    for diagnostic in diagnostics { console.err.write(renderer.render(diagnostic, in: source)) }
    if diagnostics.contains(where: { $0.severity == .error }) { isUsable = false }
    let lint = SpecLint(
      rules: rules, formats: formats.names.map { Self.format($0, in: formats) },
      requirement: { id in catalogue?[id].map(Self.words) })
    chapters.append(Chapter(rules: rules, lint: lint))
  }

  private static func format(_ name: String, in library: ObjectFormatLibrary) -> ObjectFormat {
    ObjectFormat(name) { node in
      (library.findings(in: node, of: name) ?? []).map { finding in
        ObjectFormat.Fault(
          range: finding.schema.range, pointer: finding.schema.instance.description,
          keyword: finding.schema.keyword, reason: finding.schema.reason,
          isMissing: finding.missing != nil, requirements: finding.requirements)
      }
    }
  }

  private static func words(_ row: Requirement) -> String {
    "\(row.id) (\(row.level.rawValue)), \(row.document) section \(row.clause): \(row.statement)"
  }
}
