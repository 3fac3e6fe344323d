import SynchroText

/// A piece of a statement as it was read; what the formatter lays out anew.
struct Token {
  /// How it is laid out.
  enum Kind {
    /// A keyword, a name, an operator, a string, a query: written as it is, one space between two.
    case word
    /// `,` and `:`: no space before.
    case separator
    /// `(`: no space on either side.
    case open
    /// `)`: no space before.
    case close
    /// A JSON literal, which may run over several lines.
    case json
    /// The `[` before requirement ids.
    case openIDs
    /// A requirement id.
    case id
    /// The `]` behind requirement ids.
    case closeIDs
    /// A comment inside or behind the statement.
    case comment
  }

  var kind: Kind
  var range: SourceRange
}

/// A stretch of whole lines and how it is laid out.
struct LayoutItem {
  enum Kind {
    /// A statement; its tokens.
    case statement(tokens: Range<Int>)
    /// A JSON body.
    case json(SourceRange)
    /// A `raw """` line, its tokens, and the content below it: `indent` blanks less in each line.
    case raw(tokens: Range<Int>, indent: Int)
    /// A row of the table with that number.
    case row(table: Int, cells: [SourceRange], comments: Range<Int>)
  }

  var kind: Kind
  /// The lines, by index.
  var lines: Range<Int>
  /// How many blocks it stands in.
  var depth: Int
}
