/// A pattern for the path of a request: `*` stands for any part between two slashes, `**` for any
/// number of them.
struct PathPattern: Sendable, Equatable {
  private let segments: [String]

  /// A pattern; nil when it does not begin with `/` or `**`.
  init?(_ text: String) {
    guard text.hasPrefix("/") || text.hasPrefix("**"), text.utf8.count <= 1000 else { return nil }
    segments = Self.split(text[...])
    guard segments.count <= 32 else { return nil }
  }

  /// Whether the path of a target fits: of a URL its path, in every case without the query.
  func matches(_ target: String) -> Bool {
    guard target.utf8.count <= 4096 else { return false }
    var path = Substring(target)
    if let scheme = path.firstRange(of: "://") {
      path = path[scheme.upperBound...]
      path = path.firstIndex(of: "/").map { path[$0...] } ?? "/"
    }
    path = path.prefix { $0 != "?" && $0 != "#" }
    let parts = Self.split(path)
    guard parts.count <= 256 else { return false }
    // Row by row: which numbers of parts the first segments can cover.
    var reach = [Bool](repeating: false, count: parts.count + 1)
    reach[0] = true
    for segment in segments {
      var next = [Bool](repeating: false, count: parts.count + 1)
      for count in 0...parts.count where reach[count] {
        if segment == "**" {
          for more in count...parts.count { next[more] = true }
          break
        }
        if count < parts.count, segment == "*" || segment == parts[count] { next[count + 1] = true }
      }
      reach = next
    }
    return reach[parts.count]
  }

  private static func split(_ text: Substring) -> [String] {
    text.split { $0 == "/" }.map(String.init)
  }
}
