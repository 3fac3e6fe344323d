import Foundation
import SynchroScript
import SynchroTestSupport
import SynchroText

extension FuzzTarget {
  /// Suite files: whatever is refused is refused at a place inside the file and in words; whatever
  /// is accepted is laid out so that it means the same and stays as it is the next time.
  public static let suite = FuzzTarget(
    "suite", corpus: suiteCorpus,
    dictionary: [
      "\n", "\n  ", "\n    ", "  ", "  #", "\t", "\r\n", "\0", "[", "]", "{", "}", "${", "${a}",
      "$${",
      "\"", "\"\"\"", "raw \"\"\"\n", "form\n", "when $.a exists\n", "otherwise\n", "always\n",
      "for each a in $.b\n", "control\n", "GET ${a}\n", "=> 200\n", "[A/1]", "[${a.b}]", "|",
      "| a |",
      "test a \"b\"\n", "fragment f(a = 1)\n", "table t\n", "call f(a: 1, b: $.x)", "and", "or",
      "is string or null", "every", "plus 5m", "count of", "matches /a[/]b/", "is not", "== ", "5s",
      "a -> b P", "never ", "answers q", "as q", "to group g", "within 5s", "flow f \"F\"\n",
      "either\n", "or\n", "state load of a\n", "inject busy at a count 1\n", "binding pxb\n",
      "refused q by a with 406\n", "untested 4.1/a \"b\"\n", "[4.7/m_[1]_x]",
      "1e9", "-", "\\u00e9", "\\ud83d\\ude00", ",", ":", "=", "?", "\u{e9}", "# x\n", "\u{feff}",
    ], limit: 4096
  ) { bytes in
    let source = SourceText(name: "fuzz.suite", bytes: bytes)
    let parsed = SuiteParser.parse(source)
    for diagnostic in parsed.diagnostics {
      let labels = [diagnostic.primary] + diagnostic.related
      if labels.contains(where: { $0.range.end > bytes.count }) { return "outside: \(diagnostic)" }
      if diagnostic.message.isEmpty { return "no words for \(diagnostic.code)" }
      if DiagnosticRenderer().render(diagnostic, in: source).isEmpty { return "not rendered" }
    }
    if parsed.comments.contains(where: { $0.range.end > bytes.count }) { return "comment outside" }
    guard case .text(let once) = SuiteFormatter.format(parsed) else {
      return parsed.hasErrors ? nil : "refused without an error"
    }
    let formatted = SourceText(name: "fuzz.suite", once)
    let again = SuiteParser.parse(formatted)
    guard case .text(let twice) = SuiteFormatter.format(again) else {
      return "formatted into errors: \(again.diagnostics.map(\.message))\n\(once)"
    }
    if once != twice { return "formatted differently the second time:\n\(once)\n---\n\(twice)" }
    if SuiteMeaning.text(of: parsed) != SuiteMeaning.text(of: again) {
      return "formatting changed the meaning:\n\(once)"
    }
    if parsed.comments.count != again.comments.count {
      return "formatting lost a comment:\n\(once)"
    }
    return nil
  }

  /// Whole suites, and each of their declarations in a suite of its own: damage to a small file
  /// often leaves it readable, and then the formatter is put to the test.
  private static let suiteCorpus: [[UInt8]] = {
    do {
      let files = try Fixtures.files(in: "Script/corpus").map {
        try Fixtures.bytes("Script/corpus/" + $0.lastPathComponent)
      }
      return files + files.flatMap(smallSuites)
    } catch {
      preconditionFailure("the corpus can be read: \(error)")
    }
  }()

  private static func smallSuites(of file: [UInt8]) -> [[UInt8]] {
    let text = String(decoding: file, as: UTF8.self)
    return text.split(separator: "\n\n").filter { !$0.contains("suite ") }.map { paragraph in
      let head = paragraph.first == " " ? "\ntest t \"T\"\n" : "\n"
      return Array(("suite a \"A\"\n" + head + paragraph + "\n").utf8)
    }
  }
}
