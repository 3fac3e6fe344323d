import SynchroJSON
import SynchroScript
import SynchroText
import Testing

@testable import SynchroRunner

/// Every keyword of JSON Schema 2020-12 that holds schemas, with an id in it: what is said to be decided there, and
/// what a value that fits and one that does not come to.
@Suite struct SchemaKeywordTests {
  struct Scene: Sendable {
    var keyword: SchemaKeyword
    /// The schema around the one that carries the id.
    var schema: String
    var met: String
    var broken: String
    /// What the broken value comes to.
    var word = "failed"
  }

  static let own = #"{"x-requirement":"ID","type":"string"}"#

  static let judged: [Scene] = [
    Scene(
      keyword: .properties, schema: #"{"properties":{"a":OWN}}"#, met: #"{"a":"x"}"#,
      broken: #"{"a":1}"#),
    Scene(
      keyword: .patternProperties, schema: #"{"patternProperties":{"^a":OWN}}"#,
      met: #"{"ab":"x"}"#, broken: #"{"ab":1}"#),
    Scene(
      keyword: .additionalProperties,
      schema: #"{"properties":{"b":true},"additionalProperties":OWN}"#,
      met: #"{"a":"x","b":1}"#, broken: #"{"a":1}"#),
    Scene(
      keyword: .unevaluatedProperties,
      schema: #"{"allOf":[{"properties":{"b":true}}],"unevaluatedProperties":OWN}"#,
      met: #"{"a":"x","b":1}"#, broken: #"{"a":1}"#),
    Scene(
      keyword: .propertyNames,
      schema: #"{"propertyNames":{"x-requirement":"ID","pattern":"^[a-z]+$"}}"#, met: #"{"a":1}"#,
      broken: #"{"a":1,"B":1}"#),
    Scene(keyword: .items, schema: #"{"items":OWN}"#, met: #"["x"]"#, broken: #"["x",1]"#),
    Scene(
      keyword: .prefixItems, schema: #"{"prefixItems":[true,OWN]}"#, met: #"[1,"x"]"#,
      broken: "[1,1]"),
    Scene(
      keyword: .unevaluatedItems, schema: #"{"prefixItems":[true],"unevaluatedItems":OWN}"#,
      met: #"[1,"x"]"#, broken: "[1,1]"),
    Scene(keyword: .allOf, schema: #"{"allOf":[true,OWN]}"#, met: #""x""#, broken: "1"),
    Scene(
      keyword: .then, schema: #"{"if":{"not":{"type":"object"}},"then":OWN}"#, met: #""x""#,
      broken: "1"),
    Scene(
      keyword: .else, schema: #"{"if":{"type":"object"},"else":OWN}"#, met: #""x""#, broken: "1"),
    Scene(
      keyword: .dependentSchemas,
      schema: #"{"dependentSchemas":{"a":{"x-requirement":"ID","required":["b"]}}}"#,
      met: #"{"a":1,"b":1}"#, broken: #"{"a":1}"#),
    // Which of them should have fitted, nobody knows.
    Scene(
      keyword: .anyOf, schema: #"{"anyOf":[OWN,{"type":"null"}]}"#, met: #""x""#, broken: "1",
      word: "unknown"),
    Scene(
      keyword: .oneOf, schema: #"{"oneOf":[OWN,{"type":"null"}]}"#, met: #""x""#, broken: "1",
      word: "unknown"),
    Scene(
      keyword: .defs, schema: ##"{"$ref":"#/$defs/a","$defs":{"a":OWN}}"##, met: #""x""#,
      broken: "1"),
    Scene(
      keyword: .defs, schema: ##"{"$ref":"#/definitions/a","definitions":{"a":OWN}}"##,
      met: #""x""#, broken: "1"),
    Scene(
      keyword: .defs,
      schema:
        ##"{"$dynamicRef":"#a","$defs":{"a":{"$dynamicAnchor":"a","x-requirement":"ID","type":"string"}}}"##,
      met: #""x""#, broken: "1"),
  ]

  static let unjudged: [Scene] = [
    Scene(keyword: .if, schema: #"{"if":OWN}"#, met: #""x""#, broken: "1"),
    Scene(keyword: .not, schema: #"{"not":OWN}"#, met: "1", broken: #""x""#),
    Scene(keyword: .contains, schema: #"{"contains":OWN}"#, met: #"["x"]"#, broken: "[1]"),
    Scene(
      keyword: .contentSchema,
      schema: #"{"contentMediaType":"application/json","contentSchema":OWN}"#,
      met: #""\"x\"""#, broken: #""1""#),
  ]

  private static let vocabulary = SuiteVocabulary(
    requirements: ["ID": .init(.must, party: .server)], suites: [])

  @Test(arguments: judged)
  func `an id in a place that is demanded counts as decided and is judged`(scene: Scene) throws {
    let (carried, schemas, findings) = try read(scene)
    #expect(carried == ["ID"])
    #expect(findings.isEmpty, "\(findings)")
    #expect(words(scene.met, schemas) == ["ID passed"], "\(scene.schema)")
    #expect(words(scene.broken, schemas) == ["ID \(scene.word)"], "\(scene.schema)")
  }

  @Test(arguments: unjudged)
  func `an id in a place that is not demanded is an error and counts for nothing`(
    scene: Scene
  ) throws {
    let (carried, schemas, findings) = try read(scene)
    #expect(carried.isEmpty)
    #expect(findings == ["unjudged-requirement"])
    for value in [scene.met, scene.broken] { #expect(words(value, schemas) == []) }
  }

  @Test func `every keyword that holds schemas is here`() {
    let all = SchemaKeyword.allCases.filter { keyword in
      if case .none = keyword.children { return false }
      return true
    }
    #expect(Set(all) == Set((Self.judged + Self.unjudged).map(\.keyword)))
  }

  @Test func `where no member has a name to hold against a rule, nothing was seen`() throws {
    let scene = try #require(Self.judged.first { $0.keyword == .propertyNames })
    let (_, schemas, _) = try read(scene)
    #expect(words("{}", schemas) == ["ID unknown"])
    #expect(words("[]", schemas) == ["ID absent"])
  }

  @Test func `a member that was demanded is missed, although a test speaks of its schema too`()
    throws
  {
    let scene = Scene(
      keyword: .if,
      schema: ##"{"required":["a"],"properties":{"a":{"$ref":"#/$defs/a"}},"##
        + ##""if":{"$ref":"#/$defs/b"},"$defs":{"a":OWN,"b":{"$ref":"#/$defs/a"}}}"##,
      met: #"{"a":"x"}"#, broken: "{}")
    let (carried, schemas, findings) = try read(scene)
    #expect(carried == ["ID"] && findings.isEmpty)
    #expect(words(scene.met, schemas) == ["ID passed"])
    #expect(words(scene.broken, schemas) != ["ID passed"])
  }

  private func read(_ scene: Scene) throws -> ([String], SuiteSchemas, [String]) {
    let source = SourceText(
      name: "Suites/x/schemas/thing.schema.json",
      scene.schema.replacing("OWN", with: Self.own))
    let document = try JSONDocument(parsing: source)
    let (schemas, faults) = SuiteSchemas.compile([source])
    #expect(faults.allSatisfy { $0.diagnostic.severity != .error }, "\(scene.schema)")
    let carried = ObjectFormats(schemas: ["thing": document]).requirements(of: "thing")
    let findings = SchemaRequirements.findings(in: document, vocabulary: Self.vocabulary)
    return (carried.map(\.id), schemas, findings.map { "\($0.code)" })
  }

  private func words(_ value: String, _ schemas: SuiteSchemas) -> [String] {
    judge(value, schemas: schemas).outcome(of: claim(fact(.body), types(.schema("thing"))))
      .requirements.map { requirement in
        let word =
          switch requirement.outcome {
          case .passed: "passed"
          case .failed: "failed"
          case .notApplicable: "absent"
          case .undecided: "unknown"
          }
        return "\(requirement.requirement) \(word)"
      }
  }
}
