import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroText

/// What a client has learnt from a server's answers, the newest last, and never more than a little.
struct CDSKnowledge {
  /// Something that an answer told and a request may need.
  enum Kind: Hashable {
    /// Any access token.
    case token
    /// An access token of a client administrator.
    case administratorToken
    case refreshToken
    /// A token that opens a grant.
    case grantToken
    /// A grant of files that is open, with its client, as `grant client`.
    case filesGrant
    /// An authorization code, with the client and the place it is for, as `code client place`.
    case code
    case requestURI
    /// What a login or consent form keeps in a hidden field.
    case hidden
    case cookie
    /// A form out of a page, as `place?fields`.
    case form
    /// Identifiers of registrations, which only the operator sees.
    case registration
    /// Identifiers of objects of every kind.
    case identifier
    /// Paths of objects, by what they hold.
    case client
    case message
    case credential
    case grant
    case file
    /// Paths of pages, receipts and downloads.
    case link
  }

  /// A Client Object.
  struct Client {
    let id: String
    var secret: String?
    var scope = ""
    var redirectURI: String?
    var path: String?
    var object: JSONValue?

    /// HTTP Basic, RFC 6749, section 2.3.1.
    var authorization: String {
      "Basic " + Base64.encode(Array("\(id):\(secret ?? "")".utf8))
    }
  }

  private(set) var clients: [Client] = []
  private(set) var words: [Kind: [String]] = [:]
  private let limit = 24

  mutating func note(_ word: String, as kind: Kind) {
    guard !word.isEmpty, word.utf8.count < 2_000 else { return }
    words[kind, default: []].append(word)
    if let count = words[kind]?.count, count > limit { words[kind]?.removeFirst() }
  }

  /// Learns from the answer to a request.
  mutating func learn(from response: HTTPResponse, to request: HTTPRequest) {
    let fields = response.head.fields
    for cookie in fields.values("Set-Cookie") {
      note(String(cookie.prefix { $0 != ";" }), as: .cookie)
    }
    if let location = fields["Location"] { learn(fromRedirect: location) }
    let type = fields["Content-Type"] ?? ""
    // Objects are learnt from; long listings repeat what is known.
    guard response.body.count < 64 << 10 else { return }
    if type.hasPrefix("application/json"), response.head.status.category == .successful {
      let source = SourceText(name: "body", bytes: response.body)
      if let document = try? JSONDocument(parsing: source) {
        learn(from: document.root.value, depth: 0)
      }
    } else if type.hasPrefix("text/html") {
      learn(fromPage: String(decoding: response.body, as: UTF8.self), at: request.head.path)
    }
  }

  // MARK: - Objects

  private mutating func learn(from value: JSONValue, depth: Int) {
    guard depth < 6 else { return }
    switch value {
    case .array(let elements):
      for element in elements.prefix(8) { learn(from: element, depth: depth + 1) }
    case .object(let fields):
      if let id = value["client_id"].string { learnClient(id, from: value) }
      learnPlace(of: value)
      let scope = value["scope"].string ?? ""
      for field in fields {
        if case .string(let text) = field.value {
          learn(field.key, text, scope: scope)
        } else {
          learn(from: field.value, depth: depth + 1)
        }
      }
    case .null, .bool, .number, .string: break
    }
  }

  private mutating func learn(_ key: String, _ text: String, scope: String) {
    switch key {
    case "access_token":
      note(text, as: .token)
      if scope.contains("cds_client_admin") { note(text, as: .administratorToken) }
      if scope.contains("cds_grant_admin") { note(text, as: .grantToken) }
    case "refresh_token": note(text, as: .refreshToken)
    case "request_uri": note(text, as: .requestURI)
    case "registration": note(text, as: .registration)
    case _ where key.hasSuffix("_id"): note(text, as: .identifier)
    case "next", "previous": notePath(of: text, as: .link)
    case _ where key.hasSuffix("_uri") || key.hasSuffix("_next"): notePath(of: text, as: .link)
    default: break
    }
  }

  private mutating func learnClient(_ id: String, from object: JSONValue) {
    var client = clients.first { $0.id == id } ?? Client(id: id)
    clients.removeAll { $0.id == id }
    if let secret = object["client_secret"].string { client.secret = secret }
    // Grants and Credentials name a client too, but only Client Objects describe it.
    if let uri = object["cds_client_uri"].string {
      client.object = object
      client.path = path(of: uri)
      client.scope = object["scope"].string ?? ""
      if case .array(let places)? = object["redirect_uris"] {
        client.redirectURI = places.first.string
      }
    }
    clients.append(client)
    if clients.count > limit { clients.removeFirst() }
  }

  private mutating func learnPlace(of object: JSONValue) {
    if let uri = object["cds_client_uri"].string { notePath(of: uri, as: .client) }
    guard let uri = object["uri"].string else { return }
    if let grant = object["grant_id"].string, let client = object["client_id"].string,
      object["enabled_scope"].string?.contains("files") == true
    {
      note(grant + " " + client, as: .filesGrant)
    }
    for (member, kind) in Self.kinds where object[member] != nil {
      notePath(of: uri, as: kind)
      return
    }
  }

  private static let kinds: [(String, Kind)] = [
    ("credential_id", .credential), ("message_id", .message), ("grant_id", .grant),
    ("file_id", .file),
  ]

  // MARK: - Redirects and pages

  private mutating func learn(fromRedirect location: String) {
    notePath(of: location, as: .link)
    let parts = location.split(separator: "?", maxSplits: 1)
    guard parts.count == 2, let form = HTTPForm(decoding: String(parts[1])),
      let code = form["code"]
    else { return }
    // A code belongs to the client whose place it was sent to.
    let place = String(parts[0])
    guard let client = clients.last(where: { $0.redirectURI == place }) else { return }
    note("\(code) \(client.id) \(place)", as: .code)
  }

  /// The pages are ours: one form each, and its fields in the order that is looked for here.
  private mutating func learn(fromPage page: String, at path: String) {
    guard let form = page.firstMatch(of: #/<form method="post"(?: action="([^"]+)")?>/#) else {
      return
    }
    var fields: [HTTPForm.Field] = []
    for match in page.matches(of: #/<input ([^>]+)>/#) {
      guard let name = match.1.firstMatch(of: #/name="([^"]+)"/#) else { continue }
      let value = match.1.firstMatch(of: #/value="([^"]*)"/#).map { String($0.1) }
      fields.append(.init(String(name.1), value ?? "4111 1111 1111 1111"))
      if name.1 == "request", let value { note(value, as: .hidden) }
    }
    let action = form.1.map(String.init) ?? path
    note(action + "?" + HTTPForm(fields).encoded, as: .form)
  }

  private mutating func notePath(of url: String, as kind: Kind) {
    if let path = path(of: url) { note(path, as: kind) }
  }

  /// What stands behind the origin of a URL.
  private func path(of url: String) -> String? {
    guard let scheme = url.firstRange(of: "://"),
      let slash = url[scheme.upperBound...].firstIndex(of: "/")
    else { return nil }
    return String(url[slash...])
  }
}

extension Optional<JSONValue> {
  var string: String? {
    if case .string(let text)? = self { text } else { nil }
  }
}
