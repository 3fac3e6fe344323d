import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroText

/// The built-in types that are asked of strings.
enum BuiltInStringTypes {
  static let all: [BuiltInType] = [
    .datetime, .date, .time, .url, .uri, .mediaType, .country, .assignedCountry, .timezone,
    .currency, .duration, .email, .base64, .base64url, .uuid, .json, .hostname,
  ]
}

/// What is wrong with a string, by the rules of one type.
enum StringTypes {
  /// What is wrong with the text; nil when it is of the type.
  static func fault(_ text: String, _ type: BuiltInType) -> FormatFault? {
    switch type {
    case .datetime: StringFormat.dateTime.check(text)
    case .date: StringFormat.date.check(text)
    case .time: StringFormat.time.check(text)
    case .duration: StringFormat.duration.check(text)
    case .email: StringFormat.email.check(text)
    case .uuid: StringFormat.uuid.check(text)
    case .hostname: StringFormat.hostname.check(text)
    case .uri: StringFormat.uri.check(text)
    case .url: WebTypes.url(text)
    case .mediaType: WebTypes.mediaType(text)
    case .country: CodeTypes.country(text)
    case .assignedCountry: CodeTypes.assignedCountry(text)
    case .currency: CodeTypes.currency(text)
    case .timezone: CodeTypes.timezone(text)
    case .base64: EncodedTypes.base64(text)
    case .base64url: EncodedTypes.base64url(text)
    case .json: EncodedTypes.json(text)
    case .string, .number, .integer, .boolean, .null, .array, .object, .true, .false, .jwk, .empty:
      nil
    }
  }
}

/// Types of the web.
enum WebTypes {
  /// An absolute URI; one of http or https names a host.
  static func url(_ text: String) -> FormatFault? {
    do throws(URIError) {
      _ = try URI(text)
      return nil
    } catch {
      return FormatFault(.rule(error.description))
    }
  }

  /// RFC 9110, section 8.3.1, with names as RFC 6838, section 4.2 has them.
  static func mediaType(_ text: String) -> FormatFault? {
    guard let type = MediaType(text) else {
      return FormatFault(.expected("'type/subtype', with parameters behind ';' if there are any"))
    }
    for (part, name) in [("type", type.type), ("subtype", type.subtype)] {
      if let fault = restrictedName(name, part) { return fault }
    }
    return nil
  }

  private static func restrictedName(_ name: String, _ part: String) -> FormatFault? {
    guard name.utf8.count <= 127 else { return FormatFault(.tooLong(part: part, limit: 127)) }
    for (index, scalar) in name.unicodeScalars.enumerated() {
      let isAlphanumeric =
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      if isAlphanumeric || (index > 0 && "!#$&-^_.+".unicodeScalars.contains(scalar)) { continue }
      return FormatFault(.forbidden(scalar, in: part))
    }
    return nil
  }
}

/// Types that are lists of codes.
enum CodeTypes {
  /// Two ASCII letters, in either case, assigned or not.
  static func country(_ text: String) -> FormatFault? {
    let isCode = text.utf8.count == 2 && text.utf8.allSatisfy(isLetter)
    return isCode ? nil : FormatFault(.expected("two ASCII letters"))
  }

  /// An officially assigned code of ISO 3166-1, in upper case.
  static func assignedCountry(_ text: String) -> FormatFault? {
    if CountryCodes.assigned.contains(text), text.utf8.count == 2 { return nil }
    if let fault = country(text) { return fault }
    let upper = text.uppercased()
    guard upper == text else {
      return FormatFault(.rule("codes of ISO 3166-1 are written in upper case: \(upper)"))
    }
    if CountryCodes.isUserAssigned(text) {
      return FormatFault(.rule("ISO 3166-1 leaves \(text) to its users; it names no country"))
    }
    if CountryCodes.reserved.contains(text) {
      return FormatFault(.rule("ISO 3166-1 reserves \(text); it is not assigned to a country"))
    }
    return FormatFault(.rule("ISO 3166-1 does not assign \(text)"))
  }

  /// An alphabetic code of ISO 4217.
  static func currency(_ text: String) -> FormatFault? {
    // Swift takes the Kelvin sign for a K.
    if CurrencyCodes.all.contains(text), text.utf8.count == 3 { return nil }
    guard text.utf8.count == 3, text.utf8.allSatisfy(isLetter) else {
      return FormatFault(.expected("three upper-case letters of ISO 4217"))
    }
    if CurrencyCodes.all.contains(text.uppercased()) {
      return FormatFault(.rule("codes of ISO 4217 are written in upper case: \(text.uppercased())"))
    }
    return FormatFault(.rule("ISO 4217 has no such code"))
  }

  /// A name of the IANA time zone database, as written there.
  static func timezone(_ text: String) -> FormatFault? {
    if TimeZoneNames.all.contains(text), text.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
    guard text.utf8.count <= 64 else {
      return FormatFault(.rule("the IANA time zone database has no such name"))
    }
    let near =
      TimeZoneNames.all.first { $0.lowercased() == text.lowercased() }
      ?? NearestName.find(text, among: TimeZoneNames.all.sorted())
    let help = near.map { "; did they mean '\($0)'?" } ?? ""
    return FormatFault(.rule("the IANA time zone database has no such name" + help))
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & ~0x20)
  }
}

/// Types that hold something else in text.
enum EncodedTypes {
  /// RFC 4648, section 4: padded, no white space, no stray bits.
  static func base64(_ text: String) -> FormatFault? {
    decodingFault { () throws(EncodingError) in _ = try Base64.decode(text) }
  }

  /// RFC 4648, section 5, without padding as JOSE writes it, or with.
  static func base64url(_ text: String) -> FormatFault? {
    let isPadded = text.utf8.last == UInt8(ascii: "=")
    return decodingFault { () throws(EncodingError) in
      _ = try Base64.decode(text, .urlSafe, isPadded ? .padded : .unpadded)
    }
  }

  private static func decodingFault(
    _ decode: () throws(EncodingError) -> Void
  ) -> FormatFault? {
    do throws(EncodingError) {
      try decode()
      return nil
    } catch {
      return FormatFault(.rule(error.description))
    }
  }

  /// One JSON text by the letter of RFC 8259.
  static func json(_ text: String) -> FormatFault? {
    do throws(JSONSyntaxError) {
      _ = try JSONDocument(parsing: text, limits: ObservedBody.jsonLimits)
      return nil
    } catch {
      return FormatFault(.rule(error.description))
    }
  }
}
