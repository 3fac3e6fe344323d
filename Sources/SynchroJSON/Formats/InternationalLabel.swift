/// What may stand in a U-label: RFC 5891, section 4.2 and RFC 5892.
///
/// That a label is in Normalization Form C is checked only as far as single code points show it.
enum InternationalLabel {
  static func check(_ label: [Unicode.Scalar], at offset: Int) throws(FormatFault) {
    guard let first = label.first, let last = label.last else {
      throw FormatFault(.empty(part: "label"), at: offset)
    }
    guard first != "-", last != "-" else {
      throw FormatFault(.rule("a label begins or ends with a hyphen"), at: offset)
    }
    guard label.count < 4 || label[2] != "-" || label[3] != "-" else {
      throw FormatFault(.rule("a label has '--' in third and fourth place"), at: offset)
    }
    guard !isMark(first) else {
      throw FormatFault(.rule("a label begins with a combining mark"), at: offset)
    }
    for (index, scalar) in label.enumerated() {
      let isAllowed =
        switch status(of: scalar) {
        case .valid: true
        case .disallowed: false
        case .contextual: isInContext(index, of: label)
        }
      guard isAllowed else { throw FormatFault(.forbidden(scalar, in: "label here"), at: offset) }
    }
  }

  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}

// MARK: - RFC 5892, section 3

extension InternationalLabel {
  private enum Status {
    case valid
    case contextual
    case disallowed
  }

  private static func status(of scalar: Unicode.Scalar) -> Status {
    switch scalar.value {
    // Exceptions, section 2.6.
    case 0x00DF, 0x03C2, 0x06FD, 0x06FE, 0x0F0B, 0x3007: return .valid
    case 0x00B7, 0x0375, 0x05F3, 0x05F4, 0x30FB: return .contextual
    case 0x0660...0x0669, 0x06F0...0x06F9: return .contextual
    case 0x0640, 0x07FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return .disallowed
    // Letters, digits and hyphen, section 2.10.
    case 0x2D, 0x30...0x39, 0x61...0x7A: return .valid
    // Joiners, section 2.8.
    case 0x200C, 0x200D: return .contextual
    // Blocks and Hangul jamo to be ignored, sections 2.4 and 2.9.
    case 0x20D0...0x20FF, 0x1D100...0x1D1FF, 0x1D200...0x1D24F: return .disallowed
    case 0x1100...0x11FF, 0xA960...0xA97C, 0xD7B0...0xD7FB: return .disallowed
    default: break
    }
    let properties = scalar.properties
    guard !properties.changesWhenNFKCCaseFolded, !properties.isDefaultIgnorableCodePoint,
      !properties.isWhitespace, !properties.isNoncharacterCodePoint
    else { return .disallowed }
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .decimalNumber, .modifierLetter,
      .nonspacingMark, .spacingMark:
      return .valid
    default: return .disallowed
    }
  }

  /// The contextual rules of appendix A.
  private static func isInContext(_ index: Int, of label: [Unicode.Scalar]) -> Bool {
    let before = index > 0 ? label[index - 1] : nil
    let after = index + 1 < label.count ? label[index + 1] : nil
    switch label[index].value {
    case 0x200C:
      return isVirama(before) || JoiningType.joins(at: index, in: label)
    case 0x200D: return isVirama(before)
    case 0x00B7: return before == "l" && after == "l"
    case 0x0375: return after.map(isGreek) ?? false
    case 0x05F3, 0x05F4: return before.map(isHebrew) ?? false
    case 0x30FB: return label.contains { isKanaOrHan($0) }
    case 0x0660...0x0669: return !label.contains { (0x06F0...0x06F9).contains($0.value) }
    default: return !label.contains { (0x0660...0x0669).contains($0.value) }
    }
  }

  private static func isVirama(_ scalar: Unicode.Scalar?) -> Bool {
    scalar?.properties.canonicalCombiningClass == .virama
  }

  private static func isGreek(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0370...0x03E1, 0x03F0...0x03FF, 0x1F00...0x1FFE: true
    default: false
    }
  }

  private static func isHebrew(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0591...0x05F4, 0xFB1D...0xFB4F: true
    default: false
    }
  }

  private static func isKanaOrHan(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF: true
    case 0x3005, 0x3007, 0x3021...0x3029, 0x3038...0x303B: true
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAD9, 0x1B000...0x1B167: true
    case 0x20000...0x3FFFD: true
    default: false
    }
  }
}
