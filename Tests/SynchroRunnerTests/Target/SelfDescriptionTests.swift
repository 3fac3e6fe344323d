import SynchroHTTP
import SynchroJSON
import SynchroText
import SynchroVerdict
import Testing

@testable import SynchroRunner

@Suite struct SelfDescriptionTests {
  private func complete(
    _ url: String, _ body: String, status: Int = 200
  ) async throws -> (target: TargetFile, finding: DoctorFinding?, asked: Int) {
    let target = TargetFile(url: try URI(url))
    let place = try target.url.resolve(SelfDescription.path).text
    let exchanges = ScriptedExchanges(["GET \(place)": [.json(body, status: status)]])
    let (described, finding) = await SelfDescription.complete(target, through: exchanges)
    return (described, finding, exchanges.orders.count)
  }

  @Test(arguments: [
    ("http://127.0.0.1:8080", 1), ("http://127.1.2.3/base", 1), ("https://localhost", 1),
    ("http://[::1]:8080", 1), ("https://hub.test", 0), ("http://127.0.0.1.example", 0),
    ("http://128.0.0.1", 0), ("http://localhost.example", 0), ("http://127.0.0", 0),
  ])
  func `only servers on this machine are asked`(url: String, asked: Int) async throws {
    #expect(try await complete(url, "{}").asked == asked)
  }

  @Test func `a target file speaks for itself`() async throws {
    var target = TargetFile(url: try URI("http://127.0.0.1"))
    target.places = ["url": .init(0, 1)]
    #expect(!SelfDescription.isWelcome(from: target))
  }

  @Test func `what is declared becomes the target's`() async throws {
    let (target, finding, _) = try await complete(
      "http://127.0.0.1",
      #"""
      {"previous_metadata_url": "http://127.0.0.1/old", "extensions": ["heat"],
       "values": {"unapproved": true},
       "credentials": {"restricted": {"Authorization": "Bearer published"}},
       "accounts": {"ada": {"user": "ada@hub", "password": "lakeside"}},
       "operator": {"api": "http://127.0.0.1:9/operator", "key": "k-1"}}
      """#)
    #expect(finding?.severity == .ok)
    #expect(target.previousMetadataURL?.text == "http://127.0.0.1/old")
    #expect(target.extensions == ["heat"] && target.values["unapproved"] == .bool(true))
    #expect(target.credentials["restricted"]?.first?.name == "Authorization")
    #expect(target.accounts["ada"]?.user == "ada@hub")
    #expect(target.operatorAccess?.url.text == "http://127.0.0.1:9/operator")
    #expect(target.secrets.isEmpty && target.hooks.isEmpty)
  }

  @Test(arguments: [
    ("[]", "no object"), ("{", "no JSON"), (#"{"hooks": {"x": "rm"}}"#, "'hooks' is not known"),
    (#"{"extension": []}"#, "extensions"), (#"{"extensions": [1]}"#, "strings"),
    (#"{"extensions": {}}"#, "'extensions'"), (#"{"values": []}"#, "'values'"),
    (#"{"previous_metadata_url": "/old"}"#, "no URL"),
    (#"{"credentials": {"a": {"X": "a\r\nB: c"}}}"#, "header lines"),
    (#"{"credentials": {"a": {"X y": "z"}}}"#, "header lines"),
    (#"{"credentials": {"a": {"X": "${secret.ADMIN}"}}}"#, "header lines"),
    (#"{"credentials": {"a": 1}}"#, "no object"),
    (#"{"accounts": {"a": {"user": "u"}}}"#, "account 'a'"),
    (#"{"accounts": {"a": {"user": "u", "password": "${secret.A}"}}}"#, "account 'a'"),
    (#"{"operator": {"api": "https://hub.test/operator", "key": "k"}}"#, "this machine"),
    (#"{"operator": {"api": "http://127.0.0.1/operator", "key": "a b"}}"#, "key"),
  ])
  func `what cannot be used is said and changes nothing`(body: String, words: String) async throws {
    let (target, finding, _) = try await complete("http://127.0.0.1", body)
    #expect(finding?.severity == .warning && finding?.sentence.contains(words) == true, "\(body)")
    #expect(target == TargetFile(url: try URI("http://127.0.0.1")))
  }

  @Test func `a server without a declaration is examined as it is`() async throws {
    let (target, finding, asked) = try await complete("http://127.0.0.1", "{}", status: 404)
    #expect(finding == nil && asked == 1 && target.values.isEmpty)
  }
}
