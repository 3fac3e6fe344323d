import SynchroCatalog
import SynchroFuzz
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@Suite struct CatalogueLoadingTests {
  private func load(_ text: String) -> (catalogue: Catalogue, diagnostics: [CatalogueFinding]) {
    Catalogue.load([SourceText(name: "rows.requirements", text)])
  }

  @Test func `a small catalogue is read whole`() throws {
    let (catalogue, findings) = load(CatalogueSamples.rules)
    #expect(findings.map(\.diagnostic.message) == [])
    let one = try #require(catalogue["D/1.2/one"])
    #expect(one.statement == "Something is so, and goes on being so")
    #expect(one.document == "DOC-1")
    #expect(one.negative == "It is not so")
    let two = try #require(catalogue["D/2/two"])
    #expect(two.isImplied && two.reason == "Thoughts are free." && two.decision == .untestable)
    let all = try #require(catalogue.profile("p/all"))
    #expect(catalogue.requirements(in: all).map(\.level) == [.must, .must])
    #expect(catalogue.limit(.messageGrace, in: all) == .seconds(5))
    #expect(catalogue.limit(.clockSlack, in: all) == .seconds(300))
    #expect(catalogue.includes(suite: "p/small/deep/one", in: all))
    let small = try #require(catalogue.profile("p/small"))
    #expect(catalogue.requirements(in: small).map(\.id) == ["D/1.2/one"])
    #expect(!catalogue.includes(suite: "p/smaller", in: small))
    #expect(!catalogue.isAmbiguous("D/1.2/one"))
  }

  /// Each mistake, applied to the good sample; the golden shows what its author is told.
  static let mistakes: [(name: String, from: String, to: String)] = [
    ("unknown key", "  how: Look", "  haw: Look"),
    ("repeated key", "  negative: It is not so", "  how: Listen"),
    ("missing key", "  anchor: one\n", ""),
    ("bad level", "level: MUST", "level: MUSTNT"),
    ("empty value", "  how: Nobody knows", "  how:"),
    ("no key", "  how: Look", "  Look"),
    ("tab", "  how: Look", "\thow: Look"),
    ("indentation", "  how: Look", " how: Look"),
    ("stray continuation", "requirement D/2/two", "requirement D/2/two\n      lost"),
    ("one-word heading", "requirement D/2/two", "requirement"),
    ("unknown kind", "requirement D/2/two", "requirment D/2/two"),
    ("bad id", "requirement D/2/two", "requirement two"),
    ("bad clause", "clause: 1.2", "clause: one"),
    ("duplicate", "requirement D/2/two", "requirement D/1.2/one"),
    ("no document", "document DOC-1\n  title: A document\n  edition: first\n", ""),
    ("unknown requirement in the register", "settles: D/1.2/one", "affects: D/1.2/on"),
    ("settled and affected", "settles: D/1.2/one", "settles: D/1.2/one\n  affects: D/1.2/one"),
    ("short fingerprint", "84cd6002", "84cd"),
    ("edition of nobody", "fingerprints e-1", "fingerprints e-2"),
    ("clause without fingerprint", "  1.2: e3b0", "  1.3: e3b0"),
    ("loosened MUST", "raise: D/2/two to MUST", "raise: D/1.2/one to SHOULD"),
    ("raised to nothing", "D/2/two to MUST", "D/2/two as MUST"),
    ("raised the wrong way", "D/2/two to MUST", "D/2/two to MUST NOT"),
    ("loosened limit", "to 5s", "to 5m"), ("unknown limit", "message-grace", "message-grave"),
    ("limit without unit", "to 5s", "to 5"),
    ("unknown profile", "includes: p/small", "includes: p/smal"),
    ("unknown document", "claims: DOC-1\n", "claims: DOC-2\n"),
    ("clause without rows", "DOC-1 1*", "DOC-1 1.3"),
    ("unknown claim", "claims: D/2/two", "claims: D/2/tow"),
    ("unknown edition", "  edition: e-1\n  includes", "  edition: e-9\n  includes"),
  ]

  @Test func `every mistake is shown where it is, with what to do`() throws {
    let renderer = DiagnosticRenderer()
    var transcript = ""
    for mistake in Self.mistakes {
      let text = CatalogueSamples.rules.replacing(
        mistake.from, with: mistake.to, maxReplacements: 1)
      #expect(text != CatalogueSamples.rules, "\(mistake.name) changes nothing")
      let findings = load(text).diagnostics
      #expect(!findings.isEmpty, "\(mistake.name) goes unnoticed")
      transcript += "== \(mistake.name)\n"
      for finding in findings {
        transcript += renderer.render(finding.diagnostic, in: finding.source)
      }
    }
    try expectGolden(transcript, "Catalog/mistakes.txt")
  }

  /// What is wrong with a hook, and a piece of what its author is told.
  static let hookMistakes: [(String, String)] = [
    ("hook a\n  needs: b", "no 'does'"), ("hook A\n  does: x", "lower-case"),
    ("hook a\n  does: x\n  needs: B", "'B' cannot be"),
    ("hook a\n  does: x\n  needs: b\n  may: b", "stands twice"),
    ("hook a\n  does: x\nhook a\n  does: y", "exists already"),
    ("hook a\n  does: x\n  api: FETCH /x", "no request"),
    ("hook a\n  does: x\n  api: POST /x {", "no JSON"),
    ("hook a\n  does: x\n  api: POST /x [1]", "no object"),
    ("hook a\n  does: x\n  api: POST /{b}", "no argument"),
    ("hook a\n  does: x\n  needs: b\n  api: POST /x", "leaves the argument 'b' out"),
    ("hook a\n  does: x\n  may: b\n  api: POST /{b}", "may be left out"),
  ]

  @Test func `a hook is described with all that it is told`() throws {
    for (text, words) in Self.hookMistakes {
      let findings = load(text + "\n").diagnostics
      let told = findings.map { $0.diagnostic.message + $0.diagnostic.help.joined() }
      #expect(told.contains { $0.contains(words) }, "\(text): \(told)")
    }
    let loaded = Catalogue.load([
      SourceText(
        name: "x.hooks",
        """
        hook share
          does: shares
          needs: client
          may: name size
          api: PUT /a/{client}/b {"n": "${name}", "s": "${size}", "t": "of ${client}!", "k": 1}
        """)
    ])
    #expect(loaded.diagnostics.isEmpty)
    let request = try #require(loaded.catalogue.hook("share")?.request)
    #expect(request.path { _ in "../é /" } == "/a/..%2F%C3%A9%20%2F/b")
    #expect(request.path { _ in ".." } == "/a/%2E%2E/b")
    let told: [String: JSONValue] = ["client": "c", "size": 5]
    #expect(request.content { told[$0] } == ["s": 5, "t": "of c!", "k": 1])
  }

  @Test func `notes on survivors and dependences are read, and found again where they stand`() {
    for (text, words) in [
      ("survivor d\n", "no 'because'"), ("survivor d\n  why: x\n", "no key 'why'"),
      ("survivor d\n  because: x\nsurvivor d\n  because: y\n", "exists already"),
      ("dependence D/1/a\n  because: x\n", "no 'on'"), ("dependence a\n  on: b\n", "no 'because'"),
      ("dependence D/1/a\n  on: b\n  because: x\n", "no requirement 'D/1/a'"),
      ("dependence D/1/a\n  on: D/1/b\n  because: x\n", "no requirement 'D/1/b'"),
    ] {
      let told = load(text).diagnostics.map(\.diagnostic.message)
      #expect(told.contains { $0.contains(words) }, "\(told)")
    }
    let loaded = load("# why\n\nsurvivor d\n  because: It is so\n    and stays so.\n")
    #expect(loaded.diagnostics.isEmpty)
    #expect(
      loaded.catalogue.survivors == [
        SurvivorNote(
          defect: "d", because: "It is so and stays so.", place: "rows.requirements:3")
      ])
    let both = load(
      CatalogueSamples.rules
        + "\ndependence D/2/two\n  on: D/1.2/one\n  because: It is the second.\n")
    #expect(both.diagnostics.isEmpty)
    #expect(
      both.catalogue.dependences == [
        Dependence("D/2/two", on: ["D/1.2/one"], because: "It is the second.")
      ])
  }

  @Test func `bytes that are no catalogue are reported and cost no more than their size`() {
    let hostile: [[UInt8]] = [
      [], [0xFF], Array(repeating: 0x0A, count: 100_000), Array("a b\n  c: \u{0}\n".utf8),
      Array(repeating: UInt8(ascii: " "), count: 100_000), [0xEF, 0xBB, 0xBF],
      Array("requirement a\u{FF}\n".unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }),
      Array(String(repeating: "x\n", count: 50_000).utf8),
      Array(String(repeating: "ambiguity 1\n  affects: a\n", count: 20_000).utf8),
    ]
    for bytes in hostile {
      let (catalogue, findings) = Catalogue.load([SourceText(name: "x", bytes: bytes)])
      #expect(catalogue.requirements.isEmpty)
      #expect(findings.count <= 100)
    }
    #expect(FuzzTarget.catalogue.run(cases: 5_000, seed: 7)?.description == nil)
  }
}
