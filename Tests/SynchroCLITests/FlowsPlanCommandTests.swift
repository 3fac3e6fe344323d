import Foundation
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroCLI

@Suite struct FlowsPlanCommandTests {
  private static let suites = Fixtures.root.appending(path: "Suites").path
  private static let example = "Suites/sg-network/example-4.21.plan.json"

  /// A plan of one interface; what a test needs is put in its places.
  private static func plan(
    meters: String = "\"count\": 1000", count: String = "50", more: String = ""
  ) -> String {
    """
    {
      "format": "synchroscope-flow-plan/1",
      "name": "Switching day", "reason": "Tests of the command",
      "useCases": ["Service Switch"],
      "interfaces": [
        {"name": "to the meters", "from": ["CIS/Billing - Utility"],
         "to": ["2-Way Meter - Electr"], "reason": "all of it passes the collector"}
      ],
      "endpoints": {"count": 1000, "reason": "one collector"},
      "populations": [
        {"name": "ElectrMtr", \(meters), "reason": "one collector"},
        {"name": "Utl-PrePay-ElectrMtr", "count": 0, "reason": "no prepayment here"}
      ],
      "choices": [
        {"row": "4.15.4.1/SW_opr_cmd", "count": \(count), "high": {"count": 50, "window": "09:00-10:00"},
         "reason": "a storm moves all switching into one hour"},
        {"row": "4.15.4.3/SW_state_cmd", "count": 50, "reason": "upper end"}\(more)
      ],
      "leaveOut": [
        {"rows": ["4.15.4.7/SW_opr_cancel_cmd", "4.15.4.2/SW_opr_cancel_cmd"], "reason": "rare"}
      ]
    }
    """
  }

  private static let files = [
    "day.json": plan(count: "10"),
    "shares.json": plan(meters: "\"share\": \"87 %\""),
    "many.json": plan(meters: "\"count\": 1000000000001"),
    "negative.json": plan(count: "-1"),
    "outside.json": plan(count: "60"),
    "row.json": plan(more: ",\n    {\"row\": \"4.15.4.1/SW_oper_cmd\", \"reason\": \"r\"}"),
    "missing.json": plan(count: "null"),
    "twice.json": plan(meters: "\"count\": 1, \"count\": 2"),
    "broken.json": "{\"format\": ",
    "empty.json": "{}",
  ]

  private func run(_ words: [String]) async -> (code: ExitCode, out: String, err: String) {
    let console = Console(out: Output(), err: Output()) { path in
      if path == Self.example {
        return FileBytes.read(Fixtures.root.appending(path: Self.example).path)
      }
      return Self.files[path].map { .success(Array($0.utf8)) } ?? FileBytes.read(path)
    }
    let line = ["flows", "plan"] + words + ["--suites", Self.suites]
    let code = await Program.run(line, console: console)
    return (code, console.out.text, console.err.text)
  }

  @Test(arguments: [
    ("example", [["--example", "4.21"]]),
    ("tables", [["day.json"], [example], ["day.json", "--format", "csv"]]),
    (
      "init",
      [
        [
          "--init", "Service Switch", "--from", "CIS/Billing - Utility", "--to",
          "2-Way Meter - Gas",
        ]
      ]
    ),
    (
      "errors",
      [
        [], ["day.json", "--example", "4.21"], ["day.json", "--from", "DAPjm"],
        ["--init", "Service Swich"], ["--init", "Price", "--to", "DAPjn"], ["--example", "4.22"],
        ["nowhere.json"], ["shares.json"], ["many.json"], ["negative.json"], ["outside.json"],
        ["row.json"], ["missing.json"], ["twice.json"], ["broken.json"], ["empty.json"],
      ]
    ),
  ])
  func `the command prints as recorded`(name: String, lines: [[String]]) async throws {
    var transcript = ""
    for words in lines {
      let (code, out, err) = await run(words)
      transcript += "$ flows plan \(words.joined(separator: " ")) → \(code.rawValue)\n" + out + err
    }
    let shown = transcript.replacing(Self.suites, with: "Suites")
    try expectGolden(shown, "CLI/flows-plan/\(name).txt")
  }

  @Test func `the same plan has the same name, in every form and every time`() async throws {
    let first = await run(["day.json", "--format", "json"]).out
    let again = await run(["day.json", "--format", "json"]).out
    #expect(first == again)
    let value = JSONValue(try JSONDocument(parsing: first).root)
    guard case .string(let name)? = value["sha256"] else {
      Issue.record("no name")
      return
    }
    #expect(await run(["day.json"]).out.contains("sha256 \(name)"))
    guard case .array(let interfaces)? = value["traffic"]?["interfaces"] else {
      Issue.record("no interfaces")
      return
    }
    #expect(interfaces.first?["high"]?["events"] == "100")
    #expect(interfaces.first?["base"]?["events"] == "60")
    #expect(interfaces.first?["high"]?["busiestHour"] == 9)
  }

  @Test func `the picture is a file that needs nothing else`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "day.svg").path
    let (code, _, err) = await run(["day.json", "--picture", path])
    #expect(code == .success)
    #expect(err.hasPrefix("picture: "))
    let svg = String(
      decoding: try #require(FileManager.default.contents(atPath: path)), as: UTF8.self)
    #expect(svg.hasPrefix("<svg id=\"p-load\""))
    #expect(svg.contains("xmlns=\"http://www.w3.org/2000/svg\""))
    #expect(svg.contains("prefers-color-scheme: dark"))
    #expect(svg.contains("<desc id=\"p-load-desc\">to the meters: 1,500 bytes a day"))
    #expect(!svg.contains("href") && !svg.contains("<script"))
    #expect(await run(["day.json", "--picture", "/nowhere/day.svg"]).code == .usage)
  }
}
