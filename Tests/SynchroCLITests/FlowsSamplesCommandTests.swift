import Foundation
import SynchroJSON
import SynchroTestSupport
import Testing

@testable import SynchroCLI

@Suite struct FlowsSamplesCommandTests {
  @Test func `plans are told in words, and each way to go wrong is explained`() async throws {
    var transcript = ""
    for line in [
      "--reliability 98% --latency 15s --rate 100", "--reliability 99.5 --plan fixed --rows 206",
      "--reliability 98% --trials 100 --failures 2 --plan quick",
      "4.15.4.1/SW_opr_cmd --plan quick",
      "4.6.4.1/Load_mgm_reqst --plan anytime --rate 0.5", "4.15.4.1/SW_opr_cmt", "",
      "--reliability 100%", "--reliability 98% --trials 3",
      "--reliability 98% --trials 3 --failures 4", "--reliability 98% 4.15.4.1/SW_opr_cmd",
      "--reliability 98% --confidence 40%", "--reliability 98% --rate 0",
    ] {
      let (code, out, err) = await samples(line)
      transcript += "$ synchroscope flows samples \(line)\n\(err)\(out)exit \(code)\n\n"
    }
    try expectGolden(transcript, "CLI/flows-samples.txt")
  }

  @Test func `what was seen is printed with every digit`() async throws {
    let (code, out, _) = await samples(
      "--reliability 98% --trials 100 --failures 2 --plan quick -f json")
    #expect(code == 0)
    let answer = JSONValue(try JSONDocument(parsing: out).root)
    guard case .array(let answers) = answer, let seen = answers.first?["seen"] else {
      Issue.record("no answer in \(out)")
      return
    }
    #expect(seen["fixed_plan_says"] == "INCONCLUSIVE")
    guard case .number(let rate) = seen["highest_failure_rate"] else {
      Issue.record("no rate in \(out)")
      return
    }
    #expect(abs((Double(rate.lexeme) ?? 0) - 0.0616192003960407) < 1e-15)
  }

  private func samples(_ line: String) async -> (code: Int32, out: String, err: String) {
    let console = Console(out: Output(), err: Output(), read: FileBytes.read)
    var words = ["flows", "samples"] + line.split(separator: " ").map(String.init)
    words += ["--suites", Fixtures.root.path + "/Suites"]
    let code = await Program.run(words, console: console)
    return (code.rawValue, console.out.text, console.err.text)
  }
}
