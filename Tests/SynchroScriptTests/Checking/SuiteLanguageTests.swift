import Foundation
import SynchroJSON
import SynchroScript
import SynchroTestSupport
import SynchroText
import Testing

@Suite struct SuiteLanguageTests {
  /// What examples of steps may use without saying where it comes from.
  static let world = """
    test known "What the examples use"
      GET ${target.url}
      => 200
      keep client = $.client
      keep entries = $.entries


    """

  static let requirements: [String: SuiteVocabulary.KnownRequirement] = {
    let obligations = [
      "WG1-01/3/success-200", "WG1-01/3/json-object-body", "WG1-01/3.2/field-website",
      "WG1-01/3.2/field-support", "WG1-01/3.2/field-name", "WG1-01/3.2/field-created",
      "WG1-01/4/get-200", "WG1-01/4/error-status", "WG1-01/4.1/field-next",
      "WG1-01/4.1/field-coverage-entries", "WG1-01/4.1/next-chain",
      "WG1-01/4.1/order-updated-desc", "WG1-01/4.3/field-id", "WG1-01/4.3/id-unique",
      "WG1-02/5.1/field-client-id",
    ]
    var rows = Dictionary(
      uniqueKeysWithValues: obligations.map {
        ($0, SuiteVocabulary.KnownRequirement(.must))
      })
    rows["WG1-01/3/json-unique-names"] = .init(.should)
    rows["WG1-01/3.2/capabilities-may-be-empty"] = .init(.may)
    return rows
  }()

  @Test func `every example of the reference is sound`() throws {
    var vocabulary = CheckerWorld.vocabulary
    vocabulary.requirements = Self.requirements
    let checker = SuiteChecker(vocabulary: vocabulary)
    let url = Fixtures.root.appending(path: "docs/suite-language.md")
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let examples = Self.examples(in: text)
    #expect(examples.count >= 10)
    for example in examples {
      var suite = example.text
      if example.kind == "suite-steps" {
        let steps = suite.split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
        suite =
          "suite cds/example \"An example\"\n\n" + Self.world
          + "test example \"An example\"\n  needs known\n  ordered\n" + steps
      }
      let source = SourceText(name: "docs/suite-language.md, line \(example.line)", suite)
      let parsed = SuiteParser.parse(source)
      var found = parsed.diagnostics
      if let suite = parsed.suite, !parsed.hasErrors {
        let set = try CheckerWorld.companions() + [SuiteSource(suite, from: source)]
        found += checker.check(set).last?.diagnostics ?? []
      }
      // An example of steps need not use everything that it shows how to keep.
      if example.kind == "suite-steps" { found.removeAll { $0.code == "unused-name" } }
      #expect(found.isEmpty, "\(CheckerWorld.rendered(found, in: source))")
    }
  }

  /// The fenced texts whose language starts with `suite`.
  private static func examples(
    in text: String
  ) -> [(kind: String, line: Int, text: String)] {
    var examples: [(kind: String, line: Int, text: String)] = []
    var open: (kind: String, line: Int, text: String)?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      if line.hasPrefix("```") {
        if let example = open { examples.append(example) }
        let kind = line.dropFirst(3)
        open = kind.hasPrefix("suite") && open == nil ? (String(kind), index + 2, "") : nil
      } else {
        open?.text += line + "\n"
      }
    }
    return examples
  }
}
