extension CDSDefect {
  /// Where authorization details are taken from clients.
  private static let taken: Set<CDSAnswer> = [
    .token, .authorization, .pushedRequest, .grant, .message, .messageList, .client,
  ]

  /// CDS-WG1-02, sections 3.4, 3.8, 3.9 and 3.10: which authorization details are taken.
  static let detailsValues: [CDSDefect] = [
    CDSDefect(
      .detailsTypesUnknown, "refuses entries of the types that it lists as unknown",
      breaks: "WG1-02/3.4/ad-types-usable", in: taken),
    CDSDefect(
      .detailsKeyedByName, "wants fields of entries under their names, not their ids",
      breaks: "WG1-02/3.8/id-used-as-key", in: taken),
    CDSDefect(
      .detailsAnyValue, "takes any value for any field of an entry",
      breaks: "WG1-02/3.8/format-enforced", "WG1-02/3.9/int", "WG1-02/3.9/string",
      "WG1-02/3.9/boolean", "WG1-02/3.9/string-list", in: taken),
    CDSDefect(
      .detailsDefaultMaximum, "puts the maximum in the place of a field that was left out",
      breaks: "WG1-02/3.8/default-used", in: taken),
    CDSDefect(
      .scopeAloneIsUnlimited, "takes the maximum of every field when a scope comes without details",
      breaks: "WG1-02/3.8/default-used-scope-string", in: [.grant, .grantList]),
    CDSDefect(
      .detailsAboveMaximum, "takes values beyond the maximum",
      breaks: "WG1-02/3.8/maximum-enforced", in: taken),
    CDSDefect(
      .detailsBelowMinimum, "takes values below the minimum",
      breaks: "WG1-02/3.8/minimum-enforced", in: taken),
    CDSDefect(
      .detailsIntFromString, "takes a string of digits for a whole number",
      breaks: "WG1-02/3.9/int", "WG1-02/3.8/format-enforced", in: taken),
    CDSDefect(
      .detailsIntFraction, "takes a fraction for a whole number", breaks: "WG1-02/3.9/int",
      in: taken),
    CDSDefect(
      .detailsDecimalWhole, "refuses fractions as decimals", breaks: "WG1-02/3.9/decimal",
      in: taken),
    CDSDefect(
      .detailsDecimalFromString, "takes strings for decimals", breaks: "WG1-02/3.9/decimal",
      "WG1-02/3.8/format-enforced", in: taken),
    CDSDefect(
      .detailsDecimalFloat, "keeps decimals as binary floating-point numbers",
      breaks: "WG1-02/3.9/decimal-no-float", in: taken),
    CDSDefect(
      .detailsStringNull, "takes null for a string", breaks: "WG1-02/3.9/string", in: taken),
    CDSDefect(
      .detailsStringNumber, "takes a number for a string", breaks: "WG1-02/3.9/string",
      "WG1-02/3.8/format-enforced", in: taken),
    CDSDefect(
      .detailsNullRefused, "refuses null where a string or null may stand",
      breaks: "WG1-02/3.9/string-or-null", in: taken),
    CDSDefect(
      .detailsListBare, "takes a bare string for an array of strings",
      breaks: "WG1-02/3.9/string-list", in: taken),
    CDSDefect(
      .detailsListNumbers, "takes an array of anything for an array of strings",
      breaks: "WG1-02/3.9/string-list", in: taken),
    CDSDefect(
      .detailsBooleanWord, "takes the word \"true\" for a boolean",
      breaks: "WG1-02/3.9/boolean", in: taken),
    CDSDefect(
      .detailsDateAbsoluteOnly, "refuses relative dates", breaks: "WG1-02/3.9/rel-date",
      in: taken),
    CDSDefect(
      .detailsDateWithTime, "takes a date and time for a date", breaks: "WG1-02/3.9/rel-date",
      in: taken),
    CDSDefect(
      .detailsDatetimeNoTimePart, "refuses spans with hours as relative datetimes",
      breaks: "WG1-02/3.9/rel-datetime", in: taken),
    CDSDefect(
      .detailsDatetimeRelativeOnly, "refuses absolute datetimes",
      breaks: "WG1-02/3.9/rel-datetime", in: taken),
    CDSDefect(
      .detailsChoiceAny, "takes any string for a choice", breaks: "WG1-02/3.9/choice", in: taken),
    CDSDefect(
      .detailsChoiceByName, "wants the name of a choice in the place of its id",
      breaks: "WG1-02/3.10/id-is-value", "WG1-02/3.9/choice", in: taken),
    CDSDefect(
      .detailsKeySignature, "takes a key for signatures for one for encryption",
      breaks: "WG1-02/3.9/jwk-or-null", in: taken),
    CDSDefect(
      .detailsKeyString, "takes a string for a key", breaks: "WG1-02/3.9/jwk-or-null", in: taken),
    CDSDefect(
      .detailsKeyNullRefused, "refuses null where a key or null may stand",
      breaks: "WG1-02/3.9/jwk-or-null", in: taken),
    CDSDefect(
      .detailsKeyPrivate, "shows keys with a private member", breaks: "WG1-02/2/jwk-format",
      in: taken.union([.grantList])),
  ]
}
