import SynchroSpec
import SynchroText

/// `synchroscope spec lint`: where the examples of a specification break its own rules.
enum SpecLintCommand {
  enum Form: String, CaseIterable, Sendable {
    case text
    case json
    case github
  }

  private static let rules = Option(
    "rules", .file(), help: "what examples have to look like; found by the document when absent")
  private static let form = Option(
    "format", short: "f", ValueKind<Form>.choice("FORM"),
    help: "how to print findings; text when nothing is said")
  private static let documents = Operand(
    .file("FILE"), count: 1...Int.max,
    help: "specifications in Markdown; '-' is standard input")

  static let spec = CommandSpec(
    "lint", summary: "Find where the text of a specification breaks its own rules",
    discussion: """
      Requests, answers and JSON documents in blocks of code are held against the object formats,
      statuses and header fields that the text demands. JSON is read on behind a mistake, so that
      all of them are found. Links to places of the text must lead somewhere. Each finding names
      file, line, clause and rule.

      What belongs to which example stands in a file of rules (docs/spec-lint.md), with the object
      formats in schemas/ beside it. A document that no file of rules names is checked for JSON,
      heads and links only.

      The exit code is 0 when nothing is found, 1 when something is, and 2 when a file cannot be read
      or the rules cannot be used.
      """,
    parameters: [SuitesDirectory.option.spec, rules.spec, form.spec, documents.spec],
    examples: [
      .init("synchroscope spec lint cds-wg1-01.md cds-wg1-02.md", "two documents"),
      .init("synchroscope spec lint --format github spec.md", "annotations in a pull request"),
      .init(
        "synchroscope spec lint --rules my/examples.rules my-spec.md", "a document of your own"),
    ]
  ) { arguments, console throws(UsageError) in
    let paths = arguments.all(documents)
    guard paths.count(where: { $0 == "-" }) < 2 else {
      throw .unusable(
        "standard input can be read only once", help: "give all but one of the '-' as files")
    }
    let book = try SpecRuleBook(
      rules: arguments[rules], suites: arguments[SuitesDirectory.option], console: console)
    var output = SpecLintOutput(style: console.out.style)
    var isUnreadable = !book.isUsable
    for path in paths {
      guard let source = source(path, console) else {
        isUnreadable = true
        continue
      }
      do throws(SpecLint.TooLarge) {
        let (lint, hasRules) = book.lint(for: source)
        output.append(try lint.lint(source), hasRules: hasRules)
      } catch {
        isUnreadable = true
        let limit = SpecLint.sizeLimit >> 20
        console.tell(
          .unusable(
            "'\(path)' is larger than the limit of \(limit) MiB", help: "give a smaller file"))
      }
    }
    switch arguments[form] ?? .text {
    case .text: console.out.write(output.text)
    case .json: console.out.write(output.json)
    case .github: console.out.write(output.github)
    }
    if isUnreadable { return .usage }
    return output.count == 0 ? .success : .failed
  }

  /// A file's text; nil after saying why there is none.
  private static func source(_ path: String, _ console: Console) -> SourceText? {
    do throws(UsageError) {
      return try console.source(path)
    } catch {
      console.tell(error)
      return nil
    }
  }
}
