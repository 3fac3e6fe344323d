import SynchroJSON

extension CDSDefect {
  private static let details = "/cds_scope_descriptions/*/authorization_details_fields_supported"
  private static let date = details + "/format=relative_or_absolute_date"
  private static let datetime = details + "/format=relative_or_absolute_datetime"

  private static func type(
    _ id: String, _ words: String, breaks requirements: String..., at pointer: String,
    _ change: DocumentEdit.Change
  ) -> CDSDefect {
    CDSDefect(
      "type-" + id, words, breaking: requirements, in: .server,
      .edit(pointer, change, in: .server))
  }

  /// Another text for every string of which something holds.
  private static func text(
    _ change: @escaping @Sendable (String) -> String
  ) -> DocumentEdit.Change {
    .transform { value in
      guard case .string(let text) = value else { return value }
      return .string(change(text))
    }
  }

  /// CDS-WG1-02, section 2: what the types of values mean, each broken where metadata holds one.
  static let clientValueTypes: [CDSDefect] = [
    type(
      "array-joined", "writes the one response type as a string",
      breaks: "WG1-02/2/array-type", "WG1-02/3.2/field-response-types-supported",
      at: "/response_types_supported", .set("code")),
    type(
      "map-is-list", "lists the registration fields in place of a map",
      breaks: "WG1-02/2/map-type", "WG1-02/3.2/field-cds-registration-fields",
      at: "/cds_registration_fields",
      .transform { fields in
        guard case .object(let members) = fields else { return fields }
        return .array(members.map(\.value))
      }),
    type(
      "version-number", "writes the version as a number", breaks: "WG1-02/2/string-type",
      "WG1-02/3.2/field-cds-oauth-version", at: "/cds_oauth_version", .set(1)),
    type(
      "url-path", "writes the URL of the Grants API as a path", breaks: "WG1-02/2/url-type",
      "WG1-02/3.2/field-cds-grants-api", at: "/cds_grants_api", .set("/cds/grants")),
    type(
      "boolean-digit", "writes is_required as 0 or 1", breaks: "WG1-02/2/boolean-type",
      "WG1-02/3.8/field-is-required", at: details + "/*/is_required",
      .transform { $0 == true ? 1 : 0 }),
    type(
      "integer-fraction", "writes max_length as 40.0", breaks: "WG1-02/2/integer-type",
      "WG1-02/3.5/field-max-length", at: "/cds_registration_fields/*/max_length",
      .replace(.lexeme("40.0"))),
    type(
      "decimal-quoted", "writes amounts of money as strings", breaks: "WG1-02/2/decimal-type",
      "WG1-02/3.5/field-amount", "WG1-02/3.6/payment-amount",
      at: "/cds_registration_fields/*/amount",
      .transform { value in
        guard case .number(let number) = value else { return value }
        return .string(number.lexeme)
      }),
    type(
      "base64-of-urls", "writes files as base64url without padding",
      breaks: "WG1-02/2/base64-type", "WG1-02/3.5/default-format",
      at: "/cds_registration_fields/format=image/default",
      text {
        $0.replacing("=", with: "").replacing("+", with: "-").replacing("/", with: "_")
      }),
    type(
      "key-private", "the default of a key is a private key", breaks: "WG1-02/2/jwk-format",
      at: details + "/format=jwk_or_null/default",
      .set([
        // RFC 7517, appendix A.2.
        "kty": "EC", "crv": "P-256", "use": "enc",
        "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
        "d": "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE",
      ])),
    type(
      "date-american", "writes dates with slashes, the month in front",
      breaks: "WG1-02/2/date-type", "WG1-02/2/rel-or-abs-date", at: date + "/default",
      .set("01/31/2024")),
    type(
      "datetime-american", "writes datetimes with a blank and without an offset",
      breaks: "WG1-02/2/datetime-type", "WG1-02/2/rel-or-abs-datetime", at: datetime + "/default",
      .set("2024-01-31 09:00:00")),
    type(
      "relative-date-bare", "writes relative dates without the P in front",
      breaks: "WG1-02/2/relative-date-format", "WG1-02/2/rel-or-abs-date", at: date + "/default",
      .set("1Y")),
    type(
      "relative-date-hours", "writes relative dates with hours",
      breaks: "WG1-02/2/relative-date-no-time", "WG1-02/2/rel-or-abs-date", at: date + "/default",
      .set("P1DT2H")),
    type(
      "relative-datetime-words", "writes relative datetimes in English",
      breaks: "WG1-02/2/relative-datetime-format", "WG1-02/2/rel-or-abs-datetime",
      at: datetime + "/default", .set("30 days")),
    type(
      "date-forever", "writes 'forever' for a date without end",
      breaks: "WG1-02/2/rel-or-abs-date", "WG1-02/3.8/maximum-date", at: date + "/maximum",
      .set("forever")),
    type(
      "datetime-null", "writes null for a datetime without end",
      breaks: "WG1-02/2/rel-or-abs-datetime", "WG1-02/3.8/maximum-datetime",
      at: datetime + "/maximum", .set(nil)),
  ]
}
