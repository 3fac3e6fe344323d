/// A Unicode property that a pattern can ask for with `\p{…}`.
enum ScalarProperty: Sendable {
  case category(GeneralCategorySet)
  case binary(BinaryProperty)

  func holds(for scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .category(let wanted):
      wanted.contains(GeneralCategorySet(scalar.properties.generalCategory))
    case .binary(let property): property.test(scalar)
    }
  }

  /// The property that ECMA-262 calls by a lone name or by `name=value`, nil when there is none.
  /// Names are matched letter for letter, as the language demands.
  static func ecmaScript(
    _ expression: String, at offset: Int
  ) throws(PatternError) -> ScalarProperty {
    let parts = expression.split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false
    ).map(String.init)
    if parts.count == 2 {
      switch parts[0] {
      case "General_Category", "gc":
        if let category = GeneralCategorySet.byName[parts[1]] { return .category(category) }
      case "Script", "sc", "Script_Extensions", "scx":
        throw PatternError(.unsupportedProperty(expression), at: offset)
      default: break
      }
      throw PatternError(.unknownProperty(expression), at: offset)
    }
    if let category = GeneralCategorySet.byName[expression] { return .category(category) }
    if let property = BinaryProperty.byName[expression] { return .binary(property) }
    if ["Extended_Pictographic", "ExtPict"].contains(expression) {
      throw PatternError(.unsupportedProperty(expression), at: offset)
    }
    throw PatternError(.unknownProperty(expression), at: offset)
  }
}

/// A set of general categories, such as all letters.
struct GeneralCategorySet: OptionSet, Sendable {
  let rawValue: UInt32

  init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  init(_ category: Unicode.GeneralCategory) {
    let bit: UInt32 =
      switch category {
      case .uppercaseLetter: 0
      case .lowercaseLetter: 1
      case .titlecaseLetter: 2
      case .modifierLetter: 3
      case .otherLetter: 4
      case .nonspacingMark: 5
      case .spacingMark: 6
      case .enclosingMark: 7
      case .decimalNumber: 8
      case .letterNumber: 9
      case .otherNumber: 10
      case .connectorPunctuation: 11
      case .dashPunctuation: 12
      case .openPunctuation: 13
      case .closePunctuation: 14
      case .initialPunctuation: 15
      case .finalPunctuation: 16
      case .otherPunctuation: 17
      case .mathSymbol: 18
      case .currencySymbol: 19
      case .modifierSymbol: 20
      case .otherSymbol: 21
      case .spaceSeparator: 22
      case .lineSeparator: 23
      case .paragraphSeparator: 24
      case .control: 25
      case .format: 26
      case .surrogate: 27
      case .privateUse: 28
      case .unassigned: 29
      @unknown default: 31
      }
    rawValue = 1 << bit
  }

  /// Every name and alias of a general category and of the groups of them.
  static let byName: [String: GeneralCategorySet] = {
    let single: [(Unicode.GeneralCategory, [String])] = [
      (.uppercaseLetter, ["Lu", "Uppercase_Letter"]),
      (.lowercaseLetter, ["Ll", "Lowercase_Letter"]),
      (.titlecaseLetter, ["Lt", "Titlecase_Letter"]),
      (.modifierLetter, ["Lm", "Modifier_Letter"]),
      (.otherLetter, ["Lo", "Other_Letter"]),
      (.nonspacingMark, ["Mn", "Nonspacing_Mark"]),
      (.spacingMark, ["Mc", "Spacing_Mark"]),
      (.enclosingMark, ["Me", "Enclosing_Mark"]),
      (.decimalNumber, ["Nd", "Decimal_Number", "digit"]),
      (.letterNumber, ["Nl", "Letter_Number"]),
      (.otherNumber, ["No", "Other_Number"]),
      (.connectorPunctuation, ["Pc", "Connector_Punctuation"]),
      (.dashPunctuation, ["Pd", "Dash_Punctuation"]),
      (.openPunctuation, ["Ps", "Open_Punctuation"]),
      (.closePunctuation, ["Pe", "Close_Punctuation"]),
      (.initialPunctuation, ["Pi", "Initial_Punctuation"]),
      (.finalPunctuation, ["Pf", "Final_Punctuation"]),
      (.otherPunctuation, ["Po", "Other_Punctuation"]),
      (.mathSymbol, ["Sm", "Math_Symbol"]),
      (.currencySymbol, ["Sc", "Currency_Symbol"]),
      (.modifierSymbol, ["Sk", "Modifier_Symbol"]),
      (.otherSymbol, ["So", "Other_Symbol"]),
      (.spaceSeparator, ["Zs", "Space_Separator"]),
      (.lineSeparator, ["Zl", "Line_Separator"]),
      (.paragraphSeparator, ["Zp", "Paragraph_Separator"]),
      (.control, ["Cc", "Control", "cntrl"]),
      (.format, ["Cf", "Format"]),
      (.surrogate, ["Cs", "Surrogate"]),
      (.privateUse, ["Co", "Private_Use"]),
      (.unassigned, ["Cn", "Unassigned"]),
    ]
    let groups: [(prefix: Character, names: [String])] = [
      ("L", ["L", "Letter"]), ("M", ["M", "Mark", "Combining_Mark"]), ("N", ["N", "Number"]),
      ("P", ["P", "Punctuation", "punct"]), ("S", ["S", "Symbol"]), ("Z", ["Z", "Separator"]),
      ("C", ["C", "Other"]),
    ]
    var byName: [String: GeneralCategorySet] = [:]
    for (category, names) in single {
      for name in names { byName[name] = GeneralCategorySet(category) }
    }
    for group in groups {
      let members = single.filter { $0.1[0].first == group.prefix }.map(\.0)
      let union = members.reduce(into: GeneralCategorySet()) { $0.formUnion(.init($1)) }
      for name in group.names { byName[name] = union }
    }
    let cased: GeneralCategorySet = [
      .init(.uppercaseLetter), .init(.lowercaseLetter), .init(.titlecaseLetter),
    ]
    byName["LC"] = cased
    byName["Cased_Letter"] = cased
    return byName
  }()
}
