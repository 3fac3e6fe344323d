import Foundation
import SynchroTestSupport
import Testing

@testable import SynchroCLI

@Suite struct ValidateCommandTests {
  private static let files: [String: String] = [
    "schema.json": """
    {"$ref": "item.json", "properties": {"when": {"format": "date-time"}}, "requird": []}
    """,
    "item.json": """
    {"type": "object", "required": ["id"],
     "properties": {"id": {"type": "integer"}, "size": {"anyOf": [{"const": 1}, {"type": "null"}]}}}
    """,
    "named.json": #"{"$id": "json-schema:///item.json", "type": "object", "required": ["id"]}"#,
    "good.json": #"{"id": 1}"#,
    "bad.json": "{\n  \"id\": 1.5, \"size\": 2,\n  \"when\": \"noon\"\n}",
    "twice.json": #"{"id": 1, "id": 2}"#,
    "broken.json": "{\"id\": 1,}",
    "hostile.json": "{\"\\u001B[2J\": \"\u{202E}\", \"size\": \"\\u0007\"}",
    "empty.json": "[]",
    "entry.json": #"{"id": "1", "created": "2026-01-01", "countri": "US", "map_resource": "/map"}"#,
    "wrong.json": #"{"type": "intger"}"#,
    "pointless.json": ##"{"$ref": "#/$defs/none"}"##,
  ]

  @Test func `documents are judged, and each way to go wrong is explained`() async throws {
    let with = "--with json-schema:///item.json=item.json"
    var transcript = ""
    for line in [
      "-s schema.json \(with) good.json", "-s schema.json \(with) bad.json",
      "-s schema.json \(with) --assert-formats bad.json good.json",
      "-s schema.json \(with) --output json bad.json", "-s schema.json --with named.json bad.json",
      "-s schema.json good.json", "good.json", "broken.json good.json", "twice.json",
      "-s item.json none.json good.json", "-s none.json good.json", "-s wrong.json good.json",
      "-s pointless.json good.json", "-s item.json --with item.json good.json",
      "-s item.json hostile.json", "-s item.json - -",
      "-s schema.json --with json-schema:///item.json?v=1=item.json good.json", "-s item.json -",
      "-s broken.json good.json", "",
    ] {
      transcript += await transcribe(line)
    }
    try expectGolden(transcript, "CLI/validate.txt")
  }

  @Test func `documents are held against the object formats of the suites by name`() async throws {
    let suites = Fixtures.root.path + "/Suites"
    var transcript = ""
    for line in [
      "-f coverage-entry entry.json", "--format cds/coverage-entry -o json entry.json",
      "-f coverge-entry entry.json", "-f coverage-entry -s item.json entry.json",
    ] {
      transcript += await transcribe(line, suites: ["--suites", suites])
    }
    try expectGolden(transcript.replacing(suites, with: "Suites"), "CLI/validate-format.txt")
    let formats = try FileManager.default.contentsOfDirectory(atPath: suites + "/cds/schemas")
      .filter { $0.hasSuffix(".schema.json") }.map { String($0.dropLast(12)) }
    #expect(formats.count > 20)
    for format in formats {
      let text = await transcribe("-f \(format) empty.json", suites: ["--suites", suites])
      #expect(text.hasSuffix("exit 1\n\n"), "\(text)")
    }
  }

  private func transcribe(_ line: String, suites: [String] = []) async -> String {
    let console = Console(out: Output(), err: Output()) { path in
      if path == "-" { return .success(Array("[1]".utf8)) }
      if path.hasPrefix(Fixtures.root.path) { return FileBytes.read(path) }
      guard let text = Self.files[path] else {
        return .failure(ReadFault(path: path, reason: "No such file", help: "check the spelling"))
      }
      return .success(Array(text.utf8))
    }
    let words = line.split(separator: " ").map(String.init)
    let code = await Program.run(["validate"] + words + suites, console: console)
    return "$ synchroscope validate \(line)\n" + console.err.text + console.out.text
      + "exit \(code.rawValue)\n\n"
  }
}
