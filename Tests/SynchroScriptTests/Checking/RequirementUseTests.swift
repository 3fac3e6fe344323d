import SynchroJSON
import SynchroScript
import SynchroText
import Testing

@Suite struct RequirementUseTests {
  static let suite = """
    suite cds/uses "Every place of an id"

    table links
      | field | requirement |
      | "a"   | R/a         |
      | "b"   | R/b         |

    fragment look()
      GET ${target.url}
      => 200 [R/fragment-gate]
      body is metadata

    test shows "It is shown"
      control "it works"
        GET ${target.url}
        => 200 [R/control]
      GET ${target.url}
      => 200 [R/gate]
      $.a is string [R/check, R/second]
      should $.a is string [R/should]
      permits $.a is string [R/permits]
      review "Is it so?" [R/review]
      when $.a exists
        $.b is string or body is metadata [R/inner]
      otherwise
        $.a is absent [R/otherwise]
      when body is metadata
      for each row in table links
        $.c == ${row.field} [${row.requirement}]
      page through $.next up to 5 pages [R/pages]
        GET ${target.url}
        => 200 [R/page-gate]
      call look()
      call look()
      always
        GET ${target.url}
        => 200 [R/always]

    test again "It is shown again"
      call look()
      => 200
      body is not metadata [R/not]
      no $.items is metadata [R/none]
    """

  static let expected = """
    R/gate shows - gate
    R/check shows - check
    R/second shows - check
    R/should shows - should
    R/permits shows - permission
    R/review shows - review
    R/inner shows - check
    S/name shows - schema metadata /properties/name
    S/url shows - schema types /$defs/url
    R/otherwise shows - check
    R/a shows - check links
    R/b shows - check links
    R/pages shows - pages
    R/page-gate shows - gate
    R/fragment-gate shows look gate
    S/name shows look schema metadata /properties/name
    S/url shows look schema types /$defs/url
    R/fragment-gate again look gate
    S/name again look schema metadata /properties/name
    S/url again look schema types /$defs/url
    R/not again - check
    R/none again - check
    """

  @Test func `every place that decides a requirement is listed, tables and schemas included`()
    throws
  {
    let source = SourceText(name: "Suites/cds/uses.suite", Self.suite)
    let suite = try #require(CheckerWorld.suite(source))
    let schemas = [
      "metadata": #"""
      {"properties": {"name": {"x-requirement": "S/name", "$ref": "types.schema.json#/$defs/url"}}}
      """#,
      "types": #"{"$defs": {"url": {"x-requirement": "S/url"}}}"#,
    ]
    let formats = ObjectFormats(
      schemas: try schemas.mapValues { try JSONDocument(parsing: $0) })
    let checker = SuiteChecker(vocabulary: SuiteVocabulary(objectFormats: ["cds": formats]))
    let uses = checker.uses(in: [suite])
    #expect(uses.map(Self.line).joined(separator: "\n") == Self.expected)
    for use in uses where use.id.hasPrefix("R/") {
      #expect(source.text(of: use.range) == use.id)
    }
  }

  private static func line(_ use: RequirementUse) -> String {
    var words = [use.id, use.test, use.fragment ?? "-"]
    switch use.place {
    case .schema(let carried): words += ["schema", carried.format, "\(carried.pointer)"]
    case let place: words.append("\(place)")
    }
    return (words + (use.table.map { [$0] } ?? [])).joined(separator: " ")
  }
}
