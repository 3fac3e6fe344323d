/// The endpoints whose paths the server fixes itself, because clients learn them from the
/// authorization server metadata or from links.
public enum CDSEndpoint: String, Sendable, CaseIterable {
  /// The authorization server metadata (RFC 8414, section 3).
  case metadata = "/.well-known/oauth-authorization-server"
  /// RFC 6749, section 3.1.
  case authorization = "/oauth/authorize"
  /// Where its login form leads.
  case login = "/oauth/login"
  /// Where its consent form leads.
  case consent = "/oauth/consent"
  /// The redirect URI that the server makes for clients (CDS-WG1-02, section 4.2).
  case receipt = "/oauth/receipt"
  /// RFC 6749, section 3.2.
  case token = "/oauth/token"
  /// RFC 7591, section 3.
  case registration = "/oauth/register"
  /// RFC 7009, section 2.
  case revocation = "/oauth/revoke"
  /// RFC 7662, section 2.
  case introspection = "/oauth/introspect"
  /// RFC 9126, section 2.
  case pushedRequest = "/oauth/par"
  /// CDS-WG1-02, section 5.
  case clients = "/cds/clients"
  /// CDS-WG1-02, section 6.
  case messages = "/cds/messages"
  /// CDS-WG1-02, section 7.
  case credentials = "/cds/credentials"
  /// CDS-WG1-02, section 8.
  case grants = "/cds/grants"
  /// CDS-WG1-02, section 9.
  case files = "/cds/files"
  /// What people fill in, pay and download (CDS-WG1-02, section 3.6).
  case forms = "/forms"
  /// Server metadata for one client (CDS-WG1-02, section 5.1).
  case clientMetadata = "/client-metadata"

  /// Where it is.
  public var path: String { rawValue }

  /// How many bytes of content a request to a path may bring.
  static func bodyLimit(at path: String) -> Int {
    // More than a message may have, so that it is the message that is refused and not the request.
    if path == messages.path { return 16 << 20 }
    if path == registration.path || path.hasPrefix(clients.path) {
      return RegistrationEndpoint.bodyLimit
    }
    return CDSCall.usualBodyLimit
  }

  /// Its URL, up to the origin of the request.
  var url: String { "{origin}" + path }
}
