import Foundation
import SynchroHTTP
import SynchroServer
import SynchroTestSupport
import Testing

@testable import SynchroCLI
@testable import SynchroMocks

/// A folder with a few small suites, a server that they can be run against, and the commands.
struct RunFixture {
  let folder: URL
  let server: HTTPServer
  static let secret = "hunter2-and-more"

  /// Lines of the suite's only test, behind the request that every run makes.
  init(suite lines: String = "") async throws {
    let manager = FileManager.default
    folder = manager.temporaryDirectory.appending(path: "synchro-" + UUID().uuidString)
    let family = folder.appending(path: "Suites/try")
    try manager.createDirectory(at: family, withIntermediateDirectories: true)
    let service = CDSService(seed: try CDSSeed.reference())
    server = try HTTPServer(ServerConfiguration()) { request in
      let call = CDSRequest(request, address: "localhost")
      guard call.path == "/coded" else { return service.reply(to: call) }
      // What value redaction cannot see.
      let body = ContentEncoder.encode(Array("key: \(Self.secret)".utf8), as: .gzip)
      return .response(.ok, ["Content-Encoding": "gzip", "Content-Type": "text/plain"], body)
    }
    try write(
      "Suites/try/try.requirements",
      """
      document TRY
        title: A document for tests
        edition: the only one
        url: https://try.example/

      requirement TRY/1/answers
        clause: 1
        anchor: one
        level: MUST
        party: server
        decision: automatic
        statement: It answers
        applies: always
        how: Ask it
        negative: Silence

      """)
    try write(
      "Suites/try/a.suite",
      """
      suite try/a "What tests try"

      test first "It answers"
        GET ${target.metadata_url}
        => 200                                                                     [TRY/1/answers]
      \(lines)

      test second "It answers again"
        GET ${target.metadata_url}
        => 200                                                                     [TRY/1/answers]

      """)
    try write("secret", Self.secret + "\n")
    try write(
      "try.target",
      """
      url: http://\(server.address)
      [credentials admin]
      Authorization: Bearer ${secret.ADMIN}
      [secret ADMIN]
      from file secret

      """)
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  func stop() async {
    await server.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Carries out a command line, in which `@` stands for the folder.
  static func command(_ line: String, in folder: URL) async -> (
    code: ExitCode, out: String, err: String
  ) {
    let console = Console(out: Output(), err: Output(), read: FileBytes.read)
    let words = line.split(separator: " ").map {
      $0.replacingOccurrences(of: "@", with: folder.path)
    }
    let code = await Program.run(words, console: console)
    return (code, console.out.text, console.err.text)
  }

  func command(_ line: String) async -> (code: ExitCode, out: String, err: String) {
    await Self.command(line, in: folder)
  }

  /// A run of the suite; its folder.
  func run(_ more: String = "") async throws -> (code: ExitCode, err: String, folder: URL) {
    let (code, _, err) = await command(
      "run try --target @/try.target --suites @/Suites --out @/reports --format quiet \(more)")
    let reports = folder.appending(path: "reports")
    let runs = try FileManager.default.contentsOfDirectory(atPath: reports.path)
    let names = runs.filter { $0.first.map { $0.isNumber } ?? false }
    let name = try #require(names.max(), "\(err)")
    return (code, err, reports.appending(path: name))
  }
}
