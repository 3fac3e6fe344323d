import SynchroHTTP
import SynchroJSON

extension CDSDefect {
  private static let geoJSON: Set<CDSAnswer> = [.geoJSON]
  private static let restricted: Set<CDSAnswer> = [
    .restrictedMetadata, .restrictedCoverage, .restrictedResource,
  ]
  private static let mercator: JSONValue = [
    [-10_274_788, 5_894_000], [-10_107_809, 5_877_000], [-10_096_677, 5_990_000],
    [-10_274_788, 5_894_000],
  ]

  /// Polygons get this ring.
  private static func coordinates(_ ring: JSONValue) -> [DocumentEdit] {
    [
      DocumentEdit("/features/*/geometry/coordinates", .replace([ring])),
      DocumentEdit("/geometry/coordinates", .replace([ring])),
    ]
  }

  private static func link(_ url: String) -> JSONValue {
    ["type": "link", "properties": ["href": .string(url), "type": "proj4"]]
  }

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
      [.edits(geoJSON, coordinates(mercator))]),
    CDSDefect(
      "geojson-other-system", "a crs member names another coordinate system",
      breaks: "WG1-01/4.3/geojson-wgs84", in: geoJSON,
      .edit(
        "/crs", .set(["type": "name", "properties": ["name": "urn:ogc:def:crs:EPSG::3857"]]),
        in: geoJSON)),
    CDSDefect(
      "geojson-other-system-linked", "a crs member links to another coordinate system",
      breaks: "WG1-01/4.3/geojson-wgs84", in: geoJSON,
      .edit("/crs", .set(link("https://systems.example/ref/epsg/3857/proj4/")), in: geoJSON)),
    CDSDefect(
      "geojson-system-behind-link", "a crs member links to a file that may describe any system",
      breaks: "WG1-01/4.3/geojson-wgs84", in: geoJSON,
      .edit("/crs", .set(link("{origin}/maps/system.prj")), in: geoJSON)
    ).warnedOf(),
    CDSDefect(
      "geojson-latitude-first", "the coordinates have the latitude in front",
      breaks: "WG1-01/4.3/geojson-wgs84", in: geoJSON,
      [
        .edits(
          geoJSON, coordinates([[46, -93], [46, -91], [47, -91], [46, -93]]))
      ]),
    CDSDefect(
      "geojson-beyond-antimeridian", "the coordinates go on beyond 180 degrees of longitude",
      breaks: "WG1-01/4.3/geojson-wgs84", in: geoJSON,
      [.edits(geoJSON, coordinates([[179, 46], [182, 46], [182, 47], [179, 46]]))]
    ).warnedOf(),
    CDSDefect(
      "map-type-generic", "serves maps as application/octet-stream",
      breaks: "WG1-01/4.3/map-content-type-true", in: [.map],
      [.reply([.map], ReplyChange.contentType("application/octet-stream"))]
    ).warnedOf(),
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
      "WG1-01/4/get-200", in: .coverage, [.reply(.coverage, ReplyChange.refuseAnonymous)]),
    CDSDefect(
      "access-geojson-needs-key", "wants a further key for GeoJSON objects",
      breaks: "WG1-01/8.1/linked-resources-same-auth", "WG1-01/8.1/public-object-public-links",
      in: geoJSON, [.reply(geoJSON, ReplyChange.always(.forbidden, "an API key is missing"))]),
    CDSDefect(
      "access-pages-need-login", "refuses its pages for people to those who have not signed in",
      breaks: "WG1-01/8.1/linked-resources-same-auth", "WG1-01/8.1/public-object-public-links",
      in: [.page], [.reply([.page], ReplyChange.always(.forbidden, "sign in first"))]
    ).warnedOf(),
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
      "moved-url-of-before", "cds_metadata_url is still that of the domain before",
      breaks: "WG1-01/5/new-domain-content", in: .metadata,
      .edit(
        "/cds_metadata_url", .set("http://127.0.0.2:9/.well-known/cds-server-metadata.json"),
        in: .metadata)),
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
