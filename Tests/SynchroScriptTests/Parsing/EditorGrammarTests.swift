import Foundation
import SynchroJSON
import SynchroTestSupport
import Testing

@testable import SynchroScript

@Suite struct EditorGrammarTests {
  private static let folder = "docs/editors/vscode/"
  private static let grammar = "syntaxes/synchroscope-suite.tmLanguage.json"

  private static let words: [String] =
    DeclarationKeyword.allCases.map(\.rawValue) + HeadKeyword.allCases.map(\.rawValue)
    + FlowHeadKeyword.allCases.map(\.rawValue) + FlowKeyword.allCases.map(\.rawValue)
    + MessageKeyword.allCases.map(\.rawValue)
    + StepKeyword.allCases.map(\.rawValue) + RequestKeyword.allCases.map(\.rawValue)
    + OptionKeyword.allCases.map(\.rawValue) + PredicateKeyword.allCases.map(\.rawValue)
    + IsKeyword.allCases.map(\.rawValue) + ValueKeyword.allCases.map(\.rawValue)
    + JoiningKeyword.allCases.map(\.rawValue) + QuantityUnit.allCases.map(\.rawValue)
    + Claim.Quantifier.allCases.map(\.rawValue) + Fact.allCases.map(\.rawValue)
    + BuiltInType.allCases.map(\.rawValue) + Predicate.Comparison.allCases.map(\.rawValue)

  @Test(arguments: [grammar, "package.json", "language-configuration.json"])
  func `the files of the extension are JSON`(name: String) throws {
    let url = Fixtures.root.appending(path: Self.folder + name)
    _ = try JSONDocument(parsing: String(decoding: try Data(contentsOf: url), as: UTF8.self))
  }

  @Test func `every keyword of the parser stands in the grammar`() throws {
    let url = Fixtures.root.appending(path: Self.folder + Self.grammar)
    let document = try JSONDocument(
      parsing: String(decoding: try Data(contentsOf: url), as: UTF8.self))
    var alternatives: Set<String> = []
    collect(JSONValue(document.root), into: &alternatives)
    #expect(Set(Self.words).subtracting(alternatives) == [])
  }

  /// The words between `(` and `)`, `|` and `|` of every pattern of the grammar.
  private func collect(_ value: JSONValue, into words: inout Set<String>) {
    switch value {
    case .object(let fields):
      for field in fields {
        if case .string(let pattern) = field.value, field.key == "match" || field.key == "begin" {
          words.formUnion(pattern.split { "()|".contains($0) }.map(String.init))
        } else {
          collect(field.value, into: &words)
        }
      }
    case .array(let elements): for element in elements { collect(element, into: &words) }
    case .null, .bool, .number, .string: break
    }
  }
}
