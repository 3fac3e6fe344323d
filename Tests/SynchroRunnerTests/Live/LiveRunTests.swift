import SynchroHTTP
import SynchroScript
import SynchroServer
import SynchroTiming
import SynchroVerdict
import SynchroWire
import Synchronization
import Testing

@testable import SynchroRunner

/// A hostile or clumsy target on loopback: each ends in a clear verdict, in bounded time.
@Suite struct LiveRunTests {
  /// What the server does at a path, the steps, and the lines of the result.
  struct Case: Sendable {
    var name: String
    var reply: @Sendable (ServerRequest, String) -> ServerReply
    var steps: String
    var expected: [String]
  }

  private static func json(_ body: String) -> ServerReply {
    .response(.ok, ["Content-Type": "application/json"], Array(body.utf8))
  }

  static let cases: [Case] = [
    Case(
      name: "garbage", reply: { _, _ in .wire([.text("\u{1}\u{2} what?\r\n\r\n"), .close]) },
      steps: "GET ${target.url}/x\n=> 200 [R/1/must]", expected: ["failed R/1/must"]),
    Case(
      name: "a truncated body", reply: { _, _ in .wire(ServerFault.truncatedBody.steps()) },
      steps: "GET ${target.url}/x\n=> 200 [R/1/must]", expected: ["failed R/1/must"]),
    Case(
      name: "a control byte in a header name",
      reply: { _, _ in
        .wire([.text("HTTP/1.1 200 OK\r\nX\u{1}Y: 1\r\nContent-Length: 2\r\n\r\n{}"), .close])
      },
      steps: "GET ${target.url}/x\n=> 200 [R/1/must]\nwire findings is empty [R/1/other]",
      expected: ["* R/1/must", "* R/1/other"]),
    Case(
      name: "silence", reply: { _, _ in .wire([.sleep(.seconds(30)), .close]) },
      steps: "GET ${target.url}/x\nwith timeout 200ms\n=> 200 [R/1/must]",
      expected: ["inconclusive R/1/must"]),
    Case(
      name: "bytes that trickle",
      reply: { _, _ in .wire(ServerFault.slowBytes.steps(pause: .seconds(60))) },
      steps: "GET ${target.url}/x\nwith timeout 300ms\n=> 200 [R/1/must]",
      expected: ["inconclusive R/1/must"]),
    Case(
      name: "a body beyond the limit",
      reply: { _, _ in json(String(repeating: " ", count: 5_000) + "{}") },
      steps: "GET ${target.url}/x\nwith body limit 1KB\n=> 200 [R/1/must]",
      expected: ["inconclusive R/1/must"]),
    Case(
      name: "a gzip bomb",
      reply: { _, _ in
        let zeros = [UInt8](repeating: 0x20, count: 80 << 20)
        let bomb = ContentEncoder.encode(zeros, as: .gzip)
        return .response(
          .ok, ["Content-Type": "application/json", "Content-Encoding": "gzip"], bomb)
      },
      steps: "GET ${target.url}/x\n=> 200 [R/1/must]\n$.a == 1 [R/1/other]",
      expected: ["passed R/1/must", "inconclusive R/1/other"]),
    Case(
      name: "JSON ten thousand deep",
      reply: { _, _ in
        json(String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000))
      },
      steps: "GET ${target.url}/x\n=> 200 [R/1/must]\n$[0] exists [R/1/other]",
      expected: ["passed R/1/must", "inconclusive R/1/other"]),
    Case(
      name: "an endless chain of pages",
      reply: { request, origin in
        let number = request.head.query.flatMap { Int($0.dropFirst(2)) } ?? 0
        return json(#"{"next": "\#(origin)/x?n=\#(number + 1)"}"#)
      },
      steps: """
        page through $.next up to 50 pages [R/1/chain]
          GET ${target.url}/x
          => 200
        """, expected: ["inconclusive R/1/chain", "passed"]),
    Case(
      name: "redirects round and round",
      reply: { _, _ in .response(.found, ["Location": "/x"]) },
      steps: "GET ${target.url}/x\nwith redirects 5\n=> 200 [R/1/must]\nredirects == 5",
      expected: ["failed R/1/must", "untestable"]),
    Case(
      name: "a target that is busy for ever",
      reply: { _, _ in .response(503, ["Retry-After": "0"]) },
      steps: "GET ${target.url}/x\n=> 200 [R/1/must]", expected: ["inconclusive R/1/must"]),
  ]

  @Test(.timeLimit(.minutes(5)), arguments: cases.indices)
  func `a clumsy or hostile target gets a clear verdict in bounded time`(index: Int) async throws {
    let scene = Self.cases[index]
    let server = try HTTPServer { request in
      let origin = "http://\(request.head.fields.first("Host") ?? "")"
      return request.head.path == "/x" ? scene.reply(request, origin) : Self.json("{}")
    }
    let test = try await Self.run(scene.steps, on: server)
    await server.stop(within: .zero)
    let lines = test.checks.flatMap(\.decisions).map { decision in
      decision.verdict.kind.rawValue + (decision.requirement.map { " \($0)" } ?? "")
    }
    #expect(lines.count == scene.expected.count, "\(scene.name): \(lines)")
    for (line, expected) in zip(lines, scene.expected) {
      #expect(fits(line, expected), "\(scene.name): \(line), not \(expected)")
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `credentials do not follow a redirect to another host`() async throws {
    let seen = Seen()
    let other = try HTTPServer { request in
      seen.note(request.head.fields.map(\.name))
      return Self.json("{}")
    }
    let place = other.address.description
    let server = try HTTPServer { request in
      request.head.path == "/x"
        ? .response(.found, ["Location": "http://\(place)/y"]) : Self.json("{}")
    }
    let steps = """
      GET ${target.url}/x
      X-Key: ${secret.KEY}
      Authorization: Bearer abc
      with redirects 2
      => 200 [R/1/must]
      """
    let test = try await Self.run(steps, on: server)
    await server.stop(within: .zero)
    await other.stop(within: .zero)
    #expect(test.verdict == .passed)
    #expect(seen.names == [["Host"]])
  }

  private static func run(_ steps: String, on server: HTTPServer) async throws -> TestRecord {
    let indented = steps.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let library = Scene.library("suite x/suite \"X\"\ntest one \"One\"\n\(indented)\n")
    #expect(library.findings.filter(\.isError).isEmpty)
    let plan = try RunPlan(suites: library.sources.map(\.suite), requested: ["x/suite"])
    let target = TargetFile(url: try URI("http://\(server.address)"))
    let exchanges = try LiveExchanges()
    let report = await Runner(library: library, exchanges: exchanges).run(
      plan,
      Runner.Configuration(header: Scene.header(), target: target, secrets: Scene.secrets()))
    await exchanges.stop()
    return try #require(report.tests.first)
  }
}

/// What a server saw.
final class Seen: Sendable {
  private let state = Mutex<[[String]]>([])

  var names: [[String]] { state.withLock { $0 } }

  func note(_ names: [String]) {
    state.withLock { $0.append(names) }
  }
}
