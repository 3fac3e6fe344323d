import Foundation
import SynchroHTTP
import SynchroJSON
import SynchroServer
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroCLI
@testable import SynchroMocks

/// Servers that are unusual and mostly right: what the suites say of each is known beforehand.
///
/// A file of `Fixtures/cds/variants` holds a seed (members left out are empty), what is expected,
/// and now and then `target` (a path behind the base URL), `refusal` (the status for a method that
/// is not supported), `coding` (of every body) or `well_known` (served in place of that object).
@Suite(.timeLimit(.minutes(5))) struct VariantTests {
  private static let emptySeed: [JSONField] = [
    JSONField("format", "synchroscope-cds-seed-1"), JSONField("access_tokens", []),
    JSONField("metadata", []), JSONField("redirects", []), JSONField("resources", []),
    JSONField(
      "pages", [["path": "/", "title": "A plain page", "paragraphs": ["For people."]]]),
    JSONField(
      "authorization_server",
      [
        "timezone": "Etc/UTC", "more_scopes": [], "scope_descriptions": [:],
        "registration_fields": [:], "more_members": [:],
      ]),
  ]

  private static func seed(_ given: JSONValue?) throws -> CDSSeed {
    let fields = emptySeed.map { JSONField($0.key, given?[$0.key] ?? $0.value) }
    return try CDSSeed(
      reading: SourceText(name: "variant.json", JSONPrinter.pretty(.object(fields))))
  }

  /// The service behind a door that changes what the seed cannot say.
  private static func serve(_ variant: JSONValue) throws -> HTTPServer {
    let service = CDSService(seed: try seed(variant["seed"]))
    let refusal = variant["refusal"].flatMap { value -> HTTPStatus? in
      guard case .number(let number) = value else { return nil }
      return Int(number.description).flatMap { HTTPStatus(code: $0) }
    }
    let stub = variant["well_known"]
    let isCoded = variant["coding"] == "gzip"
    return try HTTPServer(ServerConfiguration()) { request in
      let call = CDSRequest(request, address: "localhost")
      if let stub, call.path == CDSSeed.wellKnownPath {
        return .response(
          .ok, ["Content-Type": "application/json"], Array(JSONPrinter.pretty(stub).utf8))
      }
      let reply = service.reply(to: call)
      guard case .response(var response) = reply else { return reply }
      if let refusal, response.head.status == .methodNotAllowed {
        return .response(refusal, [:], [])
      }
      if isCoded, !response.body.isEmpty {
        response.body = ContentEncoder.encode(response.body, as: .gzip)
        response.head.fields["Content-Encoding"] = "gzip"
        response.head.fields["Content-Length"] = String(response.body.count)
      }
      return .response(response)
    }
  }

  /// The suites of discovery with all that they speak of, and no other: each run checks every suite
  /// that there is.
  private static let discovery = Result {
    let manager = FileManager.default
    let folder = Fixtures.root.appending(path: ".build/variant-suites")
    if manager.fileExists(atPath: folder.path) { try manager.removeItem(at: folder) }
    let family = folder.appending(path: "cds")
    try manager.createDirectory(at: family, withIntermediateDirectories: true)
    let names = [
      "ambiguities.register", "discovery", "editions", "operator.hooks", "requirements", "schemas",
    ]
    for name in names {
      try manager.createSymbolicLink(
        at: family.appending(path: name),
        withDestinationURL: Fixtures.root.appending(path: "Suites/cds/" + name))
    }
    try manager.createDirectory(
      at: family.appending(path: "profiles"), withIntermediateDirectories: true)
    let profile = "cds/profiles/discovery.profile"
    try manager.copyItem(
      at: Fixtures.root.appending(path: "Suites/" + profile), to: folder.appending(path: profile))
    return folder
  }

  /// The whole of discovery; the rows that did not pass, by what became of them.
  private static func judge(_ target: String) async throws -> [String: [String]] {
    let console = Console(out: Output(), err: Output(), read: FileBytes.read)
    _ = await Program.run(
      [
        "run", "cds/discovery", "--target", target, "--suites",
        try discovery.get().path, "--no-output", "--format", "json",
      ], console: console)
    let report = try JSONDocument(parsing: SourceText(name: "report", console.out.text)).root
    var rows: [String: [String]] = ["failed": [], "warned": [], "unproven": []]
    for row in try #require(report["requirements"], "\(console.err.text)").elements {
      switch row["verdict"]?.string {
      case "passed", "notApplicable", nil: continue
      case "failed": rows["failed"]?.append(row["id"]?.string ?? "")
      case "warned": rows["warned"]?.append(row["id"]?.string ?? "")
      default: rows["unproven"]?.append(row["id"]?.string ?? "")
      }
    }
    return rows.mapValues { $0.sorted() }
  }

  @Test(arguments: try Fixtures.files(in: "cds/variants").map(\.lastPathComponent))
  func `an unusual server is judged as the specification has it`(file: String) async throws {
    let source = SourceText(name: file, bytes: try Fixtures.bytes("cds/variants/" + file))
    let variant = try JSONDocument(parsing: source).root
    let server = try Self.serve(variant.value)
    let rows = try await Self.judge(
      "http://\(server.address)" + (variant["target"]?.string ?? ""))
    await server.stop()
    for (verdict, ids) in rows {
      let expected = variant["expected"]?[verdict]?.elements.compactMap(\.string) ?? []
      #expect(ids == expected.sorted(), "\(file): \(verdict)")
    }
  }
}
