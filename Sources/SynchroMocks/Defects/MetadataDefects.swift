import SynchroHTTP
import SynchroJSON

extension CDSDefect {
  /// CDS-WG1-01, sections 3 and 3.1: how the metadata object is served.
  static let metadataBehaviour: [CDSDefect] = [
    CDSDefect(
      "metadata-plain-http-only", "sends every HTTPS request for the metadata to plain HTTP",
      breaks: "WG1-01/3/https-url-offered", in: .metadata,
      [
        .reply(.metadata) { call, response in
          guard call.request.origin.hasPrefix("https://") else { return }
          response = HTTPResponse(
            .movedPermanently,
            fields: [
              "Location": call.expand("http://{host}" + call.request.path), "Content-Length": "0",
            ])
        }
      ]
    ).overTLS(),
    CDSDefect(
      "metadata-get-refused", "answers 405 to GET of the metadata",
      breaks: "WG1-01/3/get-method", "WG1-01/3/success-200", in: .metadata,
      [.reply(.metadata, ReplyChange.always(.methodNotAllowed, "use POST"))]),
    CDSDefect(
      "metadata-status-203", "answers 203 in place of 200", breaks: "WG1-01/3/success-200",
      in: .metadata, [.reply(.metadata, ReplyChange.status(203))]),
    CDSDefect(
      "metadata-array", "puts the metadata object in an array",
      breaks: "WG1-01/3/json-object-body", "WG1-01/3/body-format", in: .metadata,
      .edit("", .transform { .array([$0]) }, in: .metadata)),
    CDSDefect(
      "metadata-trailing-comma", "ends the metadata object with a comma, which JSON forbids",
      breaks: "WG1-01/3/json-object-body", in: .metadata,
      [
        .reply(.metadata) { _, response in
          guard let end = response.body.lastIndex(of: UInt8(ascii: "}")) else { return }
          response.body.insert(UInt8(ascii: ","), at: end)
        }
      ]),
    CDSDefect(
      "metadata-other-format", "serves a valid JSON object of another kind",
      breaks: "WG1-01/3/body-format", in: .metadata,
      .edit("", .transform { _ in ["status": "ok", "uptime": 12] }, in: .metadata)),
    CDSDefect(
      "metadata-error-is-200", "answers unsupported methods with 200 and an error page",
      breaks: "WG1-01/3/error-status", in: .metadata,
      [.reply(.metadata, ReplyChange.errorPageFor200)]),
    CDSDefect(
      "metadata-error-is-500", "answers unsupported methods with 500",
      breaks: "WG1-01/3/error-status", in: .metadata, [.reply(.metadata, ReplyChange.failure)]),
    CDSDefect(
      "metadata-repeated-name", "sends name twice, with different values",
      breaks: "WG1-01/3/json-unique-names", in: .metadata,
      .edit("/name", .repeatMember("Another name"), in: .metadata)
    ).warnedOf(),
    CDSDefect(
      "metadata-not-well-known", "serves the metadata at /cds-metadata.json alone",
      breaks: "WG1-01/3.1/well-known-supported", "WG1-02/3.1/implements-wg1-01", in: .metadata,
      [
        .alias("/cds-metadata.json", of: CDSSeed.wellKnownPath),
        .reply(.metadata) { call, response in
          guard call.request.path == CDSSeed.wellKnownPath else { return }
          response = CDSCall.problem(.notFound, "nothing is at '\(call.request.path)'")
        },
      ]),
  ]

  private static let secondWellKnown: JSONValue =
    "{origin}/subsidiary/.well-known/cds-server-metadata.json"

