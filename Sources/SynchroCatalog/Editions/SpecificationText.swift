public import SynchroDigest
public import SynchroText

/// A specification in Markdown, cut into its numbered clauses.
///
/// A clause is a numbered heading (`### 3.2. Title`) and the text below it, down to the next
/// heading of any kind; a heading without number ends a clause and opens none. What is compared
/// between editions is the normalised text, so that moving an anchor or breaking a line elsewhere
/// is no change:
///
/// 1. the heading gives its words, without number, marks and anchors;
/// 2. HTML anchors (`<a …>…</a>` of class `permalink`, and empty ones) are left out;
/// 3. a link to a place in the same document gives its words only; one that leads elsewhere stays;
/// 4. every run of white space is one space, none at either end, and lines of code are lines like
///    others.
///
/// Case, punctuation and emphasis count: they can change what a sentence demands.
public struct SpecificationText: Sendable {
  /// A numbered clause.
  public struct Clause: Sendable, Equatable {
    /// The number: `3.2`.
    public let number: String
    /// The heading's words.
    public let title: String
    /// The heading's line.
    public let heading: SourceRange
    /// The text that is compared.
    public let normalized: String

    /// The SHA-256 of the normalised text.
    public var digest: SHA256Digest { SHA256.digest(normalized) }

    /// The clause as an edition keeps it.
    public var fingerprint: ClauseFingerprint {
      ClauseFingerprint(clause: number, title: title, digest: digest)
    }
  }

  /// The name that the first heading gives the document, as in `# CDS-WG1-01 - Server Metadata`.
  public let document: String?
  /// The clauses, in their order; of two with one number the first counts.
  public let clauses: [Clause]

  /// Reads a text; anything is a text, though perhaps one without clauses.
  public init(_ source: SourceText) {
    var document: String?
    var clauses: [Clause] = []
    var numbers: Set<String> = []
    var fence: MarkdownFence?
    var open: (number: String, title: String, heading: SourceRange, body: [Substring])?

    func close() {
      guard let clause = open, numbers.insert(clause.number).inserted else { return }
      let body = ([clause.title[...]] + clause.body).joined(separator: "\n")
      clauses.append(
        Clause(
          number: clause.number, title: clause.title, heading: clause.heading,
          normalized: MarkdownProse.normalized(body)))
    }

    for line in 1...source.lineCount {
      let range = source.lineRange(line)
      let text = source.text(of: range)
      if let mark = MarkdownFence(text) {
        if fence == nil { fence = mark } else if fence?.isClosed(by: mark) == true { fence = nil }
      } else if fence == nil, let heading = MarkdownHeading(text) {
        close()
        open = nil
        if heading.depth == 1, document == nil, let name = heading.words.split(separator: " ").first
        {
          document = String(name)
        }
        if let number = heading.number { open = (number, heading.title, range, []) }
        continue
      }
      open?.body.append(text[...])
    }
    close()
    self.document = document
    self.clauses = clauses
  }

  /// The clause with a number.
  public subscript(number: String) -> Clause? { clauses.first { $0.number == number } }
}
