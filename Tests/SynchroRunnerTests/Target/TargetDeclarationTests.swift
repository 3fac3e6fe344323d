import Foundation
import SynchroDigest
import SynchroJSON
import SynchroText
import Testing

@testable import SynchroRunner

@Suite struct TargetDeclarationTests {
  private static let file = """
    url: https://hub.example.com/api
    metadata url: https://hub.example.com/cds/metadata.json
    previous metadata url: https://old.example.com/metadata.json
    trust: file /home/somebody/ca.pem
    client certificate: /home/somebody/me.pem
    allow origin: https://auth.example.com:8443
    rate limit: 10 per second
    timeout: 500ms
    proxy: http://user:${secret.PROXY}@proxy.example:3128
    extensions: one, two
    profile: cds/full
    [credentials admin]
    Authorization: Bearer ${secret.ADMIN}
    X-Tenant: 7
    [secret ADMIN]
    from environment ADMIN_TOKEN
    [secret PROXY]
    from command pass show proxy
    [secret LOST]
    from file /home/somebody/lost
    [values]
    scopes: ["read", {"deep": 1.50}]
    [hooks]
    approve = ./approve.sh ${message} ${secret.LOST} ${secret.ADMIN}
    operator api = https://hub.example.com/operator
    operator key = ${secret.ADMIN}
    [accounts]
    alice: alice@example.com ${secret.ADMIN}
    """

  private static func declaration(_ text: String = file) async throws -> TargetDeclaration {
    let parsed = TargetFileParser.parse(
      SourceText(name: "x.target", text), folder: "/home/somebody"
    ) { _ in true }
    let target = try #require(parsed.target, "\(parsed.diagnostics)")
    let world = SecretFinder.World(
      variable: { _ in "s3cr3t-admin" },
      file: { _ in .failure(SecretFault(reason: "it is gone", nextStep: "look for it")) },
      command: { _ in .success(Array("s3cr3t-proxy".utf8)) })
    return TargetDeclaration(of: target, secrets: await SecretFinder(world).resolve(target))
  }

  @Test(arguments: [file, "url: http://127.0.0.1:9", "url: https://x\ntrust: system\nproxy: none"])
  func `a declaration is read back as it was`(text: String) async throws {
    let declaration = try await Self.declaration(text)
    let printed = JSONPrinter.pretty(declaration.json)
    let read = try TargetDeclaration(json: JSONDocument(parsing: printed).root)
    #expect(read == declaration)
    #expect(JSONPrinter.pretty(read.json) == printed)
  }

  @Test func `neither secrets nor commands nor paths of the machine stand in it`() async throws {
    let text = JSONPrinter.compact(try await Self.declaration().json)
    for absent in ["s3cr3t", "approve.sh", "pass show", "ADMIN_TOKEN"] {
      #expect(!text.contains(absent), "\(absent)")
    }
    // What was said of a secret that could not be fetched is part of the verdicts.
    #expect(text.components(separatedBy: "/home/somebody").count == 2)
    #expect(text.contains(#""label":"[secret admin#1]""#))
    #expect(text.contains(#""trust":{"file":"ca.pem"}"#))
  }

  @Test func `whoever replays a run has labels for secrets and hooks that do nothing`() async throws
  {
    let declaration = try await Self.declaration()
    let header = try #require(declaration.target.credentials["admin"]?.first)
    #expect(header.value.secretNames == ["ADMIN"])
    #expect(declaration.secrets["ADMIN"] == .label("[secret admin#1]"))
    #expect(declaration.secrets["PROXY"] == .label("[secret proxy#1]"))
    guard case .problem? = declaration.secrets["LOST"] else {
      Issue.record("what was said of a secret that is not there is gone")
      return
    }
    #expect(declaration.target.hooks["approve"]?.secrets == ["LOST", "ADMIN"])
    #expect(declaration.target.hooks["approve"]?.shell.hasPrefix("false ") == true)
    let found = await SecretFinder(.system).resolve(declaration.target)
    #expect(found.values.isEmpty)
  }

  @Test func `a secret that somebody wrote into a value is masked`() async throws {
    let declaration = try await Self.declaration("url: https://x\n[values]\nnote: hunter22, twice")
    let ledger = SecretLedger()
    _ = ledger.secret("hunter22", kind: "door")
    let json = JSONPrinter.compact(declaration.json(redactedBy: try ledger.redactor()))
    #expect(json.contains(#""note":"[secret door#1], twice""#), "\(json)")
  }

  /// What is written instead of a piece of the declaration, and what the refusal says.
  @Test(arguments: [
    (#""format":1"#, #""format":2"#, "/format"),
    (#""api":"https"#, #""api":"ftp"#, "/operator/api"),
    (#""count":10"#, #""count":0"#, "/rate_limit/count"),
    (#""from":"file""#, #""from":"post""#, "/secrets/LOST/from"),
    (#""label":"[secret admin#1]""#, #""label":"Admin""#, "/secrets/ADMIN/label"),
    (#""approve":["LOST""#, #""approve":["no name""#, "/hooks/approve/0"),
    (#""user":"#, #""extra":1,"user":"#, "/accounts/alice/extra"),
    (#""timeout_ns":500000000"#, #""timeout_ns":9223372036854775808"#, "/timeout_ns"),
  ])
  func `what no run writes is refused with its place`(
    piece: String, other: String, place: String
  ) async throws {
    let text = JSONPrinter.compact(try await Self.declaration().json)
    #expect(text.contains(piece), "\(text)")
    let changed = text.replacing(piece, with: other)
    let document = try JSONDocument(parsing: changed)
    let fault = #expect(throws: TargetDeclaration.Fault.self) {
      _ = try TargetDeclaration(json: document.root)
    }
    #expect(fault?.pointer.description == place)
  }
}