  /// CDS-WG1-01, sections 3.2 and 3.4, and CDS-WG1-02, section 3.1: what the object says.
  static let metadataContent: [CDSDefect] = [
    CDSDefect(
      "metadata-version-wrong", "cds_metadata_version is 1.0", breaks: "WG1-01/3.2/version-is-v1",
      in: .metadata, .edit("/cds_metadata_version", .set("1.0"), in: .metadata)),
    CDSDefect(
      "metadata-url-not-canonical", "cds_metadata_url is the website",
      breaks: "WG1-01/3.2/metadata-url-canonical", in: .metadata,
      .edit("/cds_metadata_url", .set("{origin}/"), in: .metadata)),
    CDSDefect(
      "metadata-url-of-another", "cds_metadata_url is that of another metadata object",
      breaks: "WG1-01/3.2/metadata-url-canonical", in: .metadata,
      .edit(
        "/cds_metadata_url", .set("{origin}/subsidiary/cds-server-metadata.json"), in: .metadata)),
    CDSDefect(
      "metadata-support-mailto", "support is a mail address, which no client can read",
      breaks: "WG1-01/2/url-type", in: .metadata,
      .edit("/support", .set("mailto:help@cds.example"), in: .metadata)
    ).warnedOf(),
    CDSDefect(
      "metadata-created-after-updated", "created is later than updated",
      breaks: "WG1-01/3.2/created-meaning", in: .metadata,
      .edit("/created", .set("2025-06-01T00:00:00Z"), in: .metadata)
    ).warnedOf(),
    CDSDefect(
      "metadata-created-regenerated", "created is the moment of the request",
      breaks: "WG1-01/3.2/created-meaning", in: .metadata,
      .edit("/created", .set("{now}"), in: .metadata)),
    CDSDefect(
      "metadata-created-in-future", "created lies far in the future",
      breaks: "WG1-01/3.2/created-meaning", in: .metadata,
      .edit("/created", .set("2999-01-01T00:00:00Z"), in: .metadata)),
    CDSDefect(
      "metadata-updated-in-future", "updated lies far in the future",
      breaks: "WG1-01/3.2/updated-meaning", in: .metadata,
      .edit("/updated", .set("2999-01-01T00:00:00Z"), in: .metadata)),
    CDSDefect(
      "metadata-updated-regenerated", "updated changes although nothing else does",
      breaks: "WG1-01/3.2/updated-meaning", in: .metadata,
      .edit("/updated", .set("{now}"), in: .metadata)),
    CDSDefect(
      "metadata-updated-stale", "the description changes with each request, updated does not",
      breaks: "WG1-01/3.2/updated-meaning", in: .metadata,
      .edit("/description", .set("Has answered {count} requests."), in: .metadata)),
    CDSDefect(
      "metadata-capabilities-no-union", "capabilities lacks oauth, which coverage entries list",
      breaks: "WG1-01/3.2/capabilities-union", "WG1-02/3.1/oauth-capability", in: .metadata,
      .edit("/capabilities", .set(["coverage"]), in: .metadata)),
    CDSDefect(
      "metadata-coverage-missing", "lists the capability coverage without a coverage URL",
      breaks: "WG1-01/3.2/coverage-required-if", "WG1-01/3.4/coverage-value-required",
      "WG1-01/4/url-in-metadata", in: .metadata, .edit("/coverage", .remove, in: .metadata)),
    CDSDefect(
      "metadata-coverage-null", "lists the capability coverage with null for its URL",
      breaks: "WG1-01/3.4/coverage-value-required", "WG1-01/3.2/field-coverage", in: .metadata,
      .edit("/coverage", .set(nil), in: .metadata)),
    CDSDefect(
      "metadata-related-is-page", "related_metadata leads to a page for people",
      breaks: "WG1-01/3.2/related-metadata-targets", in: .metadata,
      .edit("/related_metadata", .set(["{origin}/docs"]), in: .metadata)),
    CDSDefect(
      "metadata-related-is-listing", "related_metadata leads to a JSON object of another kind",
      breaks: "WG1-01/3.2/related-metadata-targets", in: .metadata,
      .edit("/related_metadata", .set(["{origin}/subsidiary/coverage.json"]), in: .metadata)),
    CDSDefect(
      "metadata-related-hidden", "leaves the subsidiary out of related_metadata",
      breaks: "WG1-01/3.3/related-links-subdivisions", in: .metadata,
      .edit("/related_metadata", .remove, in: .metadata)),
    CDSDefect(
      "metadata-second-well-known", "a subsidiary claims a well-known address, too",
      breaks: "WG1-01/3.3/single-well-known", in: [.metadata, .declaration],
      [
        .edits(.metadata, [DocumentEdit("/related_metadata", .set([secondWellKnown]))]),
        .edits(
          [.declaration], [DocumentEdit("/values/other_metadata_urls", .set([secondWellKnown]))]),
        .alias(
          "/subsidiary/.well-known/cds-server-metadata.json",
          of: "/subsidiary/cds-server-metadata.json"),
      ]),
    CDSDefect(
      "metadata-capability-case", "lists the capability 'Coverage', with a capital letter",
      breaks: "WG1-01/3.4/enum-values", in: .metadata,
      .edit("/capabilities", .append("Coverage"), in: .metadata)),
    CDSDefect(
      "metadata-capability-unknown", "lists a capability that nobody has defined",
      breaks: "WG1-01/3.4/enum-values", in: .metadata,
      .edit("/capabilities", .append("telepathy"), in: .metadata)),
    CDSDefect(
      "metadata-no-oauth", "lists oauth nowhere, neither in the metadata nor in coverage entries",
      breaks: "WG1-02/3.1/oauth-capability", in: [.metadata, .coverage],
      [
        .edits(.metadata, [DocumentEdit("/capabilities", .set(["coverage"]))]),
        .edits(.coverage, [DocumentEdit("/coverage_entries/*/capabilities", .set([]))]),
      ]),
    CDSDefect(
      "metadata-oauth-is-page", "oauth_metadata leads to the documentation",
      breaks: "WG1-02/3.1/oauth-metadata-resolves", "WG1-02/3/metadata-hosted", in: .metadata,
      .edit("/oauth_metadata", .set("{origin}/docs"), in: .metadata)),
    CDSDefect(
      "metadata-oauth-plain-http", "oauth_metadata is a URL without TLS",
      breaks: "RFC8414/3/https", "WG1-02/3.1/https-get", in: .metadata,
      .edit(
        "/oauth_metadata", .set(.string("http://{host}" + CDSEndpoint.metadata.path)),
        in: .metadata)
    ).overTLS(),
  ]
}
