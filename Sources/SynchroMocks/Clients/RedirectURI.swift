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
    // As bytes: strings are the same when they look the same, as K and the sign of Kelvin do.
    func isMeant(_ link: CDSLink) -> Bool {
      link.url(at: call.request.origin).utf8.elementsEqual(text.utf8)
    }
    if let receipt = client.receiptURI, isMeant(receipt) { return receipt }
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      throw .redirect("a redirect URI must be of ASCII characters; others are percent-encoded")
    }
    if let known = client.redirectURIs.first(where: isMeant) { return known }
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
    default: uri.scheme.contains(".") && !dangerous.contains(letters(of: uri.scheme))
    }
  }

  /// Schemes that a browser runs or opens itself, in no spelling.
  private static let dangerous: Set<String> = ["javascript", "vbscript", "data", "file"]

  private static func letters(of scheme: String) -> String {
    scheme.lowercased().filter { $0.isLetter }
  }
}

extension CDSProblem {
  /// A refusal of redirect URIs. RFC 7591, section 3.2.2.
  static func redirect(_ sentence: String) -> CDSProblem {
    .oauth("invalid_redirect_uri", sentence)
  }
}
