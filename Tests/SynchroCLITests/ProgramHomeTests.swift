import Foundation
import SynchroTestSupport
import Testing

@testable import SynchroCLI

@Suite struct ProgramHomeTests {
  @Test(arguments: [
    ("/usr/bin/synchroscope", ["/usr/share/synchroscope/Suites", "Suites"]),
    ("/bin/synchroscope", ["/share/synchroscope/Suites", "Suites"]),
    ("/home/x/.build/x86_64/release/synchroscope", ["Suites", "/home/x/Suites"]),
    ("/synchroscope", ["Suites"]), ("", ["Suites"]),
  ])
  func `suites are looked for beside the program and in the current folder`(
    program: String, places: [String]
  ) {
    #expect(SuitesDirectory.places(ProgramHome(of: program)) == places)
  }

  private static let hash = String(repeating: "0a", count: 20)

  /// Files by path, and the commit that they tell.
  @Test(arguments: [
    ("a branch", [".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/main": hash + "\n"]),
    ("a commit", [".git/HEAD": hash + "\n"]),
    (
      "a packed branch",
      [
        ".git/HEAD": "ref: refs/heads/main\n",
        ".git/packed-refs":
          "# pack-refs\n\(hash.reversed()) refs/heads/domain\n\(hash) refs/heads/main\n",
      ]
    ),
    (
      "a second working tree",
      [
        ".git": "gitdir: ../first/.git/worktrees/x\n",
        "../first/.git/worktrees/x/HEAD": "ref: refs/heads/x\n",
        "../first/.git/worktrees/x/commondir": "../..\n",
        "../first/.git/worktrees/x/../../refs/heads/x": hash + "\n",
      ]
    ),
  ])
  func `a checkout knows its commit`(name: String, files: [String: String]) {
    let home = ProgramHome.checkout("/src")
    #expect(home.commit(reader(files, below: "/src/")) == Self.hash + " (checked out)", "\(name)")
  }

  @Test(arguments: [
    [:], [".git/HEAD": "ref: refs/heads/main"], [".git/HEAD": "garbage"], [".git": "gitdir: "],
    [".git/HEAD": "ref: refs/heads/main", ".git/packed-refs": "short refs/heads/main"],
  ])
  func `a folder without a commit tells none`(files: [String: String]) {
    #expect(ProgramHome.checkout("/src").commit(reader(files, below: "/src/")) == nil)
  }

  @Test func `an installed program has its commit beside its suites`() {
    let home = ProgramHome.installed("/usr/share/synchroscope")
    let files = ["COMMIT": "0353496 with changes\n"]
    #expect(home.commit(reader(files, below: home.path + "/")) == "0353496 with changes")
  }

  @Test func `the version names commit, suites and editions`() {
    let console = Console(out: Output(), err: Output(), read: FileBytes.read)
    let known = VersionText(console: console, home: .checkout(Fixtures.root.path)).lines
    #expect(known[0] == "synchroscope \(Program.version)")
    #expect(known[1].hasPrefix("commit: "))
    #expect(known[3] == "editions: cds-2026-04, der-draft, pxb-1, c5-2009")
    // Where the tests run there is no folder of suites unless it is the checkout.
    #expect(VersionText(console: console, home: nil).lines[1].contains("unknown"))
  }

  @Test func `without suites the places are named`() {
    let error = #expect(throws: UsageError.self) {
      try SuitesDirectory.first(of: ["/nowhere/Suites", "nothing"])
    }
    #expect(error?.message.contains("/nowhere/Suites and ./nothing") == true)
  }

  private func reader(
    _ files: [String: String], below folder: String
  ) -> (String) -> Result<[UInt8], ReadFault> {
    { path in
      guard path.hasPrefix(folder), let text = files[String(path.dropFirst(folder.count))] else {
        return .failure(ReadFault(path: path, reason: "absent", help: "none"))
      }
      return .success(Array(text.utf8))
    }
  }
}
