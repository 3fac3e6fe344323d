import SynchroHTTP
import SynchroWire

/// The cookies of one visit, each for the origin that set it.
struct CookieJar: Sendable {
  private var cookies: [Origin: [(name: String, value: String)]] = [:]

  /// Takes the cookies of an answer.
  mutating func take(from fields: HTTPFields, at origin: Origin) {
    for line in fields.values("Set-Cookie") {
      let parts = line.split(separator: ";", omittingEmptySubsequences: false)
      guard let equals = parts.first?.firstIndex(of: "="), let pair = parts.first else { continue }
      let name = Self.trimmed(pair[..<equals])
      let value = Self.trimmed(pair[pair.index(after: equals)...])
      guard !name.isEmpty else { continue }
      var kept = (cookies[origin] ?? []).filter { $0.name != name }
      let isGone = parts.dropFirst().contains {
        let attribute = Self.trimmed($0).lowercased()
        return attribute == "max-age=0" || attribute.hasPrefix("max-age=-")
      }
      if !isGone, kept.count < 50 { kept.append((name, value)) }
      cookies[origin] = kept
    }
  }

  /// The header line for an origin; nil when it has set none.
  func line(for origin: Origin) -> String? {
    guard let all = cookies[origin], !all.isEmpty else { return nil }
    return all.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " || text.first == "\t" { text.removeFirst() }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text)
  }
}
