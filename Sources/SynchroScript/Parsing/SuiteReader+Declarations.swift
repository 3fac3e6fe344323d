import SynchroJSON
import SynchroText

extension SuiteReader {
  /// Reads the whole file.
  mutating func readSuite() -> Suite? {
    var suite: Suite?
    // Declarations before the `suite` line are read into this one, so that one mistake costs no
    // more than one diagnostic.
    var nameless = Suite(
      name: Ranged("", at: SourceRange(at: 0)), title: Ranged("", at: SourceRange(at: 0)),
      range: SourceRange(0, bytes.count))
    var isMissingReported = false
    while let next = nextLine() {
      let line = lines[next]
      at = line.text
      end = line.end
      let word = peekWord()
      let range = foundRange()
      if line.indent > 0 {
        report(.indentedDeclaration, at: SourceRange(line.start, line.text))
      }
      guard let word, let keyword = DeclarationKeyword(rawValue: word) else {
        if suite == nil, !isMissingReported {
          report(.missingSuite, at: range)
          isMissingReported = true
        } else if line.indent == 0 {
          report(.unknownDeclaration(foundText()), at: range)
        }
        skipUnknownDeclaration(word ?? "", indent: line.indent)
        continue
      }
      if keyword != .suite, suite == nil, !isMissingReported {
        report(.missingSuite, at: range)
        isMissingReported = true
      }
      if keyword == .suite {
        let read = suiteLine()
        if suite != nil {
          report(.repeatedDeclaration("suite"), at: range)
        } else {
          suite = read
          // A line that begins a suite and cannot be read is reported for what is wrong with it.
          isMissingReported = true
        }
      } else if suite == nil {
        declaration(keyword, at: range, of: &nameless)
      } else {
        declaration(keyword, at: range, of: &suite)
      }
    }
    if suite == nil, !isMissingReported { report(.missingSuite, at: SourceRange(at: 0)) }
    return suite
  }

  private mutating func declaration(
    _ keyword: DeclarationKeyword, at range: SourceRange, of suite: inout Suite?
  ) {
    guard var known = suite else { return }
    suite = nil
    declaration(keyword, at: range, of: &known)
    suite = known
  }

  private mutating func declaration(
    _ keyword: DeclarationKeyword, at range: SourceRange, of suite: inout Suite
  ) {
    switch keyword {
    case .suite: break
    case .edition:
      let read = statement { (reader) throws(Refusal) in
        try reader.expect(word: "edition")
        return try reader.name(.edition)
      }
      if suite.edition != nil { report(.repeatedDeclaration("edition"), at: range) }
      suite.edition = suite.edition ?? read
    case .tags: suite.tags += nameList("tags", .tag)
    case .needs: suite.needs += nameList("needs", .suite)
    case .table: if let table = table() { suite.tables.append(table) }
    case .fragment: if let fragment = fragment() { suite.fragments.append(fragment) }
    case .test: if let test = test() { suite.tests.append(test) }
    case .binding:
      let read = statement { (reader) throws(Refusal) in
        try reader.expect(word: "binding")
        return try reader.name(.binding)
      }
      if suite.binding != nil { report(.repeatedDeclaration("binding"), at: range) }
      suite.binding = suite.binding ?? read
    case .actor: if let actor = flowActor() { suite.actors.append(actor) }
    case .flow: if let flow = flow() { suite.flows.append(flow) }
    case .untested: if let row = untestedRow() { suite.untested.append(row) }
    case .lint:
      let read = statement { (reader) throws(Refusal) in
        try reader.expect(word: "lint")
        return try reader.requirements()
      }
      suite.linted += read ?? []
    }
  }

  /// A line of names; empty after an error.
  mutating func nameList(_ keyword: String, _ kind: NameKind) -> [Ranged<String>] {
    statement { (reader) throws(Refusal) in
      try reader.expect(word: keyword)
      return try reader.names(kind)
    } ?? []
  }

  private mutating func suiteLine() -> Suite? {
    statement { (reader) throws(Refusal) in
      try reader.expect(word: "suite")
      let name = try reader.name(.suite)
      let title = try reader.quotedWords("the suite's title")
      return Suite(name: name, title: title, range: SourceRange(0, reader.bytes.count))
    }
  }

  /// What stands below an unknown word is read when the word was probably meant to hold a block,
  /// so that mistakes in it show too.
  private mutating func skipUnknownDeclaration(_ word: String, indent: Int) {
    line += 1
    let near = NearestName.find(word, among: DeclarationKeyword.allCases.map(\.rawValue))
    if near == "test" || near == "fragment" {
      isInFragment = near == "fragment"
      if let next = nextLine(), lines[next].indent > indent {
        _ = body(below: indent, of: .test)
      }
      isInFragment = false
    } else {
      skipBlock(below: indent)
    }
  }

  // MARK: - Tests and fragments

  private mutating func test() -> Test? {
    let indent = lines[line].indent
    let start = lines[line].text
    let head = statement(continues: false) { (reader) throws(Refusal) in
      try reader.expect(word: "test")
      let name = try reader.name(.test)
      return (name, try reader.quotedWords("the test's title"))
    }
    let headRange = SourceRange(start, max(start, lastEnd))
    let body = requiredBody(below: indent, of: .test, named: "test", head: headRange)
    guard let (name, title) = head else { return nil }
    var test = Test(name: name, title: title, range: SourceRange(start, max(start, lastEnd)))
    test.needs = body.needs
    test.tags = body.tags
    test.ordered = body.ordered
    test.last = body.last
    test.steps = body.steps
    test.always = body.always
    return test
  }

