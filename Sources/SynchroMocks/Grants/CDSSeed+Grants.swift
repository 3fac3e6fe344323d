public import SynchroJSON
import SynchroText

extension CDSSeed {
  /// A file that the server can share with clients. CDS-WG1-02, section 9.1.
  public struct File: Sendable, Equatable {
    /// What starting grants call it.
    public var id: String
    /// Its media type.
    public var mediaType: String
    /// Its name, with the ending.
    public var name: String
    /// What is in it.
    public var description: String
    /// The content.
    public var content: [UInt8]
  }

  /// A grant that the server makes on its own for whoever registers its scopes. CDS-WG1-02,
  /// section 3.3.2.
  public struct StartingGrant: Sendable, Equatable {
    /// What other starting grants call it.
    public var name: String
    /// Its scopes.
    public var scopes: [String]
    /// Its authorization details, but for those of files.
    public var details: [JSONValue]
    /// The files that it opens.
    public var files: [String]
    /// Its status at the start.
    var status: Grant.Status
    /// The test account that has to agree or has done so.
    public var user: String?
    /// The starting grant that it is a part of.
    public var parent: String?
    /// The starting grants that it takes the place of.
    public var replaces: [String]
    /// In how many seconds it opens, ends, and is decided on.
    public var beginsIn: Int64?
    /// In how many seconds it ends.
    public var endsIn: Int64?
    /// In how many seconds it is decided on.
    public var decidedIn: Int64?
  }
}

/// Reads the members of a seed that are about grants.
enum GrantSeedReader {
  static func file(_ node: JSONNode, _ sink: DiagnosticSink) -> CDSSeed.File {
    var reader = SeedReader(node, "a file", sink)
    defer { reader.finish() }
    return CDSSeed.File(
      id: reader.string("id"), mediaType: reader.string("media_type"), name: reader.string("name"),
      description: reader.string("description"),
      content: Array((reader.strings("lines").joined(separator: "\n") + "\n").utf8))
  }

  static func grant(_ node: JSONNode, _ sink: DiagnosticSink) -> CDSSeed.StartingGrant {
    var reader = SeedReader(node, "a starting grant", sink)
    defer { reader.finish() }
    return CDSSeed.StartingGrant(
      name: reader.string("name"), scopes: reader.strings("scopes"),
      details: optional("authorization_details", &reader).map(\.value),
      files: optional("files", &reader).compactMap(\.string),
      status: status(&reader, sink), user: text("user", &reader), parent: text("parent", &reader),
      replaces: optional("replaces", &reader).compactMap(\.string),
      beginsIn: seconds("begins_in", &reader, sink), endsIn: seconds("ends_in", &reader, sink),
      decidedIn: seconds("decided_in", &reader, sink))
  }

  /// Reports what starting grants refer to and nothing is called.
  static func check(
    _ grants: [CDSSeed.StartingGrant], _ files: [CDSSeed.File], _ scopes: Set<String>,
    at node: JSONNode?, _ sink: DiagnosticSink
  ) {
    guard let node else { return }
    var names: Set<String> = []
    for grant in grants {
      let parts: [(String, [String], Set<String>)] = [
        ("scope", grant.scopes, scopes), ("file", grant.files, Set(files.map(\.id))),
        ("earlier starting grant", (grant.parent.map { [$0] } ?? []) + grant.replaces, names),
      ]
      for (kind, used, known) in parts {
        for name in used where !known.contains(name) {
          sink.report(
            "unknown-name", "the starting grant '\(grant.name)' names no \(kind) with '\(name)'",
            at: node.range)
        }
      }
      if !names.insert(grant.name).inserted {
        sink.report(
          "repeated-name", "two starting grants have the name '\(grant.name)'", at: node.range)
      }
    }
  }

  private static func optional(_ name: String, _ reader: inout SeedReader) -> [JSONNode] {
    guard reader.member(name, isRequired: false) != nil else { return [] }
    return reader.elements(name)
  }

  private static func text(_ name: String, _ reader: inout SeedReader) -> String? {
    reader.member(name, isRequired: false) == nil ? nil : reader.string(name)
  }

  private static func seconds(
    _ name: String, _ reader: inout SeedReader, _ sink: DiagnosticSink
  ) -> Int64? {
    guard let node = reader.member(name, isRequired: false) else { return nil }
    guard let number = node.number?.int, (0...3_200_000_000).contains(number) else {
      sink.report(
        "wrong-kind", "'\(name)' must be a number of seconds", at: node,
        expected: "a whole number that is not negative")
      return nil
    }
    return Int64(number)
  }

  private static func status(_ reader: inout SeedReader, _ sink: DiagnosticSink) -> Grant.Status {
    reader.choice("status", else: .active)
  }
}
