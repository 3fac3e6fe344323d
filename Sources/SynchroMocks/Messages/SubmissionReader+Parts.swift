import SynchroDigest
import SynchroHTTP
import SynchroJSON

extension SubmissionReader {
  static let attachmentLimit = 100
  static let listLimit = 100
  /// How many values the authorization details of one grant may be made of, and how deep they are.
  static let detailsNodes = 500
  static let detailsDepth = 16

  // MARK: - Attachments

  /// The attachments, each checked: CDS-WG1-02, section 6.7.
  func attachments() throws(CDSProblem) -> [JSONValue]? {
    guard let value = object["attachments"] else { return nil }
    guard let attachments = value.arrayValue else {
      throw Self.refusal("'attachments' must be an array")
    }
    guard attachments.count <= Self.attachmentLimit else {
      throw Self.refusal("a message may have up to \(Self.attachmentLimit) attachments")
    }
    for attachment in attachments { try Self.check(attachment: attachment) }
    return attachments.map { $0.keeping(["filename", "mime_type", "data"]) }
  }

  private static func check(attachment: JSONValue) throws(CDSProblem) {
    guard attachment.kind == .object else {
      throw refusal("each of 'attachments' must be an object")
    }
    guard let name = attachment["filename"]?.textValue, !name.isEmpty else {
      throw refusal("'filename' of an attachment must be a string that is not empty")
    }
    guard let type = attachment["mime_type"]?.textValue, MediaType(type) != nil else {
      throw refusal("'mime_type' of an attachment must be a media type, such as application/pdf")
    }
    guard let data = attachment["data"]?.textValue else {
      throw refusal("'data' of an attachment must be a string")
    }
    do {
      _ = try Base64.decode(data)
    } catch {
      throw refusal("'data' of an attachment must be Base64 of RFC 4648, section 4: \(error)")
    }
  }

  // MARK: - Submissions

  /// The answers to what the server has asked for.
  func updates(
    of kind: Message.Kind, answering request: Message?, _ attachments: [JSONValue]
  ) throws(CDSProblem) -> [JSONValue]? {
    guard kind == .clientSubmission else {
      guard object["updates_requested"] == nil else {
        throw Self.refusal("only a client_submission may have 'updates_requested'")
      }
      return nil
    }
    guard let value = object["updates_requested"] else {
      if request?.kind == .pdfFormRequest, !attachments.isEmpty { return nil }
      if request == nil || call.has(.submissionWithoutUpdates) { return nil }
      throw Self.refusal(
        request?.kind == .pdfFormRequest
          ? "attach the form, or link to it by 'uri' in 'updates_requested'"
          : "'updates_requested' is missing")
    }
    guard let updates = value.arrayValue, !updates.isEmpty, updates.count <= Self.listLimit else {
      throw Self.refusal("'updates_requested' must be an array of 1 to \(Self.listLimit) objects")
    }
    let asked = request?.updatesRequested?.compactMap { $0["field"]?.textValue }
    for update in updates { try check(update: update, asked: asked.map(Set.init)) }
    return updates.map { update in
      // The others are the server's to say, and values of any size.
      update.keeping(["field", "name", "description", "uri"]).withTextsAlone
    }
  }

  private func check(update: JSONValue, asked: Set<String>?) throws(CDSProblem) {
    guard let field = update["field"]?.textValue else {
      throw Self.refusal("'field' of each of 'updates_requested' must be a string")
    }
    if let asked, !asked.contains(field) {
      throw Self.refusal("'field' of 'updates_requested' is none that was asked for")
    }
    if let uri = update["uri"] {
      guard let text = uri.textValue, Self.isURL(text) else {
        throw Self.refusal("'uri' of 'updates_requested' must be a URL")
      }
    } else if update["description"]?.textValue == nil {
      throw Self.refusal("each of 'updates_requested' needs a 'description' or a 'uri'")
    }
  }

  // MARK: - Grants

  /// The grants that are asked for: CDS-WG1-02, section 6.6.
  func grants(
    of kind: Message.Kind, for client: ClientObject?
  ) throws(CDSProblem) -> [JSONValue]? {
    guard kind == .grantRequest else {
      guard object["grants_requested"] == nil else {
        throw Self.refusal("only a grant_request may have 'grants_requested'")
      }
      return nil
    }
    guard let value = object["grants_requested"] else {
      if call.has(.grantRequestWithoutList) { return nil }
      throw Self.refusal("'grants_requested' is missing")
    }
    guard let grants = value.arrayValue, !grants.isEmpty, grants.count <= Self.listLimit else {
      throw Self.refusal("'grants_requested' must be an array of 1 to \(Self.listLimit) objects")
    }
    for grant in grants { try check(grant: grant, for: client) }
    return grants.map { $0.keeping(["scope", "authorization_details"]) }
  }

