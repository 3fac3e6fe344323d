import Foundation
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

/// The official suite of JSON Schema for draft 2020-12: every required test, and every optional
/// one.
@Suite struct SchemaSuiteTests {
  /// Optional files of which every test must pass; the others are counted.
  private static let mandatory: Set<String> = [
    "bignum", "float-overflow", "id", "anchor", "no-schema", "unknownKeyword",
    "refOfUnknownKeyword", "dynamicRef", "ecmascript-regex", "non-bmp-regex", "format-assertion",
    "format/date-time", "format/date", "format/time", "format/duration", "format/email",
    "format/hostname", "format/ipv4", "format/ipv6", "format/uri", "format/uri-reference",
    "format/uuid", "format/json-pointer", "format/regex",
  ]

  /// What we do not do: a schema in a historic draft is refused, and its keywords ask nothing.
  private static let unsupported = ["cross-draft": 1, "dependencies-compatibility": 14]

  @Test func `every required test passes`() throws {
    guard let folder = PeerTests.folder("json-schema") else { return }
    let tests = folder.appending(path: "tests/draft2020-12")
    var score = Score()
    let registry = try registry(folder)
    for file in try PeerTests.files(in: tests) where file.pathExtension == "json" {
      try run(file, registry, SchemaOptions(), isMandatory: true, &score)
    }
    PeerTests.report("json-schema required", passed: score.passed, total: score.total)
    #expect(score.total == 1299)
  }

  @Test func `optional tests pass where we promise it, and are counted elsewhere`() throws {
    guard let folder = PeerTests.folder("json-schema") else { return }
    let optional = folder.appending(path: "tests/draft2020-12/optional")
    let registry = try registry(folder)
    for (place, prefix) in [(optional, ""), (optional.appending(path: "format"), "format/")] {
      for file in try PeerTests.files(in: place) where file.pathExtension == "json" {
        let name = prefix + file.deletingPathExtension().lastPathComponent
        let options = SchemaOptions(formats: prefix.isEmpty ? .byVocabulary : .asserted)
        var score = Score()
        try run(file, registry, options, isMandatory: Self.mandatory.contains(name), &score)
        PeerTests.report("json-schema \(name)", passed: score.passed, total: score.total)
        let missing = score.total - score.passed
        #expect(missing <= Self.unsupported[name, default: 0], "\(name): \(score.failures)")
      }
    }
  }

  private struct Score {
    var passed = 0
    var total = 0
    var failures: [String] = []
  }

  private func run(
    _ file: URL, _ registry: SchemaRegistry, _ options: SchemaOptions, isMandatory: Bool,
    _ score: inout Score
  ) throws {
    let name = file.lastPathComponent
    let document = try read(file)
    for group in document.root.elements {
      let groupName = group["description"]?.string ?? ""
      let schema = try #require(group["schema"])
      let tests = try #require(group["tests"])
      score.total += tests.count
      let compiled: JSONSchema
      do throws(SchemaError) {
        compiled = try JSONSchema(compiling: schema, registry: registry, options: options)
      } catch {
        fail("\(name), \(groupName): refused: \(error)", isMandatory, &score)
        continue
      }
      for test in tests.elements {
        let data = try #require(test["data"])
        let findings = compiled.validate(data)
        let expected = test["valid"]?.bool == true
        if findings.isEmpty == expected, compiled.isValid(data) == expected {
          score.passed += 1
        } else {
          let testName = test["description"]?.string ?? ""
          fail(
            "\(name), \(groupName), \(testName): expected \(expected), got \(findings)",
            isMandatory, &score)
        }
      }
    }
  }

  private func fail(_ message: String, _ isMandatory: Bool, _ score: inout Score) {
    score.failures.append(message)
    if isMandatory { Issue.record("\(message)") }
  }

  /// The suite asks for its `remotes` folder to be served under this address.
  private func registry(_ folder: URL) throws -> SchemaRegistry {
    var registry = SchemaRegistry()
    let root = folder.appending(path: "remotes/draft2020-12")
    let files = try #require(FileManager.default.enumerator(atPath: root.path))
    for case let path as String in files where path.hasSuffix(".json") {
      let document = try read(root.appending(path: path))
      try registry.add(document.root, at: "http://localhost:1234/draft2020-12/" + path)
    }
    return registry
  }

  private func read(_ file: URL) throws -> JSONDocument {
    try JSONDocument(
      parsing: SourceText(name: file.lastPathComponent, bytes: [UInt8](Data(contentsOf: file))))
  }
}
