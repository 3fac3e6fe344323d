import SynchroText
import Testing

@testable import SynchroSpec

@Suite struct ExampleReaderTests {
  private func lint(_ markdown: String) throws -> [String] {
    try SpecLint().lint(SourceText(name: "t.md", markdown)).findings.map {
      "\($0.diagnostic.code)@\($0.diagnostic.primary.range.start)"
    }
  }

  @Test(arguments: [
    ("GET /a HTTP/1.1\nHost: x\n\n{\"a\": 1,}", ["json-syntax@36"]),
    ("GET /a\nHost: x\n\n{}", []), ("GTE /a HTTP/1.1\nHost: x", ["method-unknown@4"]),
    ("HTTP/1.1 201 Created\nContent-Typ: a", ["field-misspelt@25"]),
    ("HTTP/2 200\ncontent-type: a\nX-Odd: b\nMy-Own-Header: c", []),
    ("HTTP/1.1 404 Missing\n", ["status-reason@4"]),
    ("HTTP/1.1 200 OK\nno field\nHost: x", ["example-head@20"]),
    ("HTTP/1.1 200 OK\n{\"a\": 1,}", ["example-head@20", "json-syntax@27"]),
    ("HTTP/1.1 200 OK\nLink: <a>;\n  rel=\"b\"\n\n...what was asked for...", []),
    ("HTTP/1.1 200 OK\nContent-Type: text/plain\n\n{no JSON", []),
    ("HTTP/1.1 200 OK\nContent-Type: application/problem+json\n\nno JSON", ["json-syntax@60"]),
    ("{\"a\": 1,}", ["json-syntax@11"]), ("{a template}", []), ("[section]", []),
    ("if (x) {\"a\": 1,}", []), ("GET the paper\n", []), ("", []),
    ("GET /a HTTP/1.1\nAuthorization: Basic !\n", ["basic-value@35"]),
    ("GET /a HTTP/1.1\nAuthorization: Basic ...\n", []),
  ])
  func `examples are read as documents write them`(block: String, expected: [String]) throws {
    #expect(try lint("```\n" + block + "\n```\n") == expected)
  }

  @Test func `a request and its answer may stand in two blocks of one clause`() throws {
    let text = MarkdownText(
      SourceText(
        name: "t.md",
        """
        ## 1. A
        ```
        GET /a HTTP/1.1
        ```
        ```
        HTTP/1.1 200 OK
        ```
        ```
        GET /b HTTP/1.1
        ```
        ## 2. B
        ```
        HTTP/1.1 200 OK
        ```
        """))
    let found = ExampleCollection(text, marks: .init(), names: FieldNames()).exchanges.map {
      "\($0.request != nil) \($0.answer != nil)"
    }
    #expect(found == ["true true", "true false", "false true"])
  }
}
