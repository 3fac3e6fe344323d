import SynchroJSON
public import SynchroText
import SynchroTiming

/// Why a file cannot seed a reference server, with the places.
public struct SeedError: Error, Sendable {
  /// The file.
  public let source: SourceText
  /// What is wrong in it; at least one.
  public let diagnostics: [Diagnostic]
}

extension CDSSeed {
  /// The path that every CDS server with public metadata serves (CDS-WG1-01, section 3.1).
  public static let wellKnownPath = "/.well-known/cds-server-metadata.json"
  /// Where a server on this machine may declare itself to a conformance run.
  public static let declarationPath = "/.well-known/synchroscope-target.json"
  static let format = "synchroscope-cds-seed-1"

  /// The reference data that is part of the program.
  public static func reference() throws(SeedError) -> CDSSeed {
    try CDSSeed(
      reading: SourceText(name: "Fixtures/cds/reference.json", ReferenceData.text + "\n"))
  }

  /// Reads a seed file, or says everything that is wrong with it.
  public init(reading source: SourceText) throws(SeedError) {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: source)
    } catch {
      throw SeedError(source: source, diagnostics: [error.diagnostic])
    }
    let sink = DiagnosticSink()
    for duplicate in document.duplicateKeys.prefix(20) {
      sink.report(
        "repeated-member", "a member name stands twice in one object",
        at: duplicate.diagnostic.primary.range)
    }
    let seed = Self.read(document.root, sink)
    seed.checkPaths(document.root, sink)
    guard sink.diagnostics.isEmpty else {
      throw SeedError(source: source, diagnostics: sink.diagnostics)
    }
    self = seed
  }

  private static func read(_ root: JSONNode, _ sink: DiagnosticSink) -> CDSSeed {
    var reader = SeedReader(root, "the seed", sink)
    if let format = reader.member("format"), format.string != Self.format {
      sink.report(
        "format", "the seed has another format", at: format, expected: "\"\(Self.format)\"")
    }
    var seed = CDSSeed(
      accessTokens: reader.elements("access_tokens").map { accessToken($0, sink) },
      metadata: reader.elements("metadata").map { metadata($0, sink) },
      redirects: reader.elements("redirects").map { redirect($0, sink) },
      authorizationServer: authorizationServer(reader.member("authorization_server"), sink),
      resources: reader.elements("resources").map { resource($0, sink) },
      pages: reader.elements("pages").map { page($0, sink) },
      accounts: accounts(reader.member("accounts", isRequired: false), sink))
    if reader.member("files", isRequired: false) != nil {
      seed.files = reader.elements("files").map { GrantSeedReader.file($0, sink) }
    }
    let grants = reader.member("starting_grants", isRequired: false)
    if grants != nil {
      seed.startingGrants = reader.elements("starting_grants").map {
        GrantSeedReader.grant($0, sink)
      }
    }
    GrantSeedReader.check(
      seed.startingGrants, seed.files, Set(seed.authorizationServer.scopeDescriptions.map(\.key)),
      at: grants, sink)
    reader.finish()
    return seed
  }

  private static func accessToken(_ node: JSONNode, _ sink: DiagnosticSink) -> AccessToken {
    var reader = SeedReader(node, "an access token", sink)
    defer { reader.finish() }
    return AccessToken(token: reader.string("token"), client: reader.string("client"))
  }

  private static func metadata(_ node: JSONNode, _ sink: DiagnosticSink) -> Metadata {
    var reader = SeedReader(node, "a metadata object's entry", sink)
    defer { reader.finish() }
    return Metadata(
      path: reader.path("path"), access: reader.choice("access", else: .everybody),
      object: reader.fields("object"),
      coverage: reader.member("coverage", isRequired: false).map { coverage($0, sink) })
  }

  private static func coverage(_ node: JSONNode, _ sink: DiagnosticSink) -> Coverage {
    var reader = SeedReader(node, "the coverage", sink)
    let filters = reader.fields("filters", isRequired: false).compactMap { field -> Filter? in
      guard case .string(let member) = field.value else {
        sink.report("wrong-kind", "a filter must name a member of the entries", at: node)
        return nil
      }
      return Filter(parameter: field.key, member: member)
    }
    let coverage = Coverage(
      path: reader.path("path"), pageSize: reader.count("page_size", in: 1...10_000),
      filters: filters, entries: reader.elements("entries").compactMap { entry($0, sink) })
    reader.finish()
    return coverage
  }

  /// An entry is served as it stands; only what the listing needs is looked at.
  private static func entry(_ node: JSONNode, _ sink: DiagnosticSink) -> Entry? {
    var reader = SeedReader(node, "a coverage entry", sink)
    let id = reader.string("id")
    let updated = reader.string("updated")
    do {
      let moment = Moment(try Timestamp(rfc3339: updated))
      return Entry(id: id, updated: moment, object: node.value)
    } catch {
      if let found = node["updated"] {
        sink.report(
          "datetime", "'updated' of a coverage entry is no date and time of RFC 3339", at: found,
          expected: "a date-time such as \"2026-01-31T09:00:00Z\"")
      }
      return nil
    }
  }

  private static func redirect(_ node: JSONNode, _ sink: DiagnosticSink) -> Redirect {
    var reader = SeedReader(node, "a redirect", sink)
    defer { reader.finish() }
    return Redirect(from: reader.path("from"), to: reader.string("to"))
  }

  private static func authorizationServer(
    _ node: JSONNode?, _ sink: DiagnosticSink
  ) -> AuthorizationServer {
    guard let node else {
      return AuthorizationServer(
        timezone: "", moreScopes: [], scopeDescriptions: [], registrationFields: [],
        moreMembers: [])
    }
    var reader = SeedReader(node, "the authorization server", sink)
    defer { reader.finish() }
    return AuthorizationServer(
      timezone: reader.string("timezone"), moreScopes: reader.strings("more_scopes"),
      scopeDescriptions: reader.fields("scope_descriptions"),
      registrationFields: reader.fields("registration_fields"),
      moreMembers: reader.fields("more_members"))
  }

  private static func resource(_ node: JSONNode, _ sink: DiagnosticSink) -> Resource {
    var reader = SeedReader(node, "a resource", sink)
    defer { reader.finish() }
    let content: Resource.Content
    if let object = reader.member("object", isRequired: false) {
      content = .json(object.value)
    } else {
      content = .text(reader.strings("lines").joined(separator: "\n") + "\n")
    }
    return Resource(
      path: reader.path("path"), access: reader.choice("access", else: .everybody),
      contentType: reader.string("content_type"), content: content)
  }

  private static func page(_ node: JSONNode, _ sink: DiagnosticSink) -> Page {
    var reader = SeedReader(node, "a page", sink)
    defer { reader.finish() }
    return Page(
      path: reader.path("path"), title: reader.string("title"),
      paragraphs: reader.strings("paragraphs"))
  }

  // MARK: - What spans several members

  /// Every path that this seed puts on the server.
  var paths: [String] {
    metadata.map(\.path) + metadata.compactMap(\.coverage?.path) + redirects.map(\.from)
      + resources.map(\.path) + pages.map(\.path)
  }

  private func checkPaths(_ root: JSONNode, _ sink: DiagnosticSink) {
    var seen = Set(CDSEndpoint.allCases.map(\.path))
    for path in paths where !path.isEmpty && !seen.insert(path).inserted {
      sink.report("repeated-path", "two things are to be served at '\(path)'", at: root.range)
    }
    if !metadata.contains(where: { $0.path == Self.wellKnownPath && $0.access == .everybody }) {
      sink.report(
        "well-known", "no public metadata object has the path '\(Self.wellKnownPath)'",
        at: root["metadata"]?.range ?? root.range,
        help: ["give one of the metadata objects that path and \"access\": \"public\""])
    }
    for (index, source) in metadata.enumerated() {
      var ids: Set<String> = []
      for entry in source.coverage?.entries ?? [] where !ids.insert(entry.id).inserted {
        sink.report(
          "repeated-id", "two coverage entries have the id '\(entry.id)'",
          at: root["metadata"]?[index]?.range ?? root.range)
      }
    }
  }
}
