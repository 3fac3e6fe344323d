/// Which part of the server answers a path.
enum CDSRoute: Sendable {
  case metadata(CDSSeed.Metadata)
  case coverage(CDSSeed.Coverage, of: CDSSeed.Metadata)
  case redirect(CDSSeed.Redirect)
  case resource(CDSSeed.Resource)
  case page(CDSSeed.Page)
  case authorizationServer
  /// A fixed endpoint, with what stands behind its path: an object's name, or nothing.
  case endpoint(CDSEndpoint, String)
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
    case .endpoint(let endpoint, let rest): endpoint.answer(rest)
    case .unknown: .unknown
    }
  }

  /// Whether the seed alone decides what is there.
  var isDocument: Bool {
    switch self {
    case .metadata, .coverage, .resource, .page, .authorizationServer: true
    case .redirect, .endpoint, .unknown: false
    }
  }

  /// Who may have it; the endpoints look for themselves.
  var access: CDSSeed.Access {
    switch self {
    case .metadata(let source), .coverage(_, let source): source.access
    case .resource(let resource): resource.access
    default: .everybody
    }
  }
}

extension CDSEndpoint {
  /// How the answers at its path, and below it, are told apart.
  func answer(_ rest: String) -> CDSAnswer {
    switch self {
    case .metadata: .authorizationServer
    case .authorization, .login, .consent: .authorization
    case .receipt: .receipt
    case .token: .token
    case .registration: .registration
    case .revocation: .revocation
    case .introspection: .introspection
    case .pushedRequest: .pushedRequest
    case .clients: rest.isEmpty ? .clientList : .client
    case .messages: rest.isEmpty ? .messageList : .message
    case .credentials: rest.isEmpty ? .credentialList : .credential
    case .grants: rest.isEmpty ? .grantList : .grant
    case .files: rest.isEmpty ? .fileList : rest.hasSuffix("/data") ? .fileData : .file
    case .forms: .form
    case .clientMetadata: .clientMetadata
    }
  }

  /// Whether paths below its own belong to it.
  var hasChildren: Bool {
    switch self {
    case .clients, .messages, .credentials, .grants, .files, .forms, .clientMetadata, .receipt: true
    case .metadata, .authorization, .login, .consent, .token, .registration, .revocation,
      .introspection, .pushedRequest:
      false
    }
  }
}

/// Finds the route of a path.
struct CDSRouter: Sendable {
  private let routes: [String: CDSRoute]

  init(_ seed: CDSSeed) {
    var routes: [String: CDSRoute] = [:]
    for endpoint in CDSEndpoint.allCases { routes[endpoint.path] = .endpoint(endpoint, "") }
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

  func route(_ path: String) -> CDSRoute {
    if let route = routes[path] { return route }
    for endpoint in CDSEndpoint.allCases where endpoint.hasChildren {
      let prefix = endpoint.path + "/"
      guard path.hasPrefix(prefix), path.utf8.count > prefix.utf8.count else { continue }
      return .endpoint(endpoint, String(path.dropFirst(prefix.count)))
    }
    return .unknown
  }
}
