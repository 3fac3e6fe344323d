import SynchroHTTP
import SynchroJSON

extension CDSDefect {
  private static let geoJSON: Set<CDSAnswer> = [.geoJSON]
  private static let restricted: Set<CDSAnswer> = [
    .restrictedMetadata, .restrictedCoverage, .restrictedResource,
  ]
  private static let mercator: JSONValue = [
    [
      [-10_274_788, 5_894_000], [-10_107_809, 5_877_000], [-10_096_677, 5_990_000],
      [-10_274_788, 5_894_000],
    ]
  ]

  /// CDS-WG1-01, section 4.3: what coverage entries link to.
  static let resources: [CDSDefect] = [
    CDSDefect(
      "geojson-is-archive", "serves a packed shapefile in place of GeoJSON",
      breaks: "WG1-01/4.3/geojson-is-geojson", in: geoJSON,
      [.reply(geoJSON, ReplyChange.content("PK\u{3}\u{4}shape", contentType: "application/zip"))]),
    CDSDefect(
      "geojson-type-unknown", "the GeoJSON object has a type that RFC 7946 does not know",
      breaks: "WG1-01/4.3/geojson-is-geojson", in: geoJSON,
      .edit("/type", .set("Territory"), in: geoJSON)),
    CDSDefect(
      "geojson-in-metres", "the coordinates are metres of Web Mercator",
      breaks: "WG1-01/4.3/geojson-wgs84", in: geoJSON,
      [
        .edits(
          geoJSON,
          [
            DocumentEdit("/features/*/geometry/coordinates", .replace(mercator)),
            DocumentEdit("/geometry/coordinates", .replace(mercator)),
          ])
      ]),
    CDSDefect(
      "geojson-other-system", "a crs member names another coordinate system",
      breaks: "WG1-01/4.3/geojson-wgs84", in: geoJSON,
      .edit(
        "/crs", .set(["type": "name", "properties": ["name": "urn:ogc:def:crs:EPSG::3857"]]),
        in: geoJSON)),
  ]

  /// CDS-WG1-01, sections 8.1 and 8.2: who may read what, and how often.
  static let access: [CDSDefect] = [
    CDSDefect(
      "access-well-known-needs-token", "wants an access token for the well-known metadata",
      breaks: "WG1-01/8.1/well-known-no-auth", "WG1-01/3.1/well-known-supported", in: .metadata,
      [.reply(.metadata, ReplyChange.refuseAnonymous)]),
    CDSDefect(
      "access-coverage-needs-token", "wants an access token for the coverage of public metadata",
      breaks: "WG1-01/8.1/public-object-public-links", "WG1-01/8.1/linked-resources-same-auth",
      in: .coverage, [.reply(.coverage, ReplyChange.refuseAnonymous)]),
    CDSDefect(
      "access-geojson-needs-key", "wants a further key for GeoJSON objects",
      breaks: "WG1-01/8.1/linked-resources-same-auth", "WG1-01/8.1/public-object-public-links",
      in: geoJSON, [.reply(geoJSON, ReplyChange.always(.forbidden, "an API key is missing"))]),
    CDSDefect(
      "access-restricted-map-needs-more", "refuses a map to those who may read the entry",
      breaks: "WG1-01/8.1/linked-resources-same-auth", in: [.restrictedResource],
      [.reply([.restrictedResource], ReplyChange.always(.forbidden, "this needs another login"))]),
    CDSDefect(
      "access-restricted-open", "lets everybody read what is restricted",
      breaks: "WG1-01/8.1/auth-process-for-restricted",
      in: restricted,
      [.rules(restricted) { $0.restrictedIsOpen = true }]),
    CDSDefect(
      "access-any-token-opens", "lets whoever shows any token read what is restricted",
      breaks: "WG1-01/8.1/only-approved-clients",
      in: restricted,
      [.rules(restricted) { $0.anyTokenOpens = true }]),
    CDSDefect(
      "access-rate-too-low", "answers 429 to every third request",
      breaks: "WG1-01/8.2/rate-limit-legitimate", in: [.metadata, .coverage],
      [
        .reply([.metadata, .coverage]) { call, response in
          guard call.number.isMultiple(of: 3) else { return }
          response = CDSCall.problem(
            .tooManyRequests, "wait for half a minute", fields: ["Retry-After": "30"])
        }
      ]
    ).warnedOf(),
  ]

  /// CDS-WG1-01, section 5: the metadata endpoint has moved.
  static let migration: [CDSDefect] = [
    CDSDefect(
      "previous-gone", "answers 410 where the metadata was before",
      breaks: "WG1-01/5/old-domain-redirect", in: [.redirect],
      [.reply([.redirect], ReplyChange.always(410, "this has moved"))]),
    CDSDefect(
      "previous-without-location", "redirects without saying where to",
      breaks: "WG1-01/5/redirect-location", in: [.redirect],
      [.reply([.redirect]) { _, response in response.head.fields.remove("Location") }]),
    CDSDefect(
      "previous-to-home-page", "redirects to the home page",
      breaks: "WG1-01/5/redirect-location", in: [.redirect],
      [
        .reply([.redirect]) { call, response in
          response.head.fields.set("Location", call.expand("{origin}/"))
        }
      ]),
  ]
}
