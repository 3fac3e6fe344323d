internal import SynchroDigest
internal import SynchroHTTP

extension Proxy {
  /// Why a proxy variable could not be used.
  public enum EnvironmentFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The scheme is one that we cannot tunnel through.
    case unsupportedScheme(variable: String, scheme: String)
    /// The value is no `[scheme://][user:password@]host[:port]`.
    case unreadable(variable: String)

    /// What is wrong and what to write instead. The value is not shown: it may hold a password.
    public var description: String {
      switch self {
      case .unsupportedScheme(let variable, let scheme):
        "\(variable) names a '\(scheme)' proxy; use http:// or socks5h://"
      case .unreadable(let variable):
        "\(variable) is no [http://|socks5h://][user:password@]host[:port]"
      }
    }
  }

  /// What the customary variables of an environment say about one target.
  ///
  /// `http_proxy` is honoured in lower case only: a CGI server sets `HTTP_PROXY` from a request
  /// field. `no_proxy` lists names (with their subdomains), addresses, or `*`. A missing port is
  /// 1080, as for curl.
  public static func fromEnvironment(
    _ environment: [String: String], isSecure: Bool, host: String
  ) throws(EnvironmentFault) -> Proxy {
    let excluded = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
    if isExcluded(host, by: excluded) { return .direct }
    let variables =
      (isSecure ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]) + ["all_proxy", "ALL_PROXY"]
    for variable in variables {
      guard let value = environment[variable], !value.isEmpty else { continue }
      return try parse(value, variable: variable)
    }
    return .direct
  }

  private static func isExcluded(_ host: String, by list: String) -> Bool {
    let host = bare(host.lowercased())
    for entry in list.lowercased().split(whereSeparator: { $0 == "," || $0 == " " }) {
      if entry == "*" { return true }
      let name = bare(String(entry.drop { $0 == "." }))
      if host == name || host.hasSuffix("." + name) { return true }
    }
    return false
  }

  /// Without the brackets of an IPv6 address and without the dot that ends an absolute name.
  private static func bare(_ host: String) -> String {
    if host.hasPrefix("["), host.hasSuffix("]") { return String(host.dropFirst().dropLast()) }
    return host.hasSuffix(".") ? String(host.dropLast()) : host
  }

  private static func parse(
    _ value: String, variable: String
  ) throws(EnvironmentFault) -> Proxy {
    var rest = value[...]
    var scheme = "http"
    if let mark = rest.firstIndex(of: ":"), rest[mark...].hasPrefix("://") {
      scheme = rest[..<mark].lowercased()
      rest = rest[rest.index(mark, offsetBy: 3)...]
    }
    guard scheme == "http" || scheme == "socks5h" else {
      throw .unsupportedScheme(variable: variable, scheme: scheme)
    }
    if let slash = rest.firstIndex(of: "/") { rest = rest[..<slash] }
    var credentials: ProxyCredentials?
    if let at = rest.lastIndex(of: "@") {
      let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let user = PercentCoding.decode(parts[0]),
        let password = PercentCoding.decode(parts.count > 1 ? parts[1] : ""),
        let known = ProxyCredentials(
          user: user, password: Secret(password, label: Secret.Label("proxy-password")))
      else { throw .unreadable(variable: variable) }
      credentials = known
      rest = rest[rest.index(after: at)...]
    }
    guard let (host, port) = hostAndPort(rest) else { throw .unreadable(variable: variable) }
    let server = ProxyServer(host: host, port: port, credentials: credentials)
    return scheme == "http" ? .http(server) : .socks5h(server)
  }

  private static func hostAndPort(_ text: Substring) -> (String, UInt16)? {
    var host = text
    var port: UInt16 = 1080
    let afterAddress = text.hasPrefix("[") ? text.lastIndex(of: "]") : text.startIndex
    guard let afterAddress else { return nil }
    if let colon = text[afterAddress...].lastIndex(of: ":") {
      guard let number = UInt16(text[text.index(after: colon)...]), number > 0 else { return nil }
      host = text[..<colon]
      port = number
    }
    if host.hasPrefix("[") {
      guard host.hasSuffix("]") else { return nil }
      host = host.dropFirst().dropLast()
    }
    return host.isEmpty ? nil : (String(host), port)
  }
}
