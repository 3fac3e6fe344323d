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

  private func transcribe(_ line: String) async -> String {
    let console = Console(out: Output(), err: Output()) { path in
      if path == "-" { return .success(Array("[1]".utf8)) }
      guard let text = Self.files[path] else {
        return .failure(ReadFault(path: path, reason: "No such file", help: "check the spelling"))
      }
      return .success(Array(text.utf8))
    }
    let words = line.split(separator: " ").map(String.init)
    let code = await Program.run(["validate"] + words, console: console)
    return "$ synchroscope validate \(line)\n" + console.err.text + console.out.text
      + "exit \(code.rawValue)\n\n"
  }
}