  private func check(grant: JSONValue, for client: ClientObject?) throws(CDSProblem) {
    guard let scope = grant["scope"]?.textValue else {
      throw Self.refusal("'scope' of each of 'grants_requested' must be a string")
    }
    guard let details = grant["authorization_details"]?.arrayValue else {
      throw Self.refusal("'authorization_details' of each of 'grants_requested' must be an array")
    }
    let all = JSONValue.array(details)
    guard all.nodes <= Self.detailsNodes, all.depth <= Self.detailsDepth else {
      throw Self.refusal(
        "'authorization_details' may be made of up to \(Self.detailsNodes) values, up to "
          + "\(Self.detailsDepth) deep")
    }
    let scopes = scope.split(separator: " ").map(String.init)
    guard let client = client ?? grantee(of: scopes) else {
      throw Self.refusal("none of your clients has the scope '\(scope)'")
    }
    guard scopes.allSatisfy({ client.scopes.contains($0) }) else {
      throw Self.refusal("the client has not the scope '\(scope)'")
    }
    guard !call.has(.grantRequestOfAnyType) else { return }
    _ = try world.validDetails(details, for: client, at: call.now)
    try world.requireDetails(of: scopes, in: details)
  }

  /// Without a link, the grants are for the client of this registration that has the scope.
  private func grantee(of scopes: [String]) -> ClientObject? {
    world.grantee(of: scopes, in: token.registration)
  }

  // MARK: - Links

  /// What the message is about, and the client that it is about.
  func related(
    to kind: Message.Kind
  ) throws(CDSProblem) -> (related: Message.Related?, client: ClientObject?) {
    let value = object["related_uri"] ?? .null
    let type = try relatedType()
    guard value != .null else {
      if kind == .productionRequest, !call.has(.anyProductionTarget) {
        throw Self.refusal("'related_uri' must be the cds_client_uri of a sandbox client of yours")
      }
      return (nil, nil)
    }
    guard let text = value.textValue, Self.isURL(text) else {
      throw Self.refusal("'related_uri' must be a URL or null")
    }
    let link = CDSLink(text, at: call.origin)
    switch kind {
    case .productionRequest:
      guard let client = client(at: link), client.registration == token.registration,
        client.statusOptions.contains(.sandbox)
      else {
        if call.has(.anyProductionTarget) { return (.init(link: link, type: .client), nil) }
        throw Self.refusal("'related_uri' must be the cds_client_uri of a sandbox client of yours")
      }
      return (.init(link: link, type: .client), client)
    case .grantRequest:
      // The client may be another registration's: a "third-party" grant.
      guard let client = client(at: link) else {
        throw Self.refusal("'related_uri' must be the cds_client_uri of a client")
      }
      return (.init(link: link, type: .client), client)
    default:
      return (.init(link: link, type: Self.kind(of: link) ?? type ?? .moreInfo), nil)
    }
  }

  private func relatedType() throws(CDSProblem) -> Message.RelatedType? {
    guard let value = object["related_type"], value != .null else { return nil }
    guard let type = value.textValue.flatMap(Message.RelatedType.init(rawValue:)) else {
      throw Self.refusal("'related_type' must be one of the strings of CDS-WG1-02, section 6.4")
    }
    return type
  }

  private func client(at link: CDSLink) -> ClientObject? {
    world.client(at: link)
  }

  /// What a link within this server leads to.
  private static func kind(of link: CDSLink) -> Message.RelatedType? {
    guard case .own(let path) = link else { return nil }
    let kinds: [(CDSEndpoint, list: Message.RelatedType, one: Message.RelatedType)] = [
      (.clients, .clientList, .client), (.messages, .messageList, .message),
      (.credentials, .credentialList, .credential), (.grants, .grantList, .grant),
    ]
    let place = path.prefix { $0 != "?" }
    for (endpoint, list, one) in kinds {
      if place == endpoint.path { return list }
      if place.hasPrefix(endpoint.path + "/") { return one }
    }
    return nil
  }

  /// A URI of RFC 3986 with a scheme, and with a host where the scheme is that of the web.
  static func isURL(_ text: String) -> Bool {
    guard text.utf8.count <= 4_000, let uri = try? URI(text), !uri.scheme.isEmpty else {
      return false
    }
    let isWeb = ["http", "https"].contains(uri.scheme.lowercased())
    return !isWeb || uri.host?.isEmpty == false
  }
}

extension CDSWorld {
  /// The client at a link of this server, whosever it is.
  func client(at link: CDSLink) -> ClientObject? {
    let prefix = CDSEndpoint.clients.path + "/"
    guard case .own(let path) = link, path.hasPrefix(prefix) else { return nil }
    return state.clients[String(path.dropFirst(prefix.count))]
  }

  /// The client of a registration that grants of these scopes are for.
  func grantee(of scopes: [String], in registration: String) -> ClientObject? {
    state.clients.owned(by: registration).first { client in
      scopes.allSatisfy { client.scopes.contains($0) }
    }
  }
}

extension JSONValue {
  /// An object without the members that are no strings.
  fileprivate var withTextsAlone: JSONValue {
    guard case .object(let fields) = self else { return self }
    return .object(fields.filter { $0.value.textValue != nil })
  }
}
