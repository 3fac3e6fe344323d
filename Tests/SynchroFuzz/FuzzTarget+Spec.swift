import SynchroJSON
import SynchroSpec
import SynchroText

extension FuzzTarget {
  /// Specifications: whatever the Markdown holds, every finding lies inside it and stands in order.
  /// The same bytes are also read as rules for examples, which are then used if they can be.
  public static let spec = FuzzTarget(
    "spec",
    corpus: [SpecSamples.markdown, SpecSamples.quoted, SpecSamples.rules].map { Array($0.utf8) },
    dictionary: [
      "```\n", "~~~", "> ", "\n\n", "\r\n", "## 2. ", "<a id=\"x\">", "](#x)", "`", "{\"a\": ",
      "[1, ",
      ",", "...", "…", "'", "//", "/*", "\"", "}", "]", "HTTP/1.1 201 Created\n",
      "GET /a HTTP/1.1\n",
      "Authorization: Basic YTpi\n", "Content-Type: application/json\n", "== request\n", "\\u00",
      "example a\n  has: a\n", "claim a\n  of: thing\n  same: id\n  says: x\n",
      "  part: $..* thing\n",
    ]
  ) { bytes in
    let source = SourceText(name: "fuzz.md", bytes: bytes)
    let thing = ObjectFormat("thing") { node in
      node["id"] == nil
        ? [
          .init(
            range: node.range, pointer: "", keyword: "required", reason: "no id", isMissing: true,
            requirements: [])
        ] : []
    }
    let own = ExampleRules.read(source, formats: ["thing"], isRequirement: { _ in true })
    for diagnostic in own.diagnostics where diagnostic.primary.range.end > bytes.count {
      return "a finding about rules lies outside: \(diagnostic)"
    }
    for rules in [own.rules, SpecSamples.parsed] {
      guard let report = try? SpecLint(rules: rules, formats: [thing]).lint(source) else {
        return "the text is no larger than others"
      }
      var last = 0
      for finding in report.findings {
        for label in [finding.diagnostic.primary] + finding.diagnostic.related
        where label.range.end > bytes.count {
          return "a finding lies outside: \(finding.diagnostic)"
        }
        guard finding.diagnostic.primary.range.start >= last else { return "findings out of order" }
        last = finding.diagnostic.primary.range.start
      }
    }
    return nil
  }
}

/// A small specification, one inside quotations, and rules for them.
enum SpecSamples {
  static let markdown = """
    # D-1 - A document

    ## 1. Things <a id="things" href="#things" class="permalink">x</a>

    See [here](#things), [there](#there) and `[code](#code)`.

    ```
    == request
    POST /things HTTP/1.1
    Host: h.example
    Authorization: Basic YTpi

    {"id": "1", "tags": ["a", "b",], ...}

    == answer
    HTTP/1.1 200 OK
    Content-Type: application/json

    {
      "id": "1"
      "client": "a", "secret": "b", "token": "t",
      "from": "2026-01-01T00:00:00Z", "to": 1
    }
    ```

    ## 2. More

    ```json
    [{"id": "1", "a": 1}, {"id": "1", "a": 2}, {'b': True, c: 01}]
    ```

    """

  static let quoted = """
    > ~~~~ json
    > {"a": [1, 2
    >  // why
    >  3]
    > ~~~~

    """

  static let rules = """
    rules d
      documents: D-1
      request-mark: == request
      answer-mark: == answer
      credentials: client secret
      token: token

    example thing
      request: POST /things
      status: 201
      answer-field: Cache-Control: no-store
      sends: thing
      answers: thing
      own-url: id

    example list
      clause: 2
      part: $[*] thing

    claim order
      of: thing
      order: from <= to
      says: the end comes first

    claim same
      of: thing
      same: id
      says: one thing in two ways

    claim tagged
      request-of: thing
      demand: {"required": ["tags", "owner"]}
      says: something is missing

    """

  static let parsed = ExampleRules.read(
    SourceText(name: "d.rules", rules), formats: ["thing"], isRequirement: { _ in true }
  ).rules
}
