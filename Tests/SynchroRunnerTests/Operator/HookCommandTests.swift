import Foundation
import SynchroCatalog
import SynchroJSON
import SynchroVerdict
import Testing

@testable import SynchroRunner

@Suite struct HookCommandTests {
  /// A command, and what comes of a test that runs it and then looks at the target.
  struct Case: Sendable {
    var name: String
    var command: String
    var step = #"operator act(client: "c1") as done"#
    /// What the gate behind it says; `*` stands for anything.
    var expected = "=> 404: passed"
    var output: String?
    var exit: Int?
  }

  static let cases: [Case] = [
    Case(name: "an argument", command: "printf %s ${client}", output: "c1", exit: 0),
    Case(
      name: "the environment",
      command: "echo $SYNCHROSCOPE_HOOK $SYNCHROSCOPE_TARGET_URL $SYNCHROSCOPE_ARG_client",
      output: "act https://hub.test c1", exit: 0),
    Case(
      name: "an injection", command: #"printf '<%s>' ${client}"#,
      step: #"operator act(client: "'; echo $(id) `id` \"$x\" \\ *") as done"#,
      output: #"<'; echo $(id) `id` "$x" \ *>"#, exit: 0),
    Case(
      name: "an injection in quotes", command: #"printf "<%s>" "${client}""#,
      step: #"operator act(client: "\";id;\"$(id)") as done"#, output: #"<";id;"$(id)>"#, exit: 0),
    Case(
      name: "one word", command: "printf '<%s>' ${client}",
      step: #"operator act(client: "a  -b c") as done"#, output: "<a  -b c>", exit: 0),
    Case(
      name: "values of every sort", command: "echo $SYNCHROSCOPE_ARG_client ${more}",
      step: #"operator act(client: 90m, more: ["a", {"b": 1}]) as done"#,
      output: #"5400 ["a",{"b":1}]"#, exit: 0),
    Case(
      name: "one word in a command's own quotes",
      command: #"echo "$(printf '<%s>' ${client})|`printf '<%s>' ${client}`" '"' "${client}""#,
      step: #"operator act(client: "a  b")"#, output: #"<a  b>|<a  b> " a  b"#, exit: 0),
    Case(name: "nothing told", command: "echo [${more}]", output: "[]", exit: 0),
    Case(
      name: "a failure", command: "echo first >&2; echo 'no such client' >&2; echo >&2; exit 3",
      expected: "=> 404: untestable x0 (the hook 'act' failed: it ended with exit code 3: "
        + "no such client)", exit: 3),
    Case(
      name: "a signal", command: "kill -9 $$",
      expected: "=> 404: untestable x0 (the hook 'act' failed: it was ended by signal 9)"),
    Case(
      name: "a secret in the output",
      command: "echo it is ${secret.KEY}; echo ${secret.KEY} >&2; exit 1",
      expected: "=> 404: untestable x0 (*exit code 1: correct horse)", exit: 1),
    Case(
      name: "what it leaves behind keeps nobody waiting", command: "sleep 20 & echo gone",
      output: "gone", exit: 0),
    Case(
      name: "the standard input", command: "cat; echo empty", output: "empty", exit: 0),
    Case(
      name: "a huge output", command: "head -c 3000000 /dev/zero | tr '\\0' x",
      expected: "=> 404: passed", exit: 0),
    Case(
      name: "no such program", command: "/no/such/program 2>/dev/null",
      expected: "=> 404: untestable x0 (the hook 'act' failed: it ended with exit code 127)",
      exit: 127),
  ]

  @Test(.timeLimit(.minutes(2)), arguments: cases.indices)
  func `a command acts, or the test goes no further`(index: Int) async throws {
    let scene = Self.cases[index]
    let outcome = try await OperatorScene.run(
      scene.step + "\nGET ${target.url}/gone\n=> 404",
      OperatorScene.target("act = \(scene.command)"))
    #expect(outcome.lines.count == 1)
    let line = try #require(outcome.lines.first)
    #expect(fits(line, scene.expected), "\(scene.name): \(line)")
    let record = try #require(outcome.hooks.first)
    #expect(record.run.exit == scene.exit, "\(scene.name): \(record)")
    #expect(record.run.way == .command && record.run.number == 10_001 && record.run.line == 4)
    if let output = scene.output {
      #expect(record.output.trimmingCharacters(in: .whitespacesAndNewlines) == output)
    }
    #expect(record.output.utf8.count <= 64 << 10)
    #expect(!outcome.written.contains("correct horse"), "\(scene.name) shows a secret")
    #expect(outcome.report.hooks == outcome.hooks.map(\.run))
    let isDone = scene.expected == "=> 404: passed"
    #expect(outcome.asked == (isDone ? ["GET https://hub.test/gone"] : []))
    // Whatever becomes of a hook, the target is not blamed.
    #expect(outcome.report.summary.tests[.failed] == 0)
  }

  @Test(.timeLimit(.minutes(2)))
  func `a command that takes too long is ended with all that it has started`() async throws {
    let marker = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: marker) }
    // The child ignores what can be ignored, and would write after a second.
    let command = "(trap '' TERM INT HUP; sleep 1; echo late > \(marker)) & trap '' TERM; wait"
    let outcome = try await OperatorScene.run(
      "operator act(client: \"c\")\nwith timeout 300ms\nGET ${target.url}\n=> 200",
      OperatorScene.target("act = \(command)"))
    #expect(
      outcome.lines == [
        "=> 200: untestable x0 (the hook 'act' failed: it took longer than 0.3 s and was ended)"
      ])
    #expect(outcome.hooks.first?.run.exit == nil)
    try await Task.sleep(for: .milliseconds(1500))
    #expect(!FileManager.default.fileExists(atPath: marker))
  }

  @Test func `what a hook prints can be named, kept and kept secret`() async throws {
    let steps = """
      operator act(client: ${secret.KEY}) as answer
      keep secret link = ${answer.link}
      GET ${target.url}/of/${answer.id}
      => 200
      operator shell-only as words
      GET ${target.url}/of/${words}
      => 200
      always
        operator shell-only(client: "bye")
      """
    let outcome = try await OperatorScene.run(
      steps,
      OperatorScene.target(
        """
        act = printf '{"id": "m/1", "link": "hidden-link-%s"}' "$(printf %s ${client} | wc -c)"
        shell-only = printf '\\n two words \\n'
        """),
      replies: [
        "GET https://hub.test/of/m%2F1": [.json("{}")],
        "GET https://hub.test/of/two%20words": [.json("{}")],
      ])
    #expect(outcome.lines == ["=> 200: passed", "=> 200: passed"])
    #expect(outcome.hooks.map(\.run.hook) == ["act", "shell-only", "shell-only"])
    #expect(outcome.hooks[0].run.arguments == [RunFact("client", "[secret key#1]")])
    #expect(outcome.hooks[0].output.contains("hidden-link-13"))
    #expect(!outcome.written.contains("hidden-link") && !outcome.written.contains("correct horse"))
    #expect(outcome.report.residue.isEmpty)
  }

  @Test func `a target without the hook leaves the test untestable and says what to add`()
    async throws
  {
    let steps = """
      GET ${target.url}
      => 2xx
      operator act(client: "c")
      GET ${target.url}
      => 200
      always
        operator shell-only
      """
    let outcome = try await OperatorScene.run(
      steps, TargetFile(url: OperatorScene.target("act = true").url),
      replies: ["GET https://hub.test": [.json("{}")]])
    #expect(
      outcome.lines == [
        "=> 2xx: passed", "=> 200: untestable x0 (the target file has no hook 'act')",
      ])
    #expect(outcome.hooks.isEmpty)
    let test = try #require(outcome.report.tests.first)
    #expect(test.nextStep?.contains("'act = COMMAND' to the section [hooks]") == true)
    #expect(outcome.report.residue.map(\.because) == ["the target file has no hook 'shell-only'"])
  }

  @Test func `hooks that no suite asks for are told before the run`() async throws {
    let target = try OperatorScene.target("act = echo ${cleint}\nakt = true")
    let findings = await Runner.examine(
      target, secrets: Scene.secrets(), exchanges: ScriptedExchanges([:]),
      knownHooks: OperatorScene.catalogue.hooks)
    let told = findings.filter { $0.field?.hasPrefix("[hooks]") == true }
    #expect(
      told.map(\.sentence) == [
        "the hook 'act' is never told 'cleint'", "no suite asks for the hook 'akt'",
      ])
    #expect(told.map(\.nextStep) == ["did you mean 'client'?", "did you mean 'act'?"])
    #expect(told.allSatisfy { $0.severity == .warning })
  }
}
