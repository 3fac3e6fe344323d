/// The Bidi rule for host names, RFC 5893, section 2.
enum BidiRule {
  static func check(_ labels: [[Unicode.Scalar]]) throws(FormatFault) {
    let classes = labels.map { $0.map(Direction.init) }
    // The rule binds every label of a name that holds one right-to-left label.
    guard classes.contains(where: { $0.contains { $0.isRightToLeft || $0 == .arabicNumber } })
    else {
      return
    }
    for label in classes {
      guard fits(label) else {
        throw FormatFault(.rule("a label breaks the Bidi rule of RFC 5893"))
      }
    }
  }

  private static func fits(_ label: [Direction]) -> Bool {
    guard let first = label.first, let last = label.last(where: { $0 != .mark }) else {
      return false
    }
    if first.isRightToLeft {
      return !label.contains(.left)
        && (last.isRightToLeft || last == .europeanNumber || last == .arabicNumber)
        && !(label.contains(.europeanNumber) && label.contains(.arabicNumber))
    }
    return first == .left && (last == .left || last == .europeanNumber)
      && !label.contains { $0.isRightToLeft || $0 == .arabicNumber }
  }

  /// The bidirectional classes that the rule tells apart, for code points that a label may hold.
  private enum Direction {
    case left
    case right
    case arabicNumber
    case europeanNumber
    case mark
    case neutral

    var isRightToLeft: Bool { self == .right }

    init(_ scalar: Unicode.Scalar) {
      switch scalar.value {
      case 0x30...0x39, 0x06F0...0x06F9: self = .europeanNumber
      case 0x0660...0x0669, 0x10D30...0x10D39, 0x10E60...0x10E7E: self = .arabicNumber
      case 0x2D, 0xB7, 0x0375, 0x30FB, 0x200C, 0x200D: self = .neutral
      default:
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: self = .mark
        default: self = Self.isInRightToLeftBlock(scalar) ? .right : .left
        }
      }
    }

    /// Hebrew to Arabic Extended-A, the presentation forms, and the two right-to-left areas of the
    /// supplementary plane: UAX #9, section 3.2, on default classes.
    private static func isInRightToLeftBlock(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.value {
      case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF: true
      case 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
      default: false
      }
    }
  }
}
