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
  /// Dynamic client registration.
  case registration
  /// The token endpoint.
  case token
  /// Token revocation.
  case revocation
  /// Token introspection.
  case introspection
  /// Pushed authorization requests.
  case pushedRequest = "pushed-request"
  /// The authorization endpoint, its login and its consent.
  case authorization
  /// The redirect URI that the server makes.
  case receipt
  /// Clients, listed.
  case clientList = "client-list"
  /// One client.
  case client
  /// Server metadata for one client.
  case clientMetadata = "client-metadata"
  /// Messages, listed or created.
  case messageList = "message-list"
  /// One message.
  case message
  /// What people fill in, pay and download.
  case form
  /// Credentials, listed or created.
  case credentialList = "credential-list"
  /// One credential.
  case credential
  /// Grants, listed.
  case grantList = "grant-list"
  /// One grant.
  case grant
  /// Files, listed.
  case fileList = "file-list"
  /// One file.
  case file
  /// The content of a file.
  case fileData = "file-data"
  /// Nothing that the server knows.
  case unknown
}
