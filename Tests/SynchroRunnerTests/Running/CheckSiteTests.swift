import SynchroScript
import SynchroText
import SynchroVerdict
import Testing

@testable import SynchroRunner

@Suite struct CheckSiteTests {
  private static let text = """
    suite x/a "A"
    test one "1"
      GET https://h.test/1
      => 200          [A/1]
      body is json    [A/2, A/3]
      $.name is string
                      [A/4]
      review "Is it good?"
                      [A/5]
      should
        $.a == 1      [A/6]
      $.b == ["[",
        "x"]          [A/7]
      $.c is absent

    """

  @Test func `a check is shown and underlined without its ids`() throws {
    let source = SourceText(name: "a.suite", Self.text)
    let suite = try #require(SuiteParser.parse(source).suite)
    let test = try #require(suite.tests.first)
    let sites = CheckSites(test: test, suite: suite, source: source) { _ in [] }.sites
    let shown = sites.map { site in
      let line = Array(site.place.text)
      return "\(site.text) | "
        + String(line[(site.place.column - 1)..<(site.place.endColumn - 1)])
    }
    #expect(
      shown == [
        "=> 200 | => 200", "body is json | body is json", "$.name is string | $.name is string",
        #"review "Is it good?" | review "Is it good?""#, "should | should",
        #"$.b == ["[", | $.b == ["[","#, "$.c is absent | $.c is absent",
      ])
  }

  @Test func `a format decides its requirements where values are to be of it`() throws {
    let text = """
      suite x/a "A"
      test one "1"
        GET https://h.test/1
        body is thing
        every $.a is not thing
        no $.a is thing
        some $.a is thing or $.b is string

      """
    let source = SourceText(name: "a.suite", text)
    let suite = try #require(SuiteParser.parse(source).suite)
    let test = try #require(suite.tests.first)
    let sites = CheckSites(test: test, suite: suite, source: source) { ["R/\($0)"] }.sites
    #expect(sites.map(\.requirements) == [["R/thing"], [], [], ["R/thing"]])
  }
}
