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
      let name = pair[..<equals].trimmed
      let value = pair[pair.index(after: equals)...].trimmed
      guard !name.isEmpty else { continue }
      var kept = (cookies[origin] ?? []).filter { $0.name != name }
      let isGone = parts.dropFirst().contains {
        let attribute = $0.trimmed.lowercased()
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
}
