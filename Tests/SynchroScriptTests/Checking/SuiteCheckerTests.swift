import Foundation
import SynchroScript
import SynchroTestSupport
import SynchroText
import Testing

@Suite struct SuiteCheckerTests {
  /// Each fixture marks every place that is found in it, and nothing else is found.
  @Test func `every mistake is found where it stands, and told with what to do`() throws {
    let folder = "Script/checker-errors"
    var codes: Set<String> = []
    for file in try Fixtures.files(in: folder) where file.pathExtension == "suite" {
      let name = file.deletingPathExtension().lastPathComponent
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      let marked = MarkedText(text, name: "Suites/cds/\(name).suite")
      let parsed = SuiteParser.parse(marked.source)
      #expect(
        !parsed.hasErrors, "\(CheckerWorld.rendered(parsed.diagnostics, in: marked.source))")
      guard let suite = parsed.suite else { continue }
      let set = try CheckerWorld.companions() + [SuiteSource(suite, from: marked.source)]
      let found = CheckerWorld.checker.check(set).last?.diagnostics ?? []
      let rendered = CheckerWorld.rendered(found, in: marked.source)
      #expect(found.map(\.primary.range) == marked.ranges, "\(name):\n\(rendered)")
      try expectGolden(rendered, "\(folder)/\(name).txt")
      codes.formUnion(found.map(\.code))
    }
    #expect(codes.count >= 60, "\(codes.sorted())")
  }

  @Test func `suites that are checked side by side are told the same in the same order`()
    async throws
  {
    var suites = try CheckerWorld.companions()
    for file in try Fixtures.files(in: "Script/checker-errors") where file.pathExtension == "suite"
    {
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      let name = file.deletingPathExtension().lastPathComponent
      let source = MarkedText(text, name: "Suites/cds/\(name).suite").source
      if let suite = SuiteParser.parse(source).suite {
        suites.append(SuiteSource(suite, from: source))
      }
    }
    let files = Set(suites.dropFirst(2).map { $0.source.name })
    for files in [nil, files] {
      let inTurn = CheckerWorld.checker.check(suites, files: files)
      let sideBySide = await CheckerWorld.checker.checkSideBySide(suites, files: files)
      #expect(sideBySide.map(\.source.name) == inTurn.map(\.source.name))
      #expect(sideBySide.map(\.diagnostics) == inTurn.map(\.diagnostics))
      #expect(inTurn.flatMap(\.diagnostics).count > 60)
    }
  }

  /// Trees of files with errors are checked too, so that a damaged file shows all it can.
  @Test func `no tree traps or stalls the checker`() throws {
    var corpus: [[UInt8]] = ScriptCorpus.sources.map(\.bytes)
    for file in try Fixtures.files(in: "Script/checker-errors") where file.pathExtension == "suite"
    {
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      corpus.append(MarkedText(text).source.bytes)
    }
    var mutator = Mutator(
      corpus: corpus, dictionary: ["${", "[ID]", "when ", "  ", "\n  GET ${target.url}\n"], seed: 7)
    var checked = 0
    for _ in 0..<1500 {
      let source = SourceText(name: "Suites/cds/any.suite", bytes: mutator.next())
      guard let suite = SuiteParser.parse(source).suite else { continue }
      let found = CheckerWorld.checker.check([SuiteSource(suite, from: source)])
      _ = CheckerWorld.checker.uses(in: [SuiteSource(suite, from: source)])
      for range in found.flatMap(\.diagnostics).map(\.primary.range) {
        #expect(range.end <= source.bytes.count)
      }
      checked += 1
    }
    #expect(checked > 500)
  }
}
