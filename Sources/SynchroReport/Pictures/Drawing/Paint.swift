/// The colours of a page, which has them by day and by night. A picture knows no others.
enum Paint: String, Sendable, CaseIterable {
  case ok
  case bad
  case warn
  case open
  case ink
  case line
  case ground
  case accent

  /// As attributes are written.
  var attribute: String { "var(--\(rawValue))" }
}

/// A colour with a structure of its own, so that it can be told from others without seeing colours.
enum Texture: String, Sendable, CaseIterable {
  case even
  case slanted
  case dotted
  case upright
  case crossed
  case faint
  case speckled
  // Of one colour, for parts that are neither good nor bad.
  case solid
  case striped
  case spotted
  case barred
  case netted
  case ruled

  /// Those that judge nothing, easiest to tell apart first.
  static let neutral: [Texture] = [.solid, .striped, .spotted, .barred, .netted, .ruled, .speckled]

  /// The colour of the words and marks that go with it.
  var paint: Paint {
    switch self {
    case .even: .ok
    case .slanted: .bad
    case .dotted: .warn
    case .upright, .crossed: .open
    case .faint, .speckled: .line
    case .solid, .striped, .spotted, .barred, .netted, .ruled: .accent
    }
  }

  /// Whether it is its colour and nothing else.
  var isPlain: Bool { self == .even || self == .faint || self == .solid }

  /// One tile of six by six, drawn over the ground.
  var tile: String {
    let base = "<rect width=\"6\" height=\"6\" fill=\""
    let filled = base + paint.attribute + "\"/>"
    let empty = base + Paint.ground.attribute + "\"/>"
    let onFilled = Paint.ground.attribute
    let onEmpty = paint.attribute
    switch self {
    case .even, .faint, .solid: return filled
    case .slanted:
      return filled + "<path d=\"M-1 1l2-2M-1 7l8-8M5 7l2-2\" stroke=\"\(onFilled)\"/>"
    case .dotted:
      return filled + "<path d=\"M1 1h2v2h-2zM4 4h2v2h-2z\" fill=\"\(onFilled)\"/>"
    case .upright: return empty + "<path d=\"M0 0h3v6h-3z\" fill=\"\(onEmpty)\"/>"
    case .crossed: return empty + "<path d=\"M0 0l6 6M6 0l-6 6\" stroke=\"\(onEmpty)\"/>"
    case .speckled:
      return empty + "<path d=\"M2 2h2v2h-2z\" fill=\"\(Paint.ink.attribute)\" opacity=\".5\"/>"
    case .striped:
      return empty + "<path d=\"M-1 1l2-2M-1 7l8-8M5 7l2-2\" stroke=\"\(onEmpty)\"/>"
    case .spotted: return filled + "<path d=\"M1 1h2v2h-2zM4 4h2v2h-2z\" fill=\"\(onFilled)\"/>"
    case .barred: return empty + "<path d=\"M0 0h3v6h-3z\" fill=\"\(onEmpty)\"/>"
    case .netted: return empty + "<path d=\"M0 0l6 6M6 0l-6 6\" stroke=\"\(onEmpty)\"/>"
    case .ruled: return empty + "<path d=\"M0 0h6v2h-6z\" fill=\"\(onEmpty)\"/>"
    }
  }
}
