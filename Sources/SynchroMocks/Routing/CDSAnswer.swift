/// What a request asks for, as defects and their tests tell answers apart.
public enum CDSAnswer: String, Sendable, CaseIterable {
  /// The metadata object at the well-known path.
  case metadata
  /// A public metadata object elsewhere.
  case relatedMetadata = "related-metadata"
  /// A metadata object for token holders.
  case restrictedMetadata = "restricted-metadata"
  /// The coverage of the well-known metadata object.
  case coverage
  /// The coverage of a public metadata object elsewhere.
  case relatedCoverage = "related-coverage"
  /// Coverage for token holders.
  case restrictedCoverage = "restricted-coverage"
  /// A picture.
  case map
  /// A GeoJSON object.
  case geoJSON = "geojson"
  /// A map or another file for token holders.
  case restrictedResource = "restricted-resource"
  /// What the server declares about itself to a conformance run.
  case declaration
  /// A page for people.
  case page
  /// A place that has moved.
  case redirect
  /// The authorization server metadata.
  case authorizationServer = "authorization-server"
  /// An endpoint that is announced and does not work yet.
  case unfinished
  /// Nothing that the server knows.
  case unknown
}

/// Which part of the seed answers a path.
enum CDSRoute: Sendable {
  case metadata(CDSSeed.Metadata)
  case coverage(CDSSeed.Coverage, of: CDSSeed.Metadata)
  case redirect(CDSSeed.Redirect)
  case resource(CDSSeed.Resource)
  case page(CDSSeed.Page)
  case authorizationServer
  case unfinished(CDSEndpoint)
  case unknown

  /// How the answer is told apart from others.
  var answer: CDSAnswer {
    switch self {
    case .metadata(let source):
      source.access == .tokenHolders
        ? .restrictedMetadata
        : source.path == CDSSeed.wellKnownPath ? .metadata : .relatedMetadata
    case .coverage(_, let source):
      source.access == .tokenHolders
        ? .restrictedCoverage
        : source.path == CDSSeed.wellKnownPath ? .coverage : .relatedCoverage
    case .redirect: .redirect
    case .resource(let resource) where resource.path == CDSSeed.declarationPath: .declaration
    case .resource(let resource):
      resource.access == .tokenHolders
        ? .restrictedResource : resource.contentType.contains("json") ? .geoJSON : .map
    case .page: .page
    case .authorizationServer: .authorizationServer
    case .unfinished: .unfinished
    case .unknown: .unknown
    }
  }

  /// Who may have it.
  var access: CDSSeed.Access {
    switch self {
    case .metadata(let source), .coverage(_, let source): source.access
    case .resource(let resource): resource.access
    default: .everybody
    }
  }
}

/// Finds the route of a path.
struct CDSRouter: Sendable {
  private let routes: [String: CDSRoute]

  init(_ seed: CDSSeed) {
    var routes: [String: CDSRoute] = [:]
    for endpoint in CDSEndpoint.allCases { routes[endpoint.path] = .unfinished(endpoint) }
    routes[CDSEndpoint.metadata.path] = .authorizationServer
    for source in seed.metadata {
      routes[source.path] = .metadata(source)
      if let coverage = source.coverage { routes[coverage.path] = .coverage(coverage, of: source) }
    }
    for redirect in seed.redirects { routes[redirect.from] = .redirect(redirect) }
    for resource in seed.resources { routes[resource.path] = .resource(resource) }
    for page in seed.pages { routes[page.path] = .page(page) }
    self.routes = routes
  }

  func route(_ path: String) -> CDSRoute { routes[path] ?? .unknown }
}
