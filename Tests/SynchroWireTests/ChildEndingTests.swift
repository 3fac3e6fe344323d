import Glibc
import SynchroSystem
import Testing

@Suite struct ChildEndingTests {
  @Test(arguments: [
    ("exit 0", ChildEnding.exited(0)), ("exit 7", .exited(7)), ("kill -TERM $$", .killed(15)),
  ])
  func `a child ends as it says`(line: String, expected: ChildEnding) throws {
    let program = ChildProgram("/bin/sh", ["-c", line], environment: [])
    let id = try program.start(input: nil, output: STDERR_FILENO, errors: STDERR_FILENO)
    #expect(ChildEnding.wait(for: id) == expected)
  }

  @Test func `what the system does not tell is no success`() {
    let ending = ChildEnding.wait(for: getpid())
    #expect(ending == .unknown(SystemError(.wait, code: ECHILD)))
  }
}
