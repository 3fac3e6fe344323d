import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroFlows

@Suite struct PathCatalogueTests {
  static func shipped() throws -> PathCatalogue {
    let path = "../Suites/sg-network/" + PathCatalogue.fileName
    return try PathCatalogue(
      parsing: SourceText(name: path, bytes: try Fixtures.bytes(path)))
  }

  @Test func `the ten expressions are read, and what is wrong with them is told`() throws {
    let catalogue = try Self.shipped()
    let counts = catalogue.expressions.map { $0.parsed.expression?.pathCount }
    #expect(counts == [18, 6, 18, 6, 6, 6, 1, 1, 1, 1])
    #expect(
      catalogue.findings.map { "\($0.line) \($0.subject): \($0.problem)" } == [
        "9607 graphic_decisions: a picture stands here, and what it showed is lost",
        "9607 graphic_decisions: '1' and 'D' stand side by side without '+' or 'or' between them",
        "9626 graphic_decisions: decision D stands here without the alternatives it chooses from",
        "9638 data_flow_ref: the same paths are printed in another order: "
          + "'1Aa + 1B + 1Cba + 1Cb + 1D' stands where '1Aa + 1B + 1Cba + 1Cc + 1D' does here",
        "9656 graphic_decisions_electric_only: this '[' is never closed",
        "9660 deployment_profiles: a space is missing in 'orACvW'",
        "10078 DDIsF: the cells make a reference that begins with 'DDSI'",
        "10085 DDARsF: the cells make a reference that begins with 'DDSA'",
      ])
  }

  /// The document offers six options by drawing, by decision and by profile; all of them have to be
  /// the six paths of its data flow references.
  @Test func `the worked example has the six path options that the document lists`() throws {
    let catalogue = try Self.shipped()
    func paths(_ name: String) throws -> [FlowPath] {
      try #require(catalogue.expression(name)?.parsed.expression).paths()
    }
    let expanded = try paths("data_flow_electric_only")
    #expect(
      Set(expanded.map(\.description)) == [
        "1Ab + 1Ca + 1D", "1Ab + 1Cba + 1Cc + 1D", "1Ab + 1Cba + 1Cb + 1D",
        "1Aa + 1B + 1Ca + 1D", "1Aa + 1B + 1Cba + 1Cc + 1D", "1Aa + 1B + 1Cba + 1Cb + 1D",
      ])
    let options = catalogue.options
    #expect(Set(options.map { catalogue.links(of: $0.decisions) }) == Set(expanded))
    #expect(options.map(\.decisions.links).count == 6)
    #expect(Set(options.map(\.decisions)) == Set(try paths("graphic_decisions_electric_only")))
    #expect(try paths("graphic_parsing").map(\.description) == options.map(\.number))
    #expect(try paths("deployment_profiles").map(\.description) == options.map(\.profile))

    let fifth = try #require(options.first { $0.number == "5" })
    #expect(fifth.isStated)
    #expect(fifth.profile == "ACvIW")
    #expect([fifth.decisions] == (try paths("option_5_graphic_decisions")))
    #expect([catalogue.links(of: fifth.decisions)] == (try paths("option_5_data_flow")))
  }

  @Test func `each option chooses what its profile says`() throws {
    let catalogue = try Self.shipped()
    for option in catalogue.options {
      let profile = try #require(catalogue.profiles.first { $0.reference == option.profile })
      let meanings = option.decisions.links.prefix(2).compactMap { label in
        catalogue.decisions.first { $0.label == label }?.meaning.lowercased()
      }
      #expect(
        meanings == [
          profile["CIS to AMI Head-End"]?.lowercased(),
          profile["AMI Head-End to DAP"]?.lowercased(),
        ])
    }
  }

  @Test func `the 24 profiles have references made of their decisions, but for two`() throws {
    let profiles = try Self.shipped().profiles
    let tables = Dictionary(grouping: profiles, by: \.table).mapValues(\.count)
    #expect(tables == ["5.4.1": 6, "5.4.2": 12, "5.4.3": 6])
    #expect(profiles.allSatisfy { $0.expectedCode != nil })
    #expect(profiles.filter { $0.codeFinding != nil }.map(\.reference) == ["DDIsF", "DDARsF"])
    #expect(Set(profiles.map(\.reference)).count == 24)
  }

  @Test func `a label that the document does not have is remarked on`() throws {
    let catalogue = try Self.shipped()
    let remarks = catalogue.remarks(on: PathParser.parse("1Aa + 1Cbb + Home"))
    #expect(
      remarks.map(\.message) == [
        "the document has no link '1Cbb'", "the document has no link 'Home'",
      ])
    #expect(remarks.first?.help.first?.hasPrefix("did you mean '1C") == true)
  }

  @Test(arguments: [
    (
      "{\"expressions\": [{\"name\": \"a\", \"line\": 1, \"printed\": \"1Aa ro\", \"about\": \"b\"}]",
      "'a' cannot be read"
    ),
    (
      "{\"expressions\": [{\"name\": \"a\", \"line\": 0, \"printed\": \"1\", \"about\": \"b\"}]",
      "'line' is 0"
    ),
    ("{\"expressions\": 1", "1:17: here must stand an array"),
    ("{\"expression\": []", "there is no member 'expression' here"),
    ("{\"expressions\": []", "the member 'otherPrintings' is missing"),
    ("{\"expressions\": [", "paths.json:1:18: "),
  ])
  func `a file that cannot be used says why`(text: String, message: String) {
    let error = #expect(throws: FlowDataError.self) {
      try PathCatalogue(parsing: SourceText(name: "paths.json", text + "}"))
    }
    let place = (error?.source.place(at: error?.diagnostic.primary.range.start ?? 0))?.description
    let words = "paths.json:\(place ?? ""): \(error?.diagnostic.message ?? "")"
    #expect(words.contains(message), "\(words)")
  }

  /// Compares with an extraction of the document that was made independently of this file.
  @Test func `expressions and profiles are those of the extracted document`() throws {
    guard let source = Shared.text("data/sg-network/dependencies.json") else { return }
    let root = try JSONDocument(parsing: source).root
    let catalogue = try Self.shipped()
    let extracted = try #require(root["communication_paths"]?["pseudo_code"])
    #expect(extracted.count == catalogue.expressions.count)
    for (theirs, ours) in zip(extracted.elements, catalogue.expressions) {
      #expect(theirs["name"]?.string == ours.name)
      #expect(theirs["line"]?.number?.int == ours.line)
      let paths = try #require(theirs["paths"]).elements.map { $0.elements.map(\.string) }
      #expect(try ours.parsed.expression?.paths().map(\.links) == paths)
    }
    let tables = try #require(root["deployment_profiles"]?["tables"])
    let rows = tables.elements.flatMap { table in table["rows"].map { Array($0.elements) } ?? [] }
    #expect(rows.count == 24)
    for (row, profile) in zip(rows, catalogue.profiles) {
      #expect(row["line"]?.number?.int == profile.line)
      #expect(row["Deployment Profile Ref #"]?.string == profile.reference)
      for cell in profile.cells { #expect(row[cell.column]?.string == cell.value) }
      #expect(row.count == profile.cells.count + 2)
    }
  }
}
