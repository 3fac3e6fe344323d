import Foundation
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroCLI

@Suite struct FlowsCatalogueCommandTests {
  private static let suites = Fixtures.root.appending(path: "Suites").path
  private static let choices = """
    {"choices": [
      {"row": "4.10.4.1/on-demand_Mtr-read_cmd", "from": "IPD", "to": "2-Way Meter - Gas",
       "latency": "< 1 hr"}]}
    """
  private static let badChoices = """
    {"choices": [
      {"row": "4.10.4.1/on-demand_Mtr-read_cmd", "latency": "< 2 hr"}]}
    """

  @Test(arguments: [
    (
      "list",
      [
        ["list", "--use-case", "Meter Reading", "--latency", "<1min"],
        ["list", "--actor", "ipd", "--type", "cmd", "--cia", "I=H", "--format", "csv"],
        ["list", "--payload", "on-demand_Mtr-read_cmd", "--choices", "choices.json"],
        ["list", "--payload", "SW_opr_cmd", "--format", "json"],
        ["list", "payloads", "--cia", "C=H"], ["list", "actors", "--use-case", "4.12"],
        ["list", "irregularities", "--payload", "otg_ntf_evnt_data"],
      ]
    ),
    (
      "errors",
      [
        ["list", "--actor", "DAPm"], ["list", "--use-case", "Metering"],
        ["list", "--latency", "soon"], ["list", "--cia", "X=H"],
        ["list", "glossary", "--cia", "C=H"], ["list", "--choices", "bad.json"],
        ["list", "--choices", "none.json"], ["list", "--suites", "/nowhere"],
        ["show", "4.15.4.1/SW_oper_cmd"], ["show", "4.12.4.1/otg_ntg_evnt_data"],
        ["show", "pryce"], ["show", "quite-another-thing"], ["use-cases", "Prise"],
      ]
    ),
    (
      "show",
      [
        ["show", "4.15.4.1/SW_opr_cmd"], ["show", "4.10.4.1/on-demand_Mtr-read_cmd"],
        ["show", "4.10.4.1/on-demand_Mtr-read_cmd", "--choices", "choices.json"],
        ["show", "4.5.4.2/distr_cust_storage_in-island-mode_alarm"],
        ["show", "valve_opr_cancel_cmd"], ["show", "Field Tools"], ["show", "FLIR"],
      ]
    ),
    (
      "use-cases",
      [
        ["show", "price"], ["show", "ORM", "--format", "json"], ["use-cases"],
        ["use-cases", "Price", "ORM"],
      ]
    ),
  ])
  func `requirements are listed and shown as recorded`(
    name: String, lines: [[String]]
  ) async throws {
    var transcript = ""
    for line in lines { transcript += await transcribe(line) }
    try expectGolden(transcript, "CLI/flows-\(name).txt")
  }

  @Test(arguments: [
    (["list"], 206), (["list", "rows"], 206), (["list", "payloads"], 196),
    (["list", "actors"], 195), (["use-cases"], 17), (["list", "glossary"], 99 + 54 + 13),
  ])
  func `a list is an array of its entries`(line: [String], count: Int) async throws {
    let console = Console(out: Output(), err: Output(), read: FileBytes.read)
    let code = try await run(line + ["--format", "json", "--suites", Self.suites], console)
    #expect(code == .success)
    #expect(try JSONDocument(parsing: console.out.text).root.count == count)
  }

  private func transcribe(_ line: [String]) async -> String {
    let console = Console(out: Output(), err: Output()) { path in
      switch path {
      case "choices.json": .success(Array(Self.choices.utf8))
      case "bad.json": .success(Array(Self.badChoices.utf8))
      default: FileBytes.read(path)
      }
    }
    let words = line.contains("--suites") ? line : line + ["--suites", Self.suites]
    var code = ExitCode.usage
    do throws(UsageError) {
      code = try await run(words, console)
    } catch {
      console.err.write(error.rendered(for: "synchroscope flows \(line[0])", style: .plain))
    }
    let shown = line.map { $0.contains(" ") || $0.contains("<") ? "'\($0)'" : $0 }
    let text =
      "$ synchroscope flows \(shown.joined(separator: " "))\n" + console.err.text + console.out.text
    return text.replacing("\r\n", with: "\n").replacing(Fixtures.root.path, with: "<root>")
      + "exit \(code.rawValue)\n\n"
  }

  private func run(_ words: [String], _ console: Console) async throws(UsageError) -> ExitCode {
    guard let command = FlowsCommand.spec.subcommands.first(where: { $0.name == words.first }),
      let body = command.body
    else { return .usage }
    return try await body(try ParsedArguments(parsing: words.dropFirst(), for: command), console)
  }
}
