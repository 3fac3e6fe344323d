import SynchroScript

/// Types as sentences mention them.
enum TypeWords {
  static func describe(_ types: [ValueType], isArray: Bool, negated: Bool) -> String {
    let names = types.map(name)
    let list =
      names.count > 1
      ? names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "") : names.first ?? ""
    let whole = isArray ? "an array whose elements are each \(list)" : list
    return negated ? "anything but \(whole)" : whole
  }

  static func name(_ type: ValueType) -> String {
    switch type {
    case .builtIn(let type): name(type)
    case .schema(let name): "a value of the format '\(name)'"
    }
  }

  static func name(_ type: BuiltInType) -> String {
    switch type {
    case .string: "a string"
    case .number: "a number"
    case .integer: "a whole number"
    case .boolean: "a boolean"
    case .null: "null"
    case .array: "an array"
    case .object: "an object"
    case .true: "true"
    case .false: "false"
    case .datetime: "a date-time"
    case .date: "a date"
    case .time: "a time"
    case .url: "an absolute URL"
    case .uri: "an absolute URI"
    case .mediaType: "a media type"
    case .country: "a country code"
    case .assignedCountry: "a country code assigned by ISO 3166-1"
    case .timezone: "an IANA time zone name"
    case .currency: "an ISO 4217 currency code"
    case .duration: "a duration"
    case .email: "an e-mail address"
    case .base64: "base64 text"
    case .base64url: "base64url text"
    case .jwk: "a JSON Web Key"
    case .uuid: "a UUID"
    case .json: "a JSON text"
    case .hostname: "a host name"
    case .empty: "something empty"
    }
  }

  /// The name of one of our types in a schema.
  static func name(ofFormat format: String) -> String {
    BuiltInType(rawValue: format).map(name) ?? "the format '\(format)'"
  }

  static func article(_ word: String) -> String {
    (word.utf8.first.map { "aeio".utf8.contains($0) } ?? false) ? "an \(word)" : "a \(word)"
  }
}
