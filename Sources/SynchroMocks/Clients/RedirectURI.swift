import SynchroHTTP
import SynchroJSON

/// What clients may register as redirect URIs. RFC 6749, section 3.1.2; RFC 8252, section 7.
enum RedirectURI {
  /// How many a client may have.
  static let limit = 100
  private static let lengthLimit = 2_000

  /// The link that a client means: the server's receipt page, or a place of its own.
  static func link(
    _ text: String, _ client: ClientObject, _ call: CDSCall
  ) throws(CDSProblem) -> CDSLink {
    if let receipt = client.receiptURI, receipt.url(at: call.request.origin) == text {
      return receipt
    }
    if client.redirectURIs.contains(.given(text)) { return .given(text) }
    guard text.utf8.count <= lengthLimit else {
      throw .redirect("a redirect URI may have up to \(lengthLimit) bytes")
    }
    guard let uri = try? URI(text) else {
      throw .redirect("a redirect URI must be absolute: 'https://…'")
    }
    guard uri.fragment == nil else { throw .redirect("a redirect URI must have no fragment") }
    guard uri.userinfo == nil, isSafe(uri) else {
      throw .redirect(
        "a redirect URI must be of https, of http on the user's own machine, or of a scheme that "
          + "is a reversed domain name of yours")
    }
    return .given(text)
  }

  private static func isSafe(_ uri: URI) -> Bool {
    switch uri.scheme.lowercased() {
    case "https": true
    case "http": ["localhost", "127.0.0.1", "[::1]"].contains(uri.host?.lowercased() ?? "")
    default: uri.scheme.contains(".")
    }
  }
}

extension CDSProblem {
  /// A refusal of redirect URIs. RFC 7591, section 3.2.2.
  static func redirect(_ sentence: String) -> CDSProblem {
    .oauth("invalid_redirect_uri", sentence)
  }
}
