import SynchroJSON

// Where users are sent back to, and what holds for authorization requests that say nothing else.
extension ClientUpdate {
  mutating func readRedirects() throws(CDSProblem) {
    let standard = [old.receiptURI].compactMap { $0 }
    guard let value = member("redirect_uris") else {
      new.redirectURIs = standard
      return
    }
    guard let texts = value.textValues else {
      throw .redirect("'redirect_uris' must be an array of strings")
    }
    if old.responseTypes.isEmpty {
      guard texts.isEmpty else {
        throw .redirect("'redirect_uris' must be empty for a client that never asks users")
      }
      return
    }
    var links: [CDSLink] = []
    for text in texts {
      let link = try RedirectURI.link(text, old, call)
      if !links.contains(link) { links.append(link) }
    }
    guard !links.isEmpty, links.count <= RedirectURI.limit else {
      throw .redirect("'redirect_uris' must have from 1 to \(RedirectURI.limit) URIs")
    }
    new.redirectURIs = links
  }

  mutating func readDefaults(_ world: CDSWorld) throws(CDSProblem) {
    let names = ["cds_default_scope", "cds_default_redirect_uri"]
    let details = "cds_default_authorization_details"
    guard !old.responseTypes.isEmpty else {
      for name in names + [details] where member(name) != nil {
        throw .metadata(name, "is for clients that ask users, which this one cannot")
      }
      return
    }
    new.defaultScope = try defaultScope(names[0])
    new.defaultRedirectURI = try defaultRedirect(names[1])
    new.defaultDetails = try defaultDetails(details, world)
  }

  private func defaultScope(_ name: String) throws(CDSProblem) -> String {
    guard let text = try string(name) else { return new.scope }
    let words = CDSWorld.union([try ScopeList.read(text)])
    let allowed = words.filter { new.scopes.contains($0) }
    // Who takes a scope away and sends the rest back as it was means the rest of the default, too.
    guard allowed == words || text == old.defaultScope else {
      throw .metadata(name, "must be scopes of the client: '\(new.scope)'")
    }
    return allowed.joined(separator: " ")
  }

  private func defaultRedirect(_ name: String) throws(CDSProblem) -> CDSLink? {
    let standard = new.redirectURIs.first { $0 == old.receiptURI } ?? new.redirectURIs.first
    guard let text = try string(name) else { return standard }
    func isMeant(_ link: CDSLink) -> Bool {
      link.url(at: call.request.origin).utf8.elementsEqual(text.utf8)
    }
    let link = new.redirectURIs.first(where: isMeant)
    guard link != nil || old.defaultRedirectURI.map(isMeant) ?? false else {
      throw .metadata(name, "must be one of the redirect_uris")
    }
    return link ?? standard
  }

  private func defaultDetails(
    _ name: String, _ world: CDSWorld
  ) throws(CDSProblem) -> [JSONValue] {
    guard let value = member(name) else { return [] }
    guard case .array(let entries) = value else { throw .metadata(name, "must be an array") }
    if entries == old.defaultDetails ?? [] {
      return entries.filter { $0["type"]?.textValue.map(new.detailsTypes.contains) ?? false }
    }
    do throws(CDSProblem) {
      return try world.validDetails(entries, for: new, at: call.now)
    } catch {
      throw .metadata(name, "cannot be taken: " + error.sentence)
    }
  }
}
