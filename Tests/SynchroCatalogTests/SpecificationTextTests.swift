import SynchroCatalog
import SynchroText
import Testing

@Suite struct SpecificationTextTests {
  private func read(_ text: String) -> SpecificationText {
    SpecificationText(SourceText(name: "spec.md", text))
  }

  static let base = """
    # DOC-1 - A document

    ## 1. One <a id="one" href="#one" class="permalink">x</a>

    Something [is](#two) so, see [there](https://example.com/).

    ```
    ## 9. No heading
    ```

    ## Notes

    Not a clause.

    ### 1.1 Under one
    First line.
    Second line.

    ## 2. Two
    Somebody MUST think.
    """

  @Test func `numbered headings cut the text, code and unnumbered headings do not`() {
    let text = read(Self.base)
    #expect(text.document == "DOC-1")
    #expect(text.clauses.map(\.number) == ["1", "1.1", "2"])
    #expect(text.clauses.map(\.title) == ["One", "Under one", "Two"])
    #expect(
      text["1"]?.normalized
        == "One Something is so, see [there](https://example.com/). ``` ## 9. No heading ```")
  }

  @Test(arguments: [
    ("First line.\nSecond line.", "First line. Second line.", false),
    ("First line.\n", "First line.  \n\n", false),
    ("class=\"permalink\"", "class='permalink'", false),
    ("<a id=\"one\" href=\"#one\" class=\"permalink\">x</a>", "", false),
    ("(#two)", "(#elsewhere)", false), ("## 2. Two", "### 2 Two", false), ("\n", "\r\n", false),
    ("https://example.com/", "https://example.org/", true), ("MUST", "must", true),
    ("## 9. No heading", "## 9. A heading", true), ("Under one", "Below one", true),
    ("Not a clause", "Still no clause", false),
  ])
  func `only what is said counts`(from: String, to: String, isChange: Bool) throws {
    let before = read(Self.base)
    let after = Self.base.replacing(from, with: to)
    #expect(after != Self.base)
    let edition = Edition(
      name: "e", title: "t", documents: ["DOC-1"],
      fingerprints: ["DOC-1": before.clauses.map(\.fingerprint)])
    let changes = try #require(edition.changes(of: "DOC-1", in: read(after)))
    #expect(changes.isEmpty != isChange, "\(changes)")
    #expect(edition.changes(of: "DOC-2", in: before) == nil)
  }

  @Test func `clauses are added, removed, moved and changed`() throws {
    let before = read("# D\n## 1. A\na\n## 2. B\nb\n## 3. C\nc\n## 10. D\nd\n")
    let after = read("# D\n## 1. A\na\n## 2. B\nother\n## 4. C\nc\n## 11. E\ne\n")
    let edition = Edition(
      name: "e", title: "t", documents: ["D"],
      fingerprints: ["D": before.clauses.map(\.fingerprint)])
    #expect(
      edition.changes(of: "D", in: after) == [
        .changed(clause: "2", title: "B"), .moved(from: "3", to: "4", title: "C"),
        .removed(clause: "10", title: "D"), .added(clause: "11", title: "E"),
      ])
  }

  @Test(.timeLimit(.minutes(5)))
  func `hostile text costs no more than its size`() {
    for piece in ["<a ", "<a >", "[", "](#", "[a](#b)", "`", "# ", "## 1. ", "\n```\n", "]("] {
      let text = read("## 1. X\n" + String(repeating: piece, count: 5_000))
      #expect(text.clauses.count == 1)
    }
  }
}
