import SynchroJSON

extension Quirk {
  static let detailsTypesUnknown = Quirk("details-type-refused")
  static let detailsKeyedByName = Quirk("details-key-is-name")
  static let detailsAnyValue = Quirk("details-any-value")
  static let detailsDefaultMaximum = Quirk("details-default-maximum")
  static let detailsAboveMaximum = Quirk("details-above-maximum")
  static let detailsBelowMinimum = Quirk("details-below-minimum")
  static let detailsIntFromString = Quirk("details-int-from-string")
  static let detailsIntFraction = Quirk("details-int-fraction")
  static let detailsDecimalWhole = Quirk("details-decimal-whole")
  static let detailsDecimalFromString = Quirk("details-decimal-from-string")
  static let detailsDecimalFloat = Quirk("details-decimal-float")
  static let detailsStringNull = Quirk("details-string-null")
  static let detailsStringNumber = Quirk("details-string-number")
  static let detailsNullRefused = Quirk("details-null-refused")
  static let detailsListBare = Quirk("details-list-bare")
  static let detailsListNumbers = Quirk("details-list-numbers")
  static let detailsBooleanWord = Quirk("details-boolean-word")
  static let detailsDateAbsoluteOnly = Quirk("details-date-absolute-only")
  static let detailsDateWithTime = Quirk("details-date-with-time")
  static let detailsDatetimeNoTimePart = Quirk("details-datetime-no-time-part")
  static let detailsDatetimeRelativeOnly = Quirk("details-datetime-relative-only")
  static let detailsChoiceAny = Quirk("details-choice-any")
  static let detailsChoiceByName = Quirk("details-choice-by-name")
  static let detailsKeySignature = Quirk("details-key-for-signatures")
  static let detailsKeyString = Quirk("details-key-string")
  static let detailsKeyNullRefused = Quirk("details-key-null-refused")
  static let detailsKeyPrivate = Quirk("details-key-private")
}

extension CDSWorld {
  /// What a defect makes of a value: taken, refused, or nil when no defect has a say.
  func misjudged(_ value: JSONValue, of field: DetailsField) -> Bool? {
    if has(.detailsAnyValue) { return true }
    switch (field.format, value) {
    case (.int, .string): return has(.detailsIntFromString) ? true : nil
    case (.int, .number): return has(.detailsIntFraction) ? true : nil
    case (.decimal, .number(let number)):
      return has(.detailsDecimalWhole) && !number.isInteger ? false : nil
    case (.decimal, .string): return has(.detailsDecimalFromString) ? true : nil
    case (.string, .null): return has(.detailsStringNull) ? true : nil
    case (.string, .number): return has(.detailsStringNumber) ? true : nil
    case (.stringOrNull, .null): return has(.detailsNullRefused) ? false : nil
    case (.stringList, .string): return has(.detailsListBare) ? true : nil
    case (.stringList, .array): return has(.detailsListNumbers) ? true : nil
    case (.boolean, .string): return has(.detailsBooleanWord) ? true : nil
    case (.date, .string(let text)), (.datetime, .string(let text)):
      return misjudged(text, of: field)
    case (.choice, .string(let text)):
      if has(.detailsChoiceAny) { return true }
      return has(.detailsChoiceByName) ? field.choices.contains { $0.name == text } : nil
    case (.keyOrNull, .null): return has(.detailsKeyNullRefused) ? false : nil
    case (.keyOrNull, .string): return has(.detailsKeyString) ? true : nil
    case (.keyOrNull, .object):
      return has(.detailsKeySignature) && EncryptionKey.isPublic(value, use: "sig") ? true : nil
    default: return nil
    }
  }

  private func misjudged(_ text: String, of field: DetailsField) -> Bool? {
    if field.format == .date {
      if has(.detailsDateAbsoluteOnly), case .relative? = DetailsMoment(date: text) { return false }
      if has(.detailsDateWithTime), case .absolute? = DetailsMoment(datetime: text) { return true }
      return nil
    }
    switch DetailsMoment(datetime: text) {
    case .relative(let span)? where span.seconds != 0:
      return has(.detailsDatetimeNoTimePart) ? false : nil
    case .absolute?: return has(.detailsDatetimeRelativeOnly) ? false : nil
    default: return nil
    }
  }

  /// A value that was taken, as a defect keeps it.
  func distorted(_ value: JSONValue, of field: DetailsField) -> JSONValue {
    switch (field.format, value) {
    case (.decimal, .number(let number)):
      guard has(.detailsDecimalFloat), let float = Double(number.lexeme),
        let rounded = JSONNumber(float.description)
      else { return value }
      return .number(rounded)
    case (.keyOrNull, .object(let members)):
      guard has(.detailsKeyPrivate) else { return value }
      return .object(members + [JSONField("d", "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw")])
    default: return value
    }
  }
}
