/// A property that a code point has or lacks.
struct BinaryProperty: Sendable {
  /// Its long name and its alias.
  let names: [String]
  let test: @Sendable (Unicode.Scalar) -> Bool

  private init(_ names: String..., test: @escaping @Sendable (Unicode.Scalar) -> Bool) {
    self.names = names
    self.test = test
  }

  static let byName: [String: BinaryProperty] = {
    var byName: [String: BinaryProperty] = [:]
    for property in all {
      for name in property.names { byName[name] = property }
    }
    return byName
  }()

  /// The binary properties of ECMA-262, all but Extended_Pictographic, which the standard library
  /// does not offer and which no few ranges describe.
  private static let all: [BinaryProperty] = [
    BinaryProperty("ASCII") { $0.isASCII },
    BinaryProperty("Any") { _ in true },
    BinaryProperty("Assigned") { $0.properties.generalCategory != .unassigned },
    BinaryProperty("ASCII_Hex_Digit", "AHex") { $0.properties.isASCIIHexDigit },
    BinaryProperty("Alphabetic", "Alpha") { $0.properties.isAlphabetic },
    BinaryProperty("Bidi_Control", "Bidi_C") { $0.properties.isBidiControl },
    BinaryProperty("Bidi_Mirrored", "Bidi_M") { $0.properties.isBidiMirrored },
    BinaryProperty("Case_Ignorable", "CI") { $0.properties.isCaseIgnorable },
    BinaryProperty("Cased") { $0.properties.isCased },
    BinaryProperty("Changes_When_Casefolded", "CWCF") { $0.properties.changesWhenCaseFolded },
    BinaryProperty("Changes_When_Casemapped", "CWCM") { $0.properties.changesWhenCaseMapped },
    BinaryProperty("Changes_When_Lowercased", "CWL") { $0.properties.changesWhenLowercased },
    BinaryProperty("Changes_When_NFKC_Casefolded", "CWKCF") {
      $0.properties.changesWhenNFKCCaseFolded
    },
    BinaryProperty("Changes_When_Titlecased", "CWT") { $0.properties.changesWhenTitlecased },
    BinaryProperty("Changes_When_Uppercased", "CWU") { $0.properties.changesWhenUppercased },
    BinaryProperty("Dash") { $0.properties.isDash },
    BinaryProperty("Default_Ignorable_Code_Point", "DI") {
      $0.properties.isDefaultIgnorableCodePoint
    },
    BinaryProperty("Deprecated", "Dep") { $0.properties.isDeprecated },
    BinaryProperty("Diacritic", "Dia") { $0.properties.isDiacritic },
    BinaryProperty("Emoji") { $0.properties.isEmoji },
    BinaryProperty("Emoji_Component", "EComp") { isEmojiComponent($0.value) },
    BinaryProperty("Emoji_Modifier", "EMod") { $0.properties.isEmojiModifier },
    BinaryProperty("Emoji_Modifier_Base", "EBase") { $0.properties.isEmojiModifierBase },
    BinaryProperty("Emoji_Presentation", "EPres") { $0.properties.isEmojiPresentation },
    BinaryProperty("Extender", "Ext") { $0.properties.isExtender },
    BinaryProperty("Grapheme_Base", "Gr_Base") { $0.properties.isGraphemeBase },
    BinaryProperty("Grapheme_Extend", "Gr_Ext") { $0.properties.isGraphemeExtend },
    BinaryProperty("Hex_Digit", "Hex") { $0.properties.isHexDigit },
    BinaryProperty("IDS_Binary_Operator", "IDSB") { $0.properties.isIDSBinaryOperator },
    BinaryProperty("IDS_Trinary_Operator", "IDST") { $0.properties.isIDSTrinaryOperator },
    BinaryProperty("ID_Continue", "IDC") { $0.properties.isIDContinue },
    BinaryProperty("ID_Start", "IDS") { $0.properties.isIDStart },
    BinaryProperty("Ideographic", "Ideo") { $0.properties.isIdeographic },
    BinaryProperty("Join_Control", "Join_C") { $0.properties.isJoinControl },
    BinaryProperty("Logical_Order_Exception", "LOE") { $0.properties.isLogicalOrderException },
    BinaryProperty("Lowercase", "Lower") { $0.properties.isLowercase },
    BinaryProperty("Math") { $0.properties.isMath },
    BinaryProperty("Noncharacter_Code_Point", "NChar") { $0.properties.isNoncharacterCodePoint },
    BinaryProperty("Pattern_Syntax", "Pat_Syn") { $0.properties.isPatternSyntax },
    BinaryProperty("Pattern_White_Space", "Pat_WS") { $0.properties.isPatternWhitespace },
    BinaryProperty("Quotation_Mark", "QMark") { $0.properties.isQuotationMark },
    BinaryProperty("Radical") { $0.properties.isRadical },
    BinaryProperty("Regional_Indicator", "RI") { (0x1F1E6...0x1F1FF).contains($0.value) },
    BinaryProperty("Sentence_Terminal", "STerm") { $0.properties.isSentenceTerminal },
    BinaryProperty("Soft_Dotted", "SD") { $0.properties.isSoftDotted },
    BinaryProperty("Terminal_Punctuation", "Term") { $0.properties.isTerminalPunctuation },
    BinaryProperty("Unified_Ideograph", "UIdeo") { $0.properties.isUnifiedIdeograph },
    BinaryProperty("Uppercase", "Upper") { $0.properties.isUppercase },
    BinaryProperty("Variation_Selector", "VS") { $0.properties.isVariationSelector },
    BinaryProperty("White_Space", "space") { $0.properties.isWhitespace },
    BinaryProperty("XID_Continue", "XIDC") { $0.properties.isXIDContinue },
    BinaryProperty("XID_Start", "XIDS") { $0.properties.isXIDStart },
  ]

  private static func isEmojiComponent(_ value: UInt32) -> Bool {
    switch value {
    case 0x23, 0x2A, 0x30...0x39, 0x200D, 0x20E3, 0xFE0F, 0x1F1E6...0x1F1FF, 0x1F3FB...0x1F3FF,
      0x1F9B0...0x1F9B3, 0xE0020...0xE007F:
      true
    default: false
    }
  }
}
