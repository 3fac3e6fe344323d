import Foundation
import SynchroTestSupport
import Testing

@testable import SynchroCLI

@Suite(.timeLimit(.minutes(5))) struct MockDeviceCommandTests {
  private static let suites = " --suites " + Fixtures.root.appending(path: "Suites").path

  private func run(_ line: String) async -> (code: ExitCode, out: String, err: String) {
    let console = Console(out: Output(), err: Output(), read: FileBytes.read)
    let words = (line + Self.suites).split(separator: " ").map(String.init)
    let code = await Program.run(words, console: console)
    return (code, console.out.text, console.err.text)
  }

  @Test(arguments: [
    ("mock device", "shows the actors"),
    ("mock device toaster", "there is no reference device 'toaster'"),
    ("mock device PCT --defect zzz", "--list-defects shows them all"),
    ("mock device PCT --stdio --http 0", "only one of"),
    ("mock device PCT --connect nowhere", "is no HOST:PORT"),
    ("mock device PCT --listen 70000", "a whole number from 0 to 65535"),
    ("mock device PCT --key-env SYNCHRO_NO_SUCH_KEY", "there is no variable"),
    ("mock device PCT --instances 0", "a whole number from 1"),
    ("mock device PCT --lifetime 5", "a number with a unit"),
  ])
  func `devices that cannot be served are refused with the next step`(
    line: String, words: String
  ) async {
    let result = await run(line)
    #expect(result.code == .usage)
    #expect(result.out.isEmpty)
    #expect(result.err.contains(words), "\(result.err)")
  }

  @Test(arguments: ["", " --http 0", " --defect meter-read-late", " --clock virtual"])
  func `devices print where they are first and end with their lifetime`(more: String) async {
    let result = await run("mock device meter-electr --instances 2 --lifetime 50ms" + more)
    #expect(result.code == .success, "\(result.err)")
    let place = more == " --http 0" ? "http://127.0.0.1:" : "127.0.0.1:"
    #expect(result.out.hasPrefix(place))
    #expect(result.out.hasSuffix("\n"))
    #expect(result.err.isEmpty)
  }

  @Test func `the defects are listed`() async {
    let result = await run("mock device --list-defects")
    #expect(result.code == .success)
    #expect(result.out.split(separator: "\n").count >= 60)
    #expect(result.out.contains("meter-read-late  "))
  }

  @Test(arguments: [
    ("run sg-network/meter-reading --target exec:", "there is no command"),
    ("run sg-network/meter-reading --target tcp:nowhere", "is no HOST:PORT"),
    ("run sg-network/meter-reading --target mock:device --rate 5", "has no meaning for"),
    ("run sg-network/meter-reading --target mock:device --only zzz", "shows the flows"),
    ("run sg-network/meter-reading --target pxb+http://x/y", "a path stands in the URL"),
    ("doctor --target tcp:127.0.0.1:1", "the doctor looks at servers"),
  ])
  func `targets that are no devices are refused with the next step`(
    line: String, words: String
  ) async {
    let console = Console(out: Output(), err: Output(), read: FileBytes.read)
    let code = await Program.run(
      (line + (line.hasPrefix("run") ? Self.suites : "")).split(separator: " ").map(String.init),
      console: console)
    #expect(code == .usage)
    #expect(console.err.text.contains(words), "\(console.err.text)")
  }

  @Test func `a device that cannot be reached is a fault of the set-up`() async {
    let console = Console(out: Output(), err: Output(), read: FileBytes.read)
    let words = ["run", "sg-network/meter-reading", "--no-output", "--target", "exec:exit 7"]
    let suites = Self.suites.split(separator: " ").map(String.init)
    let code = await Program.run(words + suites, console: console)
    #expect(code == .setupFault, "\(console.err.text)")
    #expect(console.err.text.contains("ended by itself with status 7"), "\(console.err.text)")
  }
}
