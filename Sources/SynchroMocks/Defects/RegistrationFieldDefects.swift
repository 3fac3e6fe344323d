import SynchroJSON

extension CDSDefect {
  private static let fields = "/cds_registration_fields"

  private static func field(
    _ id: String, _ words: String, breaks requirements: String..., at pointer: String,
    _ change: DocumentEdit.Change
  ) -> CDSDefect {
    CDSDefect(
      "regfield-" + id, words, breaking: requirements, in: .server,
      .edit(fields + pointer, change, in: .server))
  }

  /// CDS-WG1-02, section 3.5: every member of a registration field, missing or mistyped.
  static let registrationFieldFields: [CDSDefect] = [
    FieldFault("id", .string), FieldFault("type", .string), FieldFault("description", .string),
    FieldFault("documentation", .url), FieldFault("field_name", .optionalString),
    FieldFault("format", .optionalString), FieldFault("max_length", .optionalInteger),
    FieldFault("max_size", .optionalInteger), FieldFault("amount", .optionalDecimal),
    FieldFault("currency", .optionalCurrency),
  ].flatMap {
    $0.defects(
      prefix: "regfield", of: "every registration field", at: fields + "/*",
      section: "WG1-02/3.5", in: .server)
  }

  /// CDS-WG1-02, sections 3.5 to 3.7: what registration fields say.
  static let registrationFieldContent: [CDSDefect] = [
    field(
      "id-case", "writes the id of every registration field in capitals, the key in small letters",
      breaks: "WG1-02/3.5/id-equals-key", at: "/*/id",
      .transform { id in
        guard case .string(let text) = id else { return id }
        return .string(text.uppercased())
      }),
    field(
      "name-absent", "leaves field_name out of fields that are sent with the registration",
      breaks: "WG1-02/3.5/field-name-required-if", at: "/type=registration_field/field_name",
      .remove),
    field(
      "name-without-prefix", "field_name does not begin with cds_",
      breaks: "WG1-02/3.5/field-name-prefix", at: "/*/field_name",
      .transform { name in
        guard case .string(let text) = name else { return name }
        return .string(text.replacing("cds_", with: "", maxReplacements: 1))
      }),
    field(
      "format-absent", "leaves format out of fields that are sent with the registration",
      breaks: "WG1-02/3.5/format-required-if", at: "/type=registration_field/format", .remove),
    field(
      "neither-name-nor-format", "says neither how a field is called nor what it looks like",
      breaks: "WG1-02/3.6/registration-field-has-name-format",
      "WG1-02/3.5/field-name-required-if", "WG1-02/3.5/format-required-if", at: "/*",
      .transform { described in
        var described = described
        DocumentEdit("/field_name", .remove).apply(to: &described)
        DocumentEdit("/format", .remove).apply(to: &described)
        return described
      }),
    field(
      "default-no-boolean", "the default of a boolean is the string 'no'",
      breaks: "WG1-02/3.5/default-format", at: "/format=boolean/default", .replace("no")),
    field(
      "default-no-address", "the default of an e-mail address is a word without @",
      breaks: "WG1-02/3.5/default-format", at: "/format=email/default", .replace("billing")),
    field(
      "default-no-picture", "the default of an image is the Base64 of a text",
      breaks: "WG1-02/3.5/default-format", at: "/format=image/default", .replace("bm8gcGljdHVyZQ==")
    ),
    field(
      "unreferenced", "describes a registration field that no scope speaks of",
      breaks: "WG1-02/3.6/submitted-or-later", at: "/lakeland_leftover",
      .set([
        "id": "lakeland_leftover", "type": "internal_review",
        "description": "A review that no scope asks for any more.",
        "documentation": "{origin}/docs/registration",
      ])
    ).warnedOf(),
    field(
      "type-unknown", "the type of what is done online is 'form'",
      breaks: "WG1-02/3.6/type-enum", at: "/type=online_form/type", .set("form")),
    field(
      "type-case", "writes the type of an internal review with capital letters",
      breaks: "WG1-02/3.6/type-enum", at: "/type=internal_review/type", .set("Internal_Review")),
    field(
      "optional-without-default", "gives no registration field a default",
      breaks: "WG1-02/3.6/registration-field-optional-default", at: "/*/default", .remove),
    field(
      "payment-without-amount", "does not say how much is to be paid",
      breaks: "WG1-02/3.6/payment-amount", at: "/type=payment_required/amount", .remove),
    field(
      "payment-without-currency", "does not say in which currency is to be paid",
      breaks: "WG1-02/3.6/payment-currency", at: "/type=payment_required/currency", .remove),
    field(
      "currency-small", "writes the currency in small letters",
      breaks: "WG1-02/3.6/payment-currency", "WG1-02/3.5/field-currency",
      at: "/type=payment_required/currency", .set("usd")),
    field(
      "format-unknown", "the format of texts is 'number'", breaks: "WG1-02/3.7/format-enum",
      at: "/format=string/format", .set("number")),
    field(
      "format-nullable", "the format of what may be null is 'nullable_string'",
      breaks: "WG1-02/3.7/format-enum", at: "/format=string_or_null/format", .set("nullable_string")
    ),
  ]
}
