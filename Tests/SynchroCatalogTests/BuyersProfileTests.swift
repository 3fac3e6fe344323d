import SynchroCatalog
import SynchroFuzz
import SynchroTestSupport
import SynchroText
import Testing

@Suite struct BuyersProfileTests {
  /// Three rows of two clauses; one binds nobody strictly and rests on a disputed reading.
  static let catalogue = Catalogue.load([
    SourceText(name: "d.requirements", CatalogueSamples.rules),
    SourceText(name: "e.requirements", more),
  ]).catalogue

  private static let more = """
    document DOC-2
      title: Another document
      edition: first

    requirement E/3/may
      clause: 3
      anchor: three
      level: MAY
      party: server
      decision: automatic
      statement: Something may be so
      applies: always
      how: Look

    requirement E/3/should
      clause: 3
      anchor: three
      level: SHOULD
      party: server
      decision: automatic
      statement: Something should be so
      applies: always
      how: Look

    requirement E/3/should-not
      clause: 3
      anchor: three
      level: SHOULD NOT
      party: server
      decision: automatic
      statement: Something should not be so
      applies: always
      how: Look

    requirement E/4/disputed
      clause: 4
      anchor: four
      level: SHOULD
      party: server
      decision: automatic
      statement: Something should be so, whatever that means
      applies: always
      how: Look

    ambiguity 2
      title: What whatever means
      clauses: DOC-2 4
      reading: This
      reading: That
      position: This
      because: It comes first
      affects: E/4/disputed

    hook wink
      does: winks

    """

  static func profile(_ fields: String) -> String {
    "profile ours/pilot\n  title: Ours\n  edition: e-1\n"
      + fields.split(separator: "\n").map { "  \($0)\n" }.joined()
  }

  private func read(_ text: String) -> Catalogue.ProfileFile {
    Self.catalogue.reading(
      profile: SourceText(name: "pilot.profile", text), features: ["the wink", "a nod"])
  }

  static let selections: [(String, String)] = [
    ("claims: DOC-2", "MAY SHOULD SHOULD NOT SHOULD"),
    ("claims: DOC-2 3", "MAY SHOULD SHOULD NOT"), ("claims: E/3/should*", "SHOULD SHOULD NOT"),
    ("claims: *may", "MAY"), ("claims: E/*/*-not", "SHOULD NOT"), ("claims: E*3*t", "SHOULD NOT"),
    ("claims: DOC-2\nraise: E/3/should to MUST", "MAY MUST SHOULD NOT SHOULD"),
    ("claims: DOC-2\nraise: * to MUST", "MAY MUST MUST NOT SHOULD"),
    ("claims: DOC-2\nexcept: E/3/should*", "MAY SHOULD"),
    ("claims: E/3/may\nrequires: DOC-2 4", "MAY SHOULD"),
    ("includes: p/small\nclaims: E/3/may", "MUST MAY"),
  ]

  @Test(arguments: selections)
  func `a profile selects rows and raises them`(fields: String, levels: String) throws {
    let file = read(Self.profile(fields))
    #expect(file.diagnostics.map(\.diagnostic.message) == [])
    let profile = try #require(file.profile)
    let rows = file.catalogue.requirements(in: profile)
    #expect(rows.map(\.level.rawValue).joined(separator: " ") == levels)
    #expect(file.catalogue.profile("ours/pilot") == profile)
  }

  @Test func `what a pattern cannot raise is known`() throws {
    let file = read(Self.profile("claims: DOC-2\nraise: E* to MUST"))
    let profile = try #require(file.profile)
    #expect(file.catalogue.unraised(by: profile).map(\.id) == ["E/4/disputed"])
    #expect(
      read(Self.profile("requires: feature the wink\nrequires: hook wink\nrequires: scope a b"))
        .profile?.needs == [.feature("the wink"), .hook("wink"), .scope("a b")])
  }

  static let mistakes: [(name: String, text: String)] = [
    ("empty", "# nothing\n"), ("another kind", "profil ours\n  title: x\n"),
    ("a row", "requirement E/3/may\n  level: MAY\n\n" + profile("claims: DOC-2")),
    ("an ambiguity", profile("claims: DOC-2") + "\nambiguity 9\n  affects: E/3/should\n"),
    ("two profiles", profile("claims: DOC-2") + "\n" + profile("claims: DOC-2")),
    ("a taken name", "profile p/small\n  title: x\n  edition: e-1\n"),
    ("an unknown key", profile("claim: DOC-2")), ("no edition", "profile a\n  title: x\n"),
    ("an unknown row", profile("claims: E/3/shuold")),
    ("a pattern without rows", profile("claims: F/*")),
    ("an unknown exception", profile("claims: DOC-2\nexcept: E/3/may E/3/mai")),
    ("a raised permission", profile("claims: DOC-2\nraise: E/3/may to MUST")),
    ("a pattern to something else", profile("claims: DOC-2\nraise: E/* to MUST NOT")),
    ("a lowered row", profile("claims: DOC-1\nraise: D/1.2/one to SHOULD")),
    ("a disputed row", profile("claims: DOC-2\nraise: E/4/disputed to MUST")),
    ("a loosened limit", profile("claims: DOC-2\nlimit: message-grace to 5m")),
    ("an unknown feature", profile("requires: feature the winck")),
    ("an unknown hook", profile("requires: hook wnk")),
    ("an unknown requirement to be there", profile("requires: something else")),
    ("a clause without rows", profile("claims: DOC-2 3, 9*")),
    ("no UTF-8", profile("claims: DOC-2\nlimit: \u{1B}[2J\u{202E} to 5s")),
  ]

  @Test func `every mistake in a file is shown where it is, with what to do`() throws {
    let renderer = DiagnosticRenderer()
    var transcript = ""
    for mistake in Self.mistakes {
      let file = read(mistake.text)
      #expect(file.profile == nil, "\(mistake.name) goes unnoticed")
      #expect(file.catalogue.profiles.count == Self.catalogue.profiles.count)
      transcript += "== \(mistake.name)\n"
      for finding in file.diagnostics {
        transcript += renderer.render(finding.diagnostic, in: finding.source)
      }
    }
    try expectGolden(transcript, "Catalog/buyers-mistakes.txt")
  }

  @Test func `a damaged file is used or refused, and never trusted`() {
    let good = Self.profile(
      "includes: p/small\nclaims: DOC-2 3, 4*\nexcept: E/3/may\nraise: E/3/* to MUST\n"
        + "limit: message-grace to 5s\nrequires: feature the wink\nrequires: D/1*")
    var mutator = Mutator(
      corpus: [Array(good.utf8)],
      dictionary: ["*", "**", "requires: ", " to MUST", "\n\nprofile x\n", "includes: ours/pilot"],
      seed: 4, limit: 2000)
    for _ in 0..<500 {
      let source = SourceText(name: "x.profile", bytes: mutator.next())
      let file = Self.catalogue.reading(profile: source)
      if let profile = file.profile {
        for row in file.catalogue.requirements(in: profile) {
          let written = Self.catalogue[row.id]?.level
          #expect(row.level == written || row.level == written?.raised)
        }
      } else {
        #expect(!file.diagnostics.isEmpty)
      }
    }
  }

  @Test func `a file that names too much is refused at once`() {
    let many = (1...3000).map { "E/\($0)*" }.joined(separator: " ")
    let file = read(Self.profile("claims: DOC-2\nexcept: \(many)"))
    #expect(file.profile == nil)
    #expect(file.diagnostics.count == 1)
  }
}
