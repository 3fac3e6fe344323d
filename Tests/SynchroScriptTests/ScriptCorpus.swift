import Foundation
import SynchroScript
import SynchroTestSupport
import SynchroText

/// The example suites, which hold every construct of the language.
enum ScriptCorpus {
  static let sources: [SourceText] = read("Script/corpus")
  static let brokenNames: [String] = read("Script/parser-errors").map {
    String($0.name.dropLast(".suite".count))
  }

  private static func read(_ folder: String) -> [SourceText] {
    do {
      return try Fixtures.files(in: folder).filter { $0.pathExtension == "suite" }.map {
        SourceText(name: $0.lastPathComponent, bytes: [UInt8](try Data(contentsOf: $0)))
      }
    } catch {
      preconditionFailure("the fixtures can be read: \(error)")
    }
  }
}

/// The diagnostics as a reader sees them.
func rendered(_ diagnostics: [Diagnostic], in source: SourceText) -> String {
  diagnostics.map { DiagnosticRenderer().render($0, in: source) }.joined(separator: "\n")
}
