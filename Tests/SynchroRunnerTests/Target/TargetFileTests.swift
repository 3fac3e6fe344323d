import Foundation
import SynchroDigest
import SynchroFuzz
import SynchroHTTP
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroRunner

@Suite struct TargetFileTests {
  private static func parse(_ text: String) -> TargetFileParser.Parsed {
    TargetFileParser.parse(SourceText(name: "x.target", text), folder: "dir") {
      $0 == "dir/ca.pem" || $0 == "dir/me.pem"
    }
  }

  @Test func `the documented example is a target file`() throws {
    let page = String(
      decoding: try Fixtures.bytes("../docs/target-file.md"), as: UTF8.self)
    let start = try #require(page.range(of: "```target\n")).upperBound
    let end = try #require(page.range(of: "\n```", range: start..<page.endIndex)).lowerBound
    let parsed = Self.parse(String(page[start..<end]))
    #expect(parsed.diagnostics == [])
    let target = try #require(parsed.target)
    #expect(target.url.text == "https://hub.example.com/api")
    #expect(target.metadataURL.text == "https://hub.example.com/cds/metadata.json")
    #expect(target.rateLimit == .init(count: 10, period: .seconds(1)))
    #expect(target.extensions == ["x_solar", "x_heat"])
    #expect(target.credentials["admin"]?.map(\.name) == ["Authorization", "X-Tenant"])
    #expect(target.secrets["BOB"] == .command("pass show hub/bob"))
    #expect(target.secrets["ALICE"] == .file("dir/alice.password"))
    #expect(target.values["scopes"] == ["read", "write"])
    #expect(target.values["client_name"] == "Example Energy")
    #expect(target.hooks["approve-production"]?.text == "./approve.sh ${message}")
    #expect(
      target.hooks["approve-production"]?.shell
        == "./approve.sh \"${SYNCHROSCOPE_ARG_message}\"")
    #expect(target.operatorAccess?.url.text == "http://127.0.0.1:8444/operator")
    #expect(target.operatorAccess?.key?.secretNames == ["OPERATOR_KEY"])
    #expect(target.accounts["alice"]?.password.secretNames == ["ALICE"])
    #expect(
      target.trustedOrigins.map(\.description).sorted() == [
        "https://auth.example.com", "https://hub.example.com",
      ])
  }

  /// What is wrong, the code of the finding, and a piece of its help.
  static let mistakes: [(String, String, String)] = [
    ("", "target-url-missing", "url: https"),
    ("url: hub.example.com", "target-url", "https://hub.example.com"),
    ("url: localhost:8080", "target-url", "http://localhost:8080"),
    ("url: ftp://x", "target-url", "https://hub.example"),
    ("url: https://me:pw@x", "target-url", "[credentials NAME]"),
    ("url: https://x\nurl: https://y", "target-repeated", "keep one"),
    ("url: https://x\ntimeuot: 3s", "target-key-unknown", "'timeout'"),
    ("url: https://x\ntimeout: soon", "target-value", ""),
    ("url: https://x\nrate limit: 10", "target-value", ""),
    ("url: https://x\ntrust: sistem", "target-value", "'system'"),
    ("url: https://x\ntrust: file none.pem", "target-file-missing", "relative"),
    ("url: https://x\ntrust: fingerprint 12", "target-value", ""),
    ("url: https://x\nallow origin: https://y/path", "target-value", "https://y"),
    ("url: https://x\nproxy: http://u:pw@p:1", "target-secret-plain", "from environment"),
    ("url: https://x\n[credntials a]", "target-section-unknown", "'credentials'"),
    ("url: https://x\n[credentials a]\nAuthorization: Bearer abc", "target-secret-plain", "${"),
    ("url: https://x\n[credentials a]\nX: ${secret.NOPE}", "target-secret-unknown", "NOPE"),
    ("url: https://x\n[credentials a]\nX: ${target.url}", "target-reference", "secret.NAME"),
    ("url: https://x\n[secret A]", "target-secret-empty", "from environment"),
    ("url: https://x\n[secret A]\nhunter2", "target-secret-plain", "from file"),
    ("url: https://x\n[secret A]\nfrom enviroment X", "target-secret-source", "'environment'"),
    ("url: https://x\n[values]\nclient_secret: x", "target-secret-plain", "[secret NAME]"),
    ("url: https://x\n[values]\nurl: x", "target-value-taken", "first heading"),
    ("url: https://x\n[values]\nBig: x", "target-name", "lower-case"),
    ("url: https://x\n[accounts]\nbob: bob hunter2", "target-secret-plain", "[secret NAME]"),
    ("url: https://x\n[hooks]\na = do '${b}'", "target-hook", "double quotes"),
    ("url: https://x\n[hooks]\na = do ${b:-c}", "target-hook", "${argument}"),
    ("url: https://x\n[hooks]\na = do \"${b}", "target-hook", "close it"),
    ("url: https://x\n[hooks]\na = do ${secret.NOPE}", "target-secret-unknown", "NOPE"),
    ("url: https://x\n[hooks]\noperator key = hunter2", "target-secret-plain", "[secret NAME]"),
    ("url: https://x\n[hooks]\noperator api = here", "target-url", "https://here"),
    ("url: https://x\n[hooks]\noperator url = x", "target-name", "'operator api'"),
    (
      "url: https://x\n[hooks]\noperator key = ${secret.A}\n[secret A]\nfrom environment A",
      "target-hook", "operator api"
    ),
    ("url: https://x\nnonsense", "target-line", "KEY: VALUE"),
  ]

  @Test(arguments: mistakes.indices)
  func `each mistake has a place and a way out`(index: Int) throws {
    let (text, code, help) = Self.mistakes[index]
    let parsed = Self.parse(text)
    #expect(parsed.target == nil)
    let finding = try #require(parsed.diagnostics.first)
    #expect(finding.code == code, "\(text): \(finding.message)")
    #expect(help.isEmpty || finding.help.joined().contains(help), "\(text): \(finding.help)")
    let source = SourceText(name: "x.target", text)
    let shown = DiagnosticRenderer().render(
      finding, in: TargetFileParser.paintedOver(source, in: parsed.diagnostics))
    #expect(!shown.contains("hunter2") && !shown.contains("abc"), "a secret is never shown")
  }

  @Test func `files of any bytes are read or refused`() {
    #expect(FuzzTarget.targetFile.run(cases: 3_000, seed: 11) == nil)
  }

  @Test func `secrets come from the environment, files and commands`() async throws {
    let text = """
      url: https://x
      [secret ENV]
      from environment SYNCHRO_TEST
      [secret NONE]
      from environment SYNCHRO_NONE
      [secret CMD]
      from command printf 'abc\\ndef%s\\n' 12345 | tail -1
      [secret SHORT]
      from command echo abc
      [secret BAD]
      from command exit 3
      """
    let target = try #require(Self.parse(text).target)
    var world = SecretFinder.World.system
    world.variable = { $0 == "SYNCHRO_TEST" ? "from-env" : nil }
    let secrets = await SecretFinder(world).resolve(target)
    #expect(secrets.values["ENV"]?.revealText(for: "a test") == "from-env")
    #expect(secrets.values["CMD"]?.revealText(for: "a test") == "def12345")
    #expect(secrets.problems.map(\.name) == ["BAD", "NONE", "SHORT"])
    #expect(secrets.problems[0].sentence.contains("status 3"))
    #expect(secrets.problems[2].sentence.contains("3 bytes"))
  }
}
