import SynchroHTTP
import SynchroJSON

extension CDSDefect {
  /// CDS-WG1-01, sections 4, 4.1 and 4.2: the listing, its pages, order and filters.
  static let listingBehaviour: [CDSDefect] = [
    CDSDefect(
      "listing-empty-is-204", "answers 204 when the listing has no entries",
      breaks: "WG1-01/4/get-200", "WG1-01/4.2/ids-unknown-excluded", in: .coverage,
      [
        .reply(.coverage) { call, response in
          guard String(decoding: response.body, as: UTF8.self).contains("\"coverage_entries\": []")
          else { return }
          response = HTTPResponse(.noContent)
        }
      ]),
    CDSDefect(
      "listing-status-203", "answers 203 in place of 200", breaks: "WG1-01/4/get-200",
      in: .coverage, [.reply(.coverage, ReplyChange.status(203))]),
    CDSDefect(
      "listing-bare-array", "serves the entries as a bare array",
      breaks: "WG1-01/4/body-json-listing", in: .coverage,
      .edit("", .transform { $0["coverage_entries"] ?? $0 }, in: .coverage)),
    CDSDefect(
      "listing-error-is-200", "answers unsupported methods with 200 and an error page",
      breaks: "WG1-01/4/error-status", in: .coverage,
      [.reply(.coverage, ReplyChange.errorPageFor200)]),
    CDSDefect(
      "listing-repeated-name", "sends the name of an entry twice, with different values",
      breaks: "WG1-01/3/json-unique-names", in: .coverage,
      .edit("/coverage_entries/0/name", .repeatMember("Another name"), in: .coverage)
    ).warnedOf(),
    CDSDefect(
      "listing-error-is-500", "answers unsupported methods with 500",
      breaks: "WG1-01/4/error-status", in: .coverage, [.reply(.coverage, ReplyChange.failure)]),
    CDSDefect(
      "listing-last-page-loops", "the last page links next to itself",
      breaks: "WG1-01/4.1/next-chain", in: .coverage,
      [.rules(.coverage) { $0.lastPageLinksToItself = true }]),
    CDSDefect(
      "listing-next-dangles", "next leads to nothing", breaks: "WG1-01/4.1/next-chain",
      in: .coverage,
      .edit(
        "/next", .transform { $0 == .null ? $0 : "{origin}/cds/nothing" }, in: .coverage)),
    CDSDefect(
      "listing-pages-overlap", "each page begins with the last entry of the page before",
      breaks: "WG1-01/4.1/next-chain", "WG1-01/4.3/id-unique", in: .coverage,
      [.rules(.coverage) { $0.pagesOverlap = true }]),
    CDSDefect(
      "listing-first-has-previous", "the first page has a previous page",
      breaks: "WG1-01/4.1/previous-chain", in: .coverage,
      [.rules(.coverage) { $0.firstPageHasPrevious = true }]),
    CDSDefect(
      "listing-previous-loops", "previous leads to the page it stands on",
      breaks: "WG1-01/4.1/previous-chain", in: .coverage,
      [.rules(.coverage) { $0.previousLeadsToItself = true }]),
    CDSDefect(
      "listing-previous-skips", "previous leads to the first page from every page",
      breaks: "WG1-01/4.1/previous-chain", in: .coverage,
      [.rules(.coverage) { $0.previousLeadsToTheFirst = true }]),
    CDSDefect(
      "listing-later-page-no-previous", "only the first page has the member previous",
      breaks: "WG1-01/4.1/field-previous", "WG1-01/4/body-json-listing", in: .coverage,
      .edit("", .transform { without("previous", $0) }, in: .coverage)),
    CDSDefect(
      "listing-later-page-no-next", "only the first page has the member next",
      breaks: "WG1-01/4.1/field-next", "WG1-01/4/body-json-listing", in: .coverage,
      .edit("", .transform { without("next", $0) }, in: .coverage)),
    CDSDefect(
      "listing-ascending", "lists the entry that changed longest ago first",
      breaks: "WG1-01/4.1/order-updated-desc", "WG1-01/4.1/most-recent-first", in: .coverage,
      [.rules(.coverage) { $0.order = .oldestFirst }]),
    CDSDefect(
      "listing-pinned", "puts an old entry in front of all others",
      breaks: "WG1-01/4.1/most-recent-first", "WG1-01/4.1/order-updated-desc", in: .coverage,
      [.rules(.coverage) { $0.order = .oldestPinned }]),
    CDSDefect(
      "filter-ids-ignored", "does not look at ids", breaks: "WG1-01/4.2/ids-filter",
      "WG1-01/4.2/ids-space-separated", "WG1-01/4.2/ids-unknown-excluded", in: .coverage,
      [.rules(.coverage) { $0.ids = .ignored }]),
    CDSDefect(
      "filter-ids-one-value", "takes the whole of ids for one id",
      breaks: "WG1-01/4.2/ids-space-separated", in: .coverage,
      [.rules(.coverage) { $0.ids = .oneValue }]),
    CDSDefect(
      "filter-union", "shows what any of several filters keeps",
      breaks: "WG1-01/4.2/filters-intersect", in: .coverage,
      [.rules(.coverage) { $0.filtersUnite = true }]),
    CDSDefect(
      "filter-falls-back", "shows everything when nothing matches",
      breaks: "WG1-01/4.2/ids-unknown-excluded", in: .coverage,
      [.rules(.coverage) { $0.showsEverythingWhenNothingMatches = true }]),
    CDSDefect(
      "filter-unknown-is-500", "breaks down when no entry is left",
      breaks: "WG1-01/4.2/ids-unknown-excluded", in: .coverage,
      [
        .reply(.coverage) { _, response in
          guard String(decoding: response.body, as: UTF8.self).contains("\"coverage_entries\": []")
          else { return }
          response = CDSCall.problem(.internalServerError, "index out of range")
        }
      ]),
    CDSDefect(
      "filter-lost-on-links", "forgets the filters from the second page on",
      breaks: "WG1-01/4.2/ids-filter", "WG1-01/4.1/next-chain", in: .coverage,
      [.rules(.coverage) { $0.keepsFiltersOnLinks = false }]),
  ]

