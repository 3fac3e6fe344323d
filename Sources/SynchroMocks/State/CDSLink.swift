/// A URL in the state: of a place on this server, whose origin each request decides, or as a client
/// has written it.
enum CDSLink: Sendable, Hashable, Codable {
  /// A path and query of this server.
  case own(String)
  /// A URL that came from outside, kept to the letter.
  case given(String)

  /// The URL as a client of that origin sees it.
  func url(at origin: String) -> String {
    switch self {
    case .own(let path): origin + path
    case .given(let text): text
    }
  }

  /// The link that a client means by a URL.
  init(_ text: String, at origin: String) {
    if text.hasPrefix(origin + "/") {
      self = .own(String(text.dropFirst(origin.count)))
    } else {
      self = .given(text)
    }
  }
}
