/// Prints a diagnostic the way compilers do: place, source line, caret, expected and received.
public struct DiagnosticRenderer: Sendable {
  private let style: TerminalStyle
  private let width: Int

  /// A renderer for one stream; source lines longer than `width` are cut around the caret.
  public init(style: TerminalStyle = .plain, width: Int = 100) {
    self.style = style
    self.width = max(width, 20)
  }

  /// The diagnostic as lines of text, ended by a line feed.
  public func render(_ diagnostic: Diagnostic, in source: SourceText) -> String {
    let ink = diagnostic.severity.ink
    let labels = [diagnostic.primary] + diagnostic.related
    let margin = labels.map { String(source.place(at: $0.range.start).line).count }.max() ?? 1

    var lines = [
      style.paint(diagnostic.severity.rawValue, ink) + ": "
        + style.paint(VisibleText.escape(diagnostic.message), .bold)
    ]
    for (index, label) in labels.enumerated() {
      let arrow = index == 0 ? "-->" : ":::"
      let place = source.place(at: label.range.start)
      lines.append(
        gutter(margin, "") + style.paint(arrow, .blue)
          + " \(VisibleText.escape(source.name)):\(place)")
      lines += excerpt(of: label, in: source, margin: margin, ink: index == 0 ? ink : .blue)
    }
    if let expected = diagnostic.expected {
      lines.append(remark(margin, "expected: " + VisibleText.escape(expected)))
    }
    if let received = diagnostic.received {
      lines.append(remark(margin, "received: " + VisibleText.escape(received)))
    }
    lines += diagnostic.notes.map { remark(margin, VisibleText.escape($0)) }
    lines += diagnostic.help.map { remark(margin, "help: " + VisibleText.escape($0)) }
    return lines.map { $0 + "\n" }.joined()
  }

  // MARK: - Pieces

  private func excerpt(
    of label: Diagnostic.Label, in source: SourceText, margin: Int, ink: TerminalStyle.Ink
  ) -> [String] {
    let line = source.place(at: label.range.start).line
    let view = LineView(source: source, line: line, marking: label.range, width: width)
    let carets = style.paint(view.carets, ink)
    let remark = label.text.isEmpty ? "" : " " + style.paint(VisibleText.escape(label.text), ink)
    let bar = style.paint("|", .blue)
    return [
      gutter(margin, "") + " " + bar,
      gutter(margin, String(line)) + " " + bar + (view.text.isEmpty ? "" : " " + view.text),
      gutter(margin, "") + " " + bar + " " + view.padding + carets + remark,
    ]
  }

  private func gutter(_ margin: Int, _ text: String) -> String {
    style.paint(String(repeating: " ", count: margin - text.count) + text, .blue)
  }

  private func remark(_ margin: Int, _ text: String) -> String {
    gutter(margin, "") + " " + style.paint("=", .blue) + " " + text
  }
}

extension Diagnostic.Severity {
  fileprivate var ink: TerminalStyle.Ink {
    switch self {
    case .error: .red
    case .warning: .yellow
    case .note: .cyan
    }
  }
}

/// One source line as shown, with the padding and carets that stand below it.
private struct LineView {
  private(set) var text = ""
  private(set) var padding = ""
  private(set) var carets = ""

  init(source: SourceText, line: Int, marking range: SourceRange, width: Int) {
    let lineRange = source.lineRange(line)
    let bytes = source.bytes
    let markStart = min(max(range.start, lineRange.start), lineRange.end)
    let markEnd = min(max(range.end, markStart), lineRange.end)

    // A minified document is one line of a megabyte: look only at what can be shown.
    let half = width * 2
    let from = Self.scalarStart(max(lineRange.start, markStart - half), in: bytes, lineRange)
    let to = Self.scalarStart(min(lineRange.end, markStart + half), in: bytes, lineRange)
    var before = Self.cells(bytes[from..<markStart])
    var marked = Self.cells(bytes[markStart..<min(markEnd, to)])
    var after = Self.cells(bytes[min(markEnd, to)..<to])

    let lead = before.cut(toLast: width / 2) || from > lineRange.start
    let cutMark = marked.cut(toFirst: max(width - before.width, 1))
    let cutTail = after.cut(toFirst: max(width - before.width - marked.width, 0))
    let trail = cutMark || cutTail || to < lineRange.end
    if cutMark { after = Cells() }

    text =
      (lead ? "…" : "") + before.text + marked.text + after.text + (trail ? "…" : "")
    padding = (lead ? " " : "") + before.blank
    carets = String(repeating: "^", count: max(marked.width, 1))
  }

  private static func scalarStart(
    _ offset: Int, in bytes: [UInt8], _ line: SourceRange
  ) -> Int {
    // A scalar has three continuing bytes at most; a longer run of them is no UTF-8, and stepping
    // back over all of it would pass the mark.
    guard offset < line.end else { return offset }
    for start in (max(line.start, offset - 3)...offset).reversed()
    where bytes[start] & 0xC0 != 0x80 {
      return start
    }
    return offset
  }

  private static func cells(_ bytes: ArraySlice<UInt8>) -> Cells {
    var cells = Cells()
    for piece in VisibleText.pieces(of: bytes) {
      // Tabs stay tabs, so that the caret below stands where the reader's editor puts it.
      cells.items.append(piece == "\\t" ? "\t" : piece)
    }
    return cells
  }

  /// Pieces of a line, each one scalar as shown.
  private struct Cells {
    var items: [String] = []

    var text: String { items.joined() }
    var width: Int { items.reduce(0) { $0 + Self.width(of: $1) } }
    var blank: String {
      items.map { $0 == "\t" ? "\t" : String(repeating: " ", count: Self.width(of: $0)) }.joined()
    }

    /// Keeps the first pieces that fit; says whether some did not.
    mutating func cut(toFirst limit: Int) -> Bool {
      var width = 0
      for (index, item) in items.enumerated() {
        width += Self.width(of: item)
        if width > limit {
          items.removeSubrange(index...)
          return true
        }
      }
      return false
    }

    /// Keeps the last pieces that fit; says whether some did not.
    mutating func cut(toLast limit: Int) -> Bool {
      items.reverse()
      defer { items.reverse() }
      return cut(toFirst: limit)
    }

    /// Terminal columns; East Asian wide characters and emoji take two, combining marks none.
    private static func width(of piece: String) -> Int {
      guard piece.unicodeScalars.count == 1, let scalar = piece.unicodeScalars.first else {
        return piece.unicodeScalars.count
      }
      if scalar.value < 0x300 { return 1 }
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: return 0
      default: break
      }
      let isWide =
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
          0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
          0x1F900...0x1F9FF, 0x20000...0x3FFFD:
          true
        default: false
        }
      return isWide ? 2 : 1
    }
  }
}
