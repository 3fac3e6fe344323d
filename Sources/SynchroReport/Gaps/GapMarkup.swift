internal import SynchroText
internal import SynchroVerdict

/// Pieces of the page of a gap list; text from elsewhere enters through ``text(_:limit:)`` alone.
enum GapMarkup {
  /// Text for an element or a quoted attribute.
  static func text(_ text: String, limit: Int = 1000) -> String {
    VisibleText.excerpt(text, limit: limit).withReferences(quotes: true)
  }

  /// A table; `rows` and the cells in them are markup already.
  static func table(caption: String, _ heading: [String], _ rows: [String]) -> String {
    let head = heading.map { "<th scope=\"col\">\($0)</th>" }.joined()
    return "<div class=\"wide\" role=\"region\" aria-label=\"\(caption)\" tabindex=\"0\">\n"
      + "<table>\n<caption>\(caption)</caption>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n"
      + rows.joined() + "</tbody>\n</table>\n</div>\n"
  }

  /// A row of a table; `cells` are markup already.
  static func row(head: String, link: String? = nil, _ cells: [String]) -> String {
    let name = link.map { "<a href=\"#\($0)\">\(text(head))</a>" } ?? text(head)
    return "<tr><th scope=\"row\">\(name)</th>" + cells.map { "<td>\($0)</td>" }.joined()
      + "</tr>\n"
  }

  /// A word that also has a colour; the word alone tells everything.
  static func mark(_ word: String, _ tone: String) -> String {
    "<span class=\"mark \(tone)\">\(text(word))</span>"
  }

  static func tone(of state: GapList.State) -> String {
    switch state {
    case .proven: "good"
    case .broken, .late, .notOffered: "bad"
    case .unproven: "doubt"
    case .notApplicable, .excluded: "calm"
    }
  }

  static func tone(of state: GapList.Capability.State) -> String {
    switch state {
    case .offered: "good"
    case .notOffered: "bad"
    case .unproven: "doubt"
    }
  }

  static func tone(of exit: RunReport.Exit) -> String {
    switch exit {
    case .success: "good"
    case .unproven: "doubt"
    case .failed, .setupFault, .harnessFault: "bad"
    }
  }
}
