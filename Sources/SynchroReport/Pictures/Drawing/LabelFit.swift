internal import SynchroText

/// Cuts text from anywhere to the room that a picture has for it.
enum LabelFit {
  /// Which part of a long text tells most.
  enum Keeping {
    case start
    case ends
    case end
  }

  /// The text made safe to show, in at most `cells` cells of a letter's width.
  static func cut(_ text: String, cells: Int, keeping part: Keeping = .start) -> String {
    let scalars = text.unicodeScalars
    let whole = take(scalars, cells: cells)
    guard whole.isCut else { return whole.pieces.joined() }
    let room = max(cells - 1, 0)
    let tail =
      switch part {
      case .start: 0
      case .ends: room / 2
      case .end: room
      }
    let head = take(scalars, cells: room - tail).pieces.joined()
    let rest = take(scalars.reversed(), cells: tail).pieces.reversed().joined()
    return head + VisibleText.cutMark + rest
  }

  /// How much room a text takes that is safe to show.
  static func cells(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  private static func take(
    _ scalars: some Sequence<Unicode.Scalar>, cells: Int
  ) -> (pieces: [String], isCut: Bool) {
    var pieces: [String] = []
    var used = 0
    var marks = 0
    // Marks take no room: text of nothing else must come to an end as well.
    var left = 4 * cells + 4
    for scalar in scalars {
      left -= 1
      let isMark = width(of: scalar) == 0
      marks = isMark ? marks + 1 : 0
      // A pile of marks would reach into the lines above and below.
      if isMark && marks > 2 && left > 0 { continue }
      let piece = VisibleText.escape(String(Character(scalar)))
      used += Self.cells(of: piece)
      guard used <= cells, left > 0 else { return (pieces, true) }
      pieces.append(piece)
    }
    return (pieces, false)
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    // Greek, Cyrillic, dashes, quotes, arrows, simple signs.
    case 0x300..<0x590, 0x2010..<0x2060, 0x2190..<0x2300, 0x2500..<0x2600, 0x2713...0x2718: return 1
    default: return 2
    }
  }
}
