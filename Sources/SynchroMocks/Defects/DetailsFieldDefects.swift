import SynchroJSON

extension CDSDefect {
  private static let details = "/cds_scope_descriptions/*/authorization_details_fields_supported"
  /// What clients may leave out: no field that the specification words itself.
  private static let optional = "/is_required=false"

  private static func field(
    _ id: String, _ words: String, breaks requirements: String..., at pointer: String,
    _ change: DocumentEdit.Change
  ) -> CDSDefect {
    CDSDefect(
      "details-" + id, words, breaking: requirements, in: .server,
      .edit(details + pointer, change, in: .server))
  }

  /// CDS-WG1-02, section 3.8: every member of an authorization details field, missing or mistyped.
  static let detailsFields: [CDSDefect] = [
    FieldFault("id", .string), FieldFault("name", .string), FieldFault("description", .string),
    FieldFault("documentation", .url), FieldFault("for_types", .list),
    FieldFault("format", .string), FieldFault("is_required", .boolean),
    FieldFault("choices", .optionalList),
  ].flatMap {
    $0.defects(
      prefix: "details", of: "every authorization details field", at: details + "/*",
      section: "WG1-02/3.8", in: .server)
  }

  /// CDS-WG1-02, section 3.10: every member of a choice, missing or mistyped.
  static let choiceFields: [CDSDefect] = [
    FieldFault("id", .string), FieldFault("name", .string), FieldFault("description", .string),
    FieldFault("documentation", .url),
  ].flatMap {
    $0.defects(
      prefix: "choice", of: "every choice", at: details + "/*/choices/*", section: "WG1-02/3.10",
      in: .server)
  }

  /// CDS-WG1-02, sections 3.8 to 3.10: what authorization details fields say.
  static let detailsContent: [CDSDefect] = [
    field(
      "id-repeated", "gives two fields of a scope the same id", breaks: "WG1-02/3.8/id-unique",
      at: "",
      .when(
        { list in
          guard case .array(let elements) = list else { return false }
          return elements.allSatisfy { $0["is_required"] == false }
        }, "", .repeatFirst("id"))),
    field(
      "for-no-type", "for_types of its own fields is empty",
      breaks: "WG1-02/3.8/for-types-min-one", at: "\(optional)/for_types", .set([])),
    field(
      "for-other-type", "for_types of its own fields names the type of another scope",
      breaks: "WG1-02/3.8/for-types-subset", at: "\(optional)/for_types",
      .set(["cds_server_provided_files_1"])),
    field(
      "required-with-default", "gives fields a default that have to be sent",
      breaks: "WG1-02/3.8/default-if-not-required", at: "/is_required=true/default", .set("any")),
    field(
      "format-unknown", "the format of whole numbers is 'number'", breaks: "WG1-02/3.9/format-enum",
      at: "/format=int/format", .set("number")),
    field(
      "format-spelling", "the format of choices is 'enum'", breaks: "WG1-02/3.9/format-enum",
      at: "/format=choice/format", .set("enum")),
    CDSDefect(
      "choice-id-repeated", "gives two choices of a field the same id",
      breaks: "WG1-02/3.10/id-unique", in: .server,
      .edit("\(details)/*/choices", .repeatFirst("id"), in: .server)),
  ]

  /// CDS-WG1-02, section 3.8: the limits that fields have, and their choices.
  static let detailsLimits: [CDSDefect] = [
    field(
      "maximum-absent", "does not say how long a list of strings may be",
      breaks: "WG1-02/3.8/maximum-required-if", at: "/format=string_list/maximum", .remove),
    field(
      "maximum-of-date-absent", "does not say how far a date may lie",
      breaks: "WG1-02/3.8/maximum-required-if", at: "/format=relative_or_absolute_date/maximum",
      .remove),
    field(
      "maximum-int-quoted", "writes the maximum of whole numbers as a string",
      breaks: "WG1-02/3.8/maximum-int", at: "/format=int/maximum", .set("24")),
    field(
      "maximum-int-fraction", "the maximum of whole numbers has a fraction",
      breaks: "WG1-02/3.8/maximum-int", at: "/format=int/maximum", .set(.lexeme("24.5"))),
    field(
      "maximum-decimal-null", "the maximum of decimals is null",
      breaks: "WG1-02/3.8/maximum-decimal", at: "/format=decimal/maximum", .set(nil)),
    field(
      "maximum-string-infinite", "lets strings be infinitely long",
      breaks: "WG1-02/3.8/maximum-string", at: "/format=string_or_null/maximum", .set("infinite")),
    field(
      "maximum-list-array", "gives the maximum of lists for each element",
      breaks: "WG1-02/3.8/maximum-string-list", at: "/format=string_list/maximum", .set([100, 100])),
    field(
      "maximum-date-months", "the maximum of dates is a number of months",
      breaks: "WG1-02/3.8/maximum-date", at: "/format=relative_or_absolute_date/maximum", .set(36)),
    field(
      "maximum-datetime-hours", "the maximum of datetimes is a number of hours",
      breaks: "WG1-02/3.8/maximum-datetime", at: "/format=relative_or_absolute_datetime/maximum",
      .set(720)),
    field(
      "minimum-absent", "gives its own fields a maximum and no minimum",
      breaks: "WG1-02/3.8/minimum-required-if", at: "\(optional)/minimum", .remove),
    field(
      "minimum-of-date-zero", "the minimum of dates is the number 0",
      breaks: "WG1-02/3.8/minimum-same-format", at: "/format=relative_or_absolute_date/minimum",
      .set(0)),
    field(
      "minimum-of-list-array", "the minimum of lists is an empty list",
      breaks: "WG1-02/3.8/minimum-same-format", at: "/format=string_list/minimum", .set([])),
    field(
      "choices-absent", "leaves out what can be chosen", breaks: "WG1-02/3.8/choices-required-if",
      at: "/format=choice/choices", .remove),
    field(
      "choices-empty", "lists nothing to choose from", breaks: "WG1-02/3.8/choices-min-one",
      at: "/format=choice/choices", .set([])),
  ]
}

extension JSONValue {
  /// A number as it is written here.
  static func lexeme(_ text: String) -> JSONValue {
    guard let number = JSONNumber(text) else {
      preconditionFailure("a defect's number is no JSON number: \(text)")
    }
    return .number(number)
  }
}
