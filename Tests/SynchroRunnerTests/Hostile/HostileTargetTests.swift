import Glibc
import SynchroHTTP
import SynchroScript
import SynchroServer
import SynchroVerdict
import SynchroWire
import Testing

@testable import SynchroRunner

/// A run from the doctor on against targets that mean ill: whom it blames, in which words, how long
/// it takes, and how much of a flood it keeps.
@Suite struct HostileTargetTests {
  struct Case: Sendable {
    var name: String
    var steps: [WireStep]
    var exit: RunReport.Exit
    /// Must stand in a finding of the doctor, or in a reason or mismatch of the test.
    var words: String
  }

  private static func ok(_ fields: String, _ body: String = "{}") -> WireStep {
    .text(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
        + "\(fields)\r\n\(body)")
  }

  /// What every place of a server answers.
  static let cases: [Case] = [
    Case(
      name: "garbage", steps: [.bytes([0xFF, 0x00, 0x80, 0x0D]), .close], exit: .failed,
      words: "not-http"),
    Case(
      name: "a mail server", steps: [.text("220 mail.example ESMTP\r\n"), .close],
      exit: .setupFault, words: "'220 mail.example ESMTP'"),
    Case(
      name: "HTTP/2 alone", steps: [.bytes([0, 0, 0, 4, 0, 0, 0, 0, 0]), .close],
      exit: .setupFault, words: "--http curl"),
    Case(
      name: "TLS where http was asked for", steps: [.bytes([0x15, 3, 1, 0, 2, 2, 70]), .close],
      exit: .setupFault, words: "https://"),
    Case(
      name: "a head without end",
      steps: [.text("HTTP/1.1 200 OK\r\nA: ")]
        + Array(repeating: .text(String(repeating: "a", count: 50_000)), count: 6),
      exit: .setupFault, words: "head-bytes"),
    Case(
      name: "ten gigabytes, declared",
      steps: [.text("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n[[["), .close],
      exit: .setupFault, words: "limit of 8388608 bytes"),
    Case(
      name: "a flood of chunks",
      steps: [.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
        + Array(
          repeating: .text("10000\r\n\(String(repeating: " ", count: 65_536))\r\n"), count: 140),
      exit: .setupFault, words: "limit of 8388608 bytes"),
    Case(
      name: "silence", steps: [.sleep(.seconds(5)), .close], exit: .setupFault,
      words: "the time was over while waiting"),
    Case(
      name: "a byte a second",
      steps: [.drip(Array("HTTP/1.1 200 OK\r\n".utf8), every: .seconds(1))],
      exit: .setupFault, words: "the time was over while"),
    Case(
      name: "a reset in the middle",
      steps: [.text("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"), .reset], exit: .failed,
      words: "reset the connection"),
    Case(
      name: "a control byte in a name", steps: [ok("X\u{1}Y: 1\r\n")], exit: .success,
      words: ""),
    Case(
      name: "JSON ten thousand deep",
      steps: [ok("", String(repeating: #"{"a":"#, count: 10_000))], exit: .unproven,
      words: "deeper than the limit"),
    Case(
      name: "a million and more values",
      steps: [ok("", "[" + String(repeating: "0,", count: 1_000_001) + "0]")], exit: .unproven,
      words: "more values than the limit"),
    Case(
      name: "redirects to another host without end",
      steps: [
        .text("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:9/x\r\nContent-Length: 0\r\n\r\n")
      ], exit: .unproven, words: "nothing listens"),
  ]

  @Test(.timeLimit(.minutes(5)), arguments: cases.indices)
  func `a hostile target is blamed in clear words, in bounded time`(index: Int) async throws {
    let scene = Self.cases[index]
    let server = try HTTPServer { _ in .wire(scene.steps) }
    let report = try await Self.run("http://\(server.address)")
    await server.stop(within: .zero)
    Self.expect(report, scene.exit, scene.words, scene.name)
  }

  @Test(.timeLimit(.minutes(5)))
  func `a port that accepts and says nothing is a fault of the set-up, with TLS and without`()
    async throws
  {
    // The kernel completes connections that nobody ever accepts.
    let listener = try Listener()
    for scheme in ["http", "https"] {
      let report = try await Self.run("\(scheme)://\(listener.address)")
      Self.expect(report, .setupFault, "the time was over", scheme)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a certificate that does not hold names the line of the target file`() async throws {
    let authority = try ThrowawayAuthority()
    let wrong = ThrowawayAuthority.Leaf(names: ["wrong.example"])
    let scenes: [(ThrowawayAuthority.Leaf, TLSTrust, String)] = [
      (.loopback, .system, "trust: file PATH"), (wrong, authority.trust, "use a host"),
    ]
    for (leaf, trust, words) in scenes {
      var configuration = ServerConfiguration()
      configuration.tls = TLSServerConfiguration(identity: try authority.issue(leaf))
      let server = try HTTPServer(configuration) { _ in .response(.ok) }
      var tls = TLSClientConfiguration()
      tls.trust = trust
      // Not the usual limit: who has to wait for a core has not failed to shake hands.
      let report = try await Self.run(
        "https://\(server.address)", timeout: .seconds(20), tls: tls)
      await server.stop(within: .zero)
      Self.expect(report, .setupFault, words, words)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a port of https that is asked without TLS is a fault of the set-up`() async throws {
    var configuration = ServerConfiguration()
    configuration.tls = TLSServerConfiguration(identity: try ThrowawayAuthority().issue())
    let server = try HTTPServer(configuration) { _ in .response(.ok) }
    let report = try await Self.run("http://\(server.address)")
    await server.stop(within: .zero)
    Self.expect(report, .setupFault, "https:// instead of http://", "https")
  }

  @Test(.timeLimit(.minutes(5)))
  func `a place that was silent once holds up the run once`() async throws {
    let server = try HTTPServer { request in
      request.head.path == "/silent"
        ? .wire([.sleep(.seconds(30)), .close])
        : .response(.ok, ["Content-Type": "application/json"], Array("{}".utf8))
    }
    let asks = (1...2).map { "  GET ${target.url}/silent?n=\($0)\n  status == 200\n" }.joined()
    let begin = ContinuousClock.now
    let report = try await Self.run(
      "http://\(server.address)", tests: "test one \"One\"\n\(asks)", timeout: .milliseconds(2_200))
    await server.stop(within: .zero)
    #expect(ContinuousClock.now - begin < .seconds(60))
    #expect(report.exit == .unproven)
    let faults = report.exchanges.compactMap(\.fault?.sentence)
    #expect(faults.map { $0.contains("little time") } == [false, true])
  }

  // MARK: - Running

  private static let usual =
    "test one \"One\"\n  GET ${target.url}/x\n  with redirects 3\n"
    + "  => 200 [R/1/must]\n  $ is object [R/1/must]\n"

  private static func run(
    _ url: String, tests: String = usual, timeout: Duration = .milliseconds(400),
    tls: TLSClientConfiguration = .init()
  ) async throws -> RunReport {
    let library = Scene.library("suite x/suite \"X\"\n\(tests)")
    #expect(library.findings.filter(\.isError).isEmpty)
    let plan = try RunPlan(suites: library.sources.map(\.suite), requested: ["x/suite"])
    var target = TargetFile(url: try URI(url))
    target.timeout = timeout
    let exchanges = try LiveExchanges(tls: tls)
    let report = await Runner(library: library, exchanges: exchanges).run(
      plan,
      Runner.Configuration(header: Scene.header(), target: target, secrets: Scene.secrets()))
    await exchanges.stop()
    return report
  }

  private static func expect(
    _ report: RunReport, _ exit: RunReport.Exit, _ words: String, _ name: String
  ) {
    var said = report.doctor.filter { $0.severity != .ok }
      .flatMap { [$0.sentence, $0.nextStep ?? ""] }
    said += report.tests.flatMap(\.checks).flatMap(\.decisions).flatMap { decision in
      [decision.verdict.reason ?? ""] + decision.mismatches.map(\.received)
    }
    said += report.tests.compactMap { $0.stop?.reason }
    #expect(report.exit == exit, "\(name): \(said)")
    #expect(words.isEmpty || said.contains { $0.contains(words) }, "\(name): \(said)")
    #expect(report.duration < .seconds(60), "\(name)")
  }
}
