import SynchroJSON

extension CDSDefect {
  /// CDS-WG1-01, section 2: what the types of values mean, each broken once.
  static let valueTypes: [CDSDefect] = [
    CDSDefect(
      "type-string-number", "sends the id of every coverage entry as a number",
      breaks: "WG1-01/2/string-type", "WG1-01/4.3/field-id", in: .coverage,
      .edit("/coverage_entries/*/id", .set(1001), in: .coverage)),
    CDSDefect(
      "type-datetime-no-zone", "writes updated of the metadata object without T and offset",
      breaks: "WG1-01/2/datetime-type", "WG1-01/3.2/field-updated", in: .metadata,
      .edit("/updated", .set("2024-01-01 00:00:00"), in: .metadata)),
    CDSDefect(
      "type-datetime-impossible", "created of every coverage entry is the 30th of February",
      breaks: "WG1-01/2/datetime-type", "WG1-01/4.3/field-created", in: .coverage,
      .edit("/coverage_entries/*/created", .set("2024-02-30T00:00:00Z"), in: .coverage)),
    CDSDefect(
      "type-url-relative", "writes coverage of the metadata object as a relative path",
      breaks: "WG1-01/2/url-type", "WG1-01/3.2/field-coverage", in: .metadata,
      .edit("/coverage", .set("/cds/coverage.json"), in: .metadata)),
    CDSDefect(
      "type-url-without-host", "documentation of the metadata object is a URL without a host",
      breaks: "WG1-01/2/url-type", "WG1-01/3.2/field-documentation", in: .metadata,
      .edit("/documentation", .set("https:///docs"), in: .metadata)),
    CDSDefect(
      "type-mime-bare", "map_content_type is 'png', without a type in front",
      breaks: "WG1-01/2/mime-type-type", "WG1-01/4.3/field-map-content-type", in: .coverage,
      .edit("/coverage_entries/*/map_content_type", .replace("png"), in: .coverage)),
    CDSDefect(
      "type-country-digits", "the country of every coverage entry is the number of ISO 3166",
      breaks: "WG1-01/2/country-code-type", "WG1-01/4.3/field-country", in: .coverage,
      .edit("/coverage_entries/*/country", .set("840"), in: .coverage)),
  ]
}