  /// CDS-WG1-01, sections 4.3 to 4.7: what the entries say.
  static let coverageContent: [CDSDefect] = [
    CDSDefect(
      "entry-id-repeated", "gives the second entry of each page the id of the first",
      breaks: "WG1-01/4.3/id-unique", in: .coverage,
      .edit("/coverage_entries", .repeatFirst("id"), in: .coverage)),
    CDSDefect(
      "entry-abbreviation-empty", "writes an abbreviation that does not exist as an empty string",
      breaks: "WG1-01/4.3/abbreviation-null", in: .coverage,
      .edit(
        "/coverage_entries/*/entity_abbreviation", .transform { $0 == .null ? "" : $0 },
        in: .coverage)),
    CDSDefect(
      "entry-two-countries", "puts two countries in one entry",
      breaks: "WG1-01/4.3/country-one-entry-each", "WG1-01/4.3/field-country", in: .coverage,
      .edit("/coverage_entries/0/country", .set("US,CA"), in: .coverage)),
    CDSDefect(
      "entry-capability-coverage", "lists the capability coverage in every entry",
      breaks: "WG1-01/4.3/no-coverage-capability", in: .coverage,
      .edit("/coverage_entries/*/capabilities", .append("coverage"), in: .coverage)),
    CDSDefect(
      "entry-map-without-type", "gives map_resource without map_content_type",
      breaks: "WG1-01/4.3/map-content-type-if", in: .coverage,
      .edit("/coverage_entries/*/map_content_type", .remove, in: .coverage)),
    CDSDefect(
      "entry-map-type-untrue", "map_content_type is image/png, the map is something else",
      breaks: "WG1-01/4.3/map-content-type-true", in: .coverage,
      .edit("/coverage_entries/*/map_content_type", .replace("image/png"), in: .coverage)),
    CDSDefect(
      "entry-geographic-without-map", "gives geographic entries neither a map nor GeoJSON",
      breaks: "WG1-01/4.3/geographic-needs-map", in: .coverage,
      [
        .edits(
          .coverage,
          ["map_resource", "map_content_type", "geojson_resource"].map {
            DocumentEdit("/coverage_entries/*/\($0)", .remove)
          })
      ]),
    CDSDefect(
      "entry-type-unknown", "the type of every entry is 'territory'",
      breaks: "WG1-01/4.4/type-enum", in: .coverage,
      .edit("/coverage_entries/*/type", .set("territory"), in: .coverage)),
    CDSDefect(
      "entry-type-case", "writes the type of every entry with a capital letter",
      breaks: "WG1-01/4.4/type-enum", in: .coverage,
      .edit("/coverage_entries/*/type", .set("Logical"), in: .coverage)),
    CDSDefect(
      "entry-role-unknown", "the role of every entry is 'direct'",
      breaks: "WG1-01/4.5/role-enum", in: .coverage,
      .edit("/coverage_entries/*/role", .set("direct"), in: .coverage)),
    CDSDefect(
      "entry-infrastructure-unknown", "lists the infrastructure type 'utility'",
      breaks: "WG1-01/4.6/infrastructure-enum", in: .coverage,
      .edit("/coverage_entries/*/infrastructure_types", .append("utility"), in: .coverage)),
    CDSDefect(
      "entry-infrastructure-case", "writes the infrastructure type supplier with a capital letter",
      breaks: "WG1-01/4.6/infrastructure-enum", in: .coverage,
      .edit("/coverage_entries/*/infrastructure_types", .append("Supplier"), in: .coverage)),
    CDSDefect(
      "entry-commodity-spelling", "lists the commodity type 'natural-gas', with a hyphen",
      breaks: "WG1-01/4.7/commodity-enum", in: .coverage,
      .edit("/coverage_entries/*/commodity_types", .append("natural-gas"), in: .coverage)),
    CDSDefect(
      "entry-country-small", "writes the country of an entry in small letters",
      breaks: "WG1-01/2/country-code-type", in: .coverage,
      .edit("/coverage_entries/0/country", .set("us"), in: .coverage)
    ).warnedOf(),
    CDSDefect(
      "entry-commodity-unknown", "lists the commodity type 'gas'",
      breaks: "WG1-01/4.7/commodity-enum", in: .coverage,
      .edit("/coverage_entries/*/commodity_types", .append("gas"), in: .coverage)),
  ]

  /// A later page, known by its previous, without a member.
  private static func without(_ member: String, _ page: JSONValue) -> JSONValue {
    guard case .string? = page["previous"] else { return page }
    var page = page
    DocumentEdit("/\(member)", .remove).apply(to: &page)
    return page
  }
}
