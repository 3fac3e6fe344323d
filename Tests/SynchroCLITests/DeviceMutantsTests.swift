import Foundation
import SynchroTestSupport
import Testing

@testable import SynchroCLI

/// A few of the defects of reference devices, against the suites of the checkout.
@Suite struct DeviceMutantsTests {
  private func run(_ line: String) async -> (code: ExitCode, out: String, err: String) {
    let console = Console(out: Output(), err: Output(), read: FileBytes.read)
    let words = ["mutants", "--suites", Fixtures.root.appending(path: "Suites").path]
    let code = await Program.run(
      words + line.split(separator: " ").map(String.init), console: console)
    return (code, console.out.text, console.err.text)
  }

  /// A payload that is late, one outcome too many, a state, a refusal that does not come.
  private static let killed = [
    ("meter-audit-late", "4.11.4.1/Audit_Application_Event", "sg-network/meter-events#audit:"),
    (
      "meter-read-and-error", "4.10.4.1/on-demand_Mtr-read_resp-data",
      "sg-network/meter-reading#read-one-outcome:3"
    ),
    ("cap-kept", "4.5.4.3/meter_capped_kwh_mode_cancel_cmd", "sg-network/customer-storage#"),
    (
      "switch-expired-executed", "4.15.4.1/SW_opr_cmd", "sg-network/service-switch#switch-expired:2"
    ),
  ]

  @Test(arguments: killed)
  func `a defect is killed by a check of its row`(defect: String, row: String, check: String) async
  {
    let told = await run("sg-network --defect \(defect)")
    #expect(told.code == .success && told.err.isEmpty, "\(told.out)\(told.err)")
    let cells =
      told.out.split(separator: "\n").first { $0.hasPrefix(defect) }?
      .split(separator: " ").map(String.init) ?? []
    #expect(cells.count > 3 && cells[1] == row && cells[2] == "killed", "\(told.out)")
    #expect(cells.count > 3 && cells[3].hasPrefix(check), "\(told.out)")
    #expect(
      told.out.hasSuffix("1 of 1 defects killed (100 %); right devices pass the same flows\n"))
  }

  @Test func `the matrix does not depend on how many are played at a time`() async {
    let line =
      "sg-network/meter-events --defect meter-event-lost --defect meter-audit-late --format json"
    let one = await run(line + " --jobs 1")
    let four = await run(line + " --jobs 4")
    #expect(one.code == .success && one.out == four.out, "\(one.out)\(four.out)")
  }

  @Test func `what these suites do not look for survives, and says so`() async {
    let told = await run("sg-network/outage --defect meter-audit-late")
    #expect(told.code == .failed)
    #expect(told.out.contains("no flow tries its requirements with an actor that has it"))
    #expect(told.out.contains("not explained: meter-audit-late: "))
  }

  @Test(arguments: [
    ("sg-network/outage cds/discovery", "is played against reference devices, and 'cds/discovery"),
    ("sg-network --defect meter-audit-lat", "did you mean 'meter-audit-late'?"),
    (
      "sg-network --defect metadata-version-wrong", "there is no defect 'metadata-version-wrong' of"
    ),
    ("sg-nework", "did you mean 'sg-network'?"),
  ])
  func `what cannot be done is said`(line: String, words: String) async {
    let told = await run(line)
    #expect(told.code == .usage && told.out.isEmpty)
    #expect(told.err.contains(words), "\(told.err)")
  }
}