  private mutating func fragment() -> Fragment? {
    let indent = lines[line].indent
    let start = lines[line].text
    let head = statement(continues: false) { (reader) throws(Refusal) in
      try reader.expect(word: "fragment")
      let name = try reader.name(.fragment)
      return (name, try reader.parameters())
    }
    let headRange = SourceRange(start, max(start, lastEnd))
    isInFragment = true
    let body = requiredBody(below: indent, of: .fragment, named: "fragment", head: headRange)
    isInFragment = false
    guard let (name, parameters) = head else { return nil }
    return Fragment(
      name: name, parameters: parameters, steps: body.steps,
      range: SourceRange(start, max(start, lastEnd)))
  }

  private mutating func parameters() throws(Refusal) -> [Fragment.Parameter] {
    guard take(symbol: "(", as: .open) else { return [] }
    var parameters: [Fragment.Parameter] = []
    var names: [String: SourceRange] = [:]
    if take(symbol: ")", as: .close) { return [] }
    repeat {
      let name = try name(.parameter)
      if let first = names.updateValue(name.range, forKey: name.value) {
        throw Refusal(fault: .repeatedName(.parameter, name.value, first: first), range: name.range)
      }
      var fallback: Expression?
      if take(symbol: "=") {
        let value = try value()
        switch value.kind {
        case .literal, .reference, .duration, .size: fallback = value
        default: throw Refusal(fault: .badDefault, range: value.range)
        }
      }
      parameters.append(Fragment.Parameter(name: name, fallback: fallback))
    } while take(symbol: ",", as: .separator)
    try expect(symbol: ")", as: .close)
    return parameters
  }

  // MARK: - Tables

  private mutating func table() -> DataTable? {
    let indent = lines[line].indent
    let start = lines[line].text
    let name = statement(continues: false) { (reader) throws(Refusal) in
      try reader.expect(word: "table")
      return try reader.name(.table)
    }
    let headRange = SourceRange(start, max(start, lastEnd))
    tableCount += 1
    var columns: [Ranged<String>]?
    var rows: [[JSONTemplate]] = []
    while let next = nextLine(), lines[next].indent > indent {
      let isHeader = columns == nil
      let cells = row(isHeader: isHeader)
      if isHeader {
        columns = cells.map { columnNames($0) } ?? []
      } else if let cells, let columns {
        if columns.isEmpty || cells.count == columns.count {
          rows.append(cells)
        } else {
          let whole = SourceRange(lines[next].text, lines[next].end)
          report(.rowLength(expected: columns.count, received: cells.count), at: whole)
        }
      }
    }
    if columns == nil { report(.tableWithoutColumns, at: headRange) }
    guard let name, let columns, !columns.isEmpty else { return nil }
    return DataTable(
      name: name, columns: columns, rows: rows, range: SourceRange(start, max(start, lastEnd)))
  }

  private mutating func columnNames(_ cells: [JSONTemplate]) -> [Ranged<String>] {
    var names: [String: SourceRange] = [:]
    return cells.map { cell in
      let name = text(cell.range)
      if let first = names.updateValue(cell.range, forKey: name) {
        report(.repeatedName(.column, name, first: first), at: cell.range)
      }
      return Ranged(name, at: cell.range)
    }
  }

  private mutating func row(isHeader: Bool) -> [JSONTemplate]? {
    let firstLine = line
    let firstToken = tokens.count
    open(continues: false)
    do throws(Refusal) {
      var cells: [JSONTemplate] = []
      guard next == UInt8(ascii: "|") else { throw unexpected("'|' at the start of a row") }
      while take(symbol: "|") {
        skipBlanks()
        if at == end { break }
        cells.append(isHeader ? try columnCell() : try cell())
        skipBlanks()
        guard next == UInt8(ascii: "|") else { throw unexpected("'|' behind the cell") }
      }
      try expectEnd()
      // The comment of a row stays a token; its bars are drawn anew.
      tokens[firstToken...].removeAll { $0.kind != .comment }
      layout.append(
        LayoutItem(
          kind: .row(
            table: tableCount, cells: cells.map(\.range), comments: firstToken..<tokens.count),
          lines: firstLine..<line,
          depth: 1))
      return cells
    } catch {
      report(error)
      return nil
    }
  }

  private mutating func columnCell() throws(Refusal) -> JSONTemplate {
    let name = try name(.column)
    return JSONTemplate(.string(TextTemplate([.text(name.value)], at: name.range)), at: name.range)
  }

  /// A JSON value, or a word that needs no quotation marks.
  private mutating func cell() throws(Refusal) -> JSONTemplate {
    let start = at
    guard let byte = next, byte != UInt8(ascii: "|") else { throw unexpected("a value") }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
      || isAtReference
    {
      return try jsonLiteral()
    }
    while let byte = next, byte != UInt8(ascii: "|"), !Self.isBlank(byte) { at += 1 }
    let range = token(.word, from: start)
    let word = text(range)
    switch word {
    case "null": return JSONTemplate(.null, at: range)
    case "true": return JSONTemplate(.bool(true), at: range)
    case "false": return JSONTemplate(.bool(false), at: range)
    default:
      if range.count <= 100, let number = JSONNumber(word) {
        return JSONTemplate(.number(number), at: range)
      }
      return JSONTemplate(.string(TextTemplate([.text(word)], at: range)), at: range)
    }
  }
}
