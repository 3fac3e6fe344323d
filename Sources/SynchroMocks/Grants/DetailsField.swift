import SynchroJSON
import SynchroTiming

/// A field that entries of authorization details may have. CDS-WG1-02, sections 3.8 and 3.9.
struct DetailsField {
  /// Section 3.9; formats that an extension has added are not looked into.
  enum Format: String {
    case int, decimal, string, boolean, choice
    case stringOrNull = "string_or_null"
    case stringList = "string_list"
    case date = "relative_or_absolute_date"
    case datetime = "relative_or_absolute_datetime"
    case keyOrNull = "jwk_or_null"
  }

  /// How many strings a list may have, even empty ones, which no maximum counts.
  static let listLimit = 100

  let id: String
  let name: String
  let format: Format?
  let isRequired: Bool
  let standard: JSONValue?
  let maximum: JSONValue?
  let minimum: JSONValue?
  let choices: [(id: String, name: String)]
  private let types: [JSONValue]

  /// A field by its description in a scope description.
  init?(_ description: JSONValue) {
    guard case .string(let id)? = description["id"] else { return nil }
    self.id = id
    if case .string(let name)? = description["name"] { self.name = name } else { name = id }
    if case .string(let format)? = description["format"] {
      self.format = Format(rawValue: format)
    } else {
      format = nil
    }
    isRequired = description["is_required"] == true
    standard = description["default"]
    maximum = description["maximum"]
    minimum = description["minimum"]
    if case .array(let types)? = description["for_types"] { self.types = types } else { types = [] }
    if case .array(let choices)? = description["choices"] {
      self.choices = choices.compactMap { choice in
        guard case .string(let id)? = choice["id"] else { return nil }
        guard case .string(let name)? = choice["name"] else { return (id, id) }
        return (id, name)
      }
    } else {
      choices = []
    }
  }

  /// Whether entries of that type may have it.
  func belongs(to type: String) -> Bool { types.contains(.string(type)) }

  /// What its value has to be, in words that end a sentence.
  var demand: String {
    switch format {
    case .int: "be a whole number"
    case .decimal: "be a number"
    case .string: "be a string"
    case .stringOrNull: "be a string or null"
    case .stringList: "be an array of up to \(Self.listLimit) strings"
    case .boolean: "be true or false"
    case .date: "be a date, a span such as \"P1Y\" without hours, or \"infinite\""
    case .datetime: "be a date and time, a span such as \"P1DT2H\", or \"infinite\""
    case .choice: "be one of " + choices.map { "'\($0.id)'" }.joined(separator: ", ")
    case .keyOrNull: "be a public key in JWK form with the use 'enc', or null"
    case nil: "be of its format"
    }
  }

  /// Whether a value is of the format, whatever the limits.
  func hasForm(_ value: JSONValue) -> Bool {
    switch (format, value) {
    case (.int, .number(let number)): number.isInteger
    case (.decimal, .number), (.string, .string), (.boolean, .bool): true
    case (.stringOrNull, .string), (.stringOrNull, .null): true
    case (.stringList, .array(let elements)):
      elements.count <= Self.listLimit && elements.allSatisfy { $0.kind == .string }
    case (.date, .string(let text)): DetailsMoment(date: text) != nil
    case (.datetime, .string(let text)): DetailsMoment(datetime: text) != nil
    case (.choice, .string(let text)): choices.contains { $0.id == text }
    case (.keyOrNull, .null): true
    case (.keyOrNull, .object): EncryptionKey.isPublic(value)
    case (nil, _): true
    default: false
    }
  }

  /// Whether a value that has the form is not more than the maximum.
  func respectsMaximum(_ value: JSONValue, at now: LocalMoment) -> Bool {
    isWithin(value, nil, maximum, at: now)
  }

  /// Whether a value that has the form is not less than the minimum.
  func respectsMinimum(_ value: JSONValue, at now: LocalMoment) -> Bool {
    isWithin(value, minimum, nil, at: now)
  }

  /// Whether a value that has the form is within the limits.
  func isWithinLimits(_ value: JSONValue, at now: LocalMoment) -> Bool {
    isWithin(value, minimum, maximum, at: now)
  }

  private func isWithin(
    _ value: JSONValue, _ minimum: JSONValue?, _ maximum: JSONValue?, at now: LocalMoment
  ) -> Bool {
    switch (format, value) {
    case (.int, .number(let number)), (.decimal, .number(let number)):
      if case .number(let least)? = minimum, number < least { return false }
      if case .number(let most)? = maximum, most < number { return false }
      return true
    case (.string, .string(let text)), (.stringOrNull, .string(let text)):
      return holds(text.unicodeScalars.count, minimum, maximum)
    case (.stringList, .array(let elements)):
      let length = elements.reduce(0) { sum, element in
        if case .string(let text) = element { sum + text.unicodeScalars.count } else { sum }
      }
      return holds(length, minimum, maximum)
    case (.date, .string), (.datetime, .string):
      guard let moment = moment(value) else { return true }
      // Days are compared as days: what is left of today counts as all of it.
      let start = format == .date ? now.day : now.time
      return moment.isWithin(
        minimum.flatMap(self.moment), maximum.flatMap(self.moment),
        default: standard.flatMap(self.moment), at: start)
    default: return true
    }
  }

  private func holds(_ length: Int, _ minimum: JSONValue?, _ maximum: JSONValue?) -> Bool {
    if case .number(let least)? = minimum, let least = least.int, length < least { return false }
    if case .number(let most)? = maximum, let most = most.int, length > most { return false }
    return true
  }

  private func moment(_ value: JSONValue) -> DetailsMoment? {
    guard case .string(let text) = value else { return nil }
    return format == .date ? DetailsMoment(date: text) : DetailsMoment(datetime: text)
  }
}
