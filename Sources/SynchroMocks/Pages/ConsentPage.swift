import SynchroHTTP
import SynchroJSON

extension HTMLPage {
  /// The question whether a client may have what it asks for.
  static func consent(
    _ pending: PendingAuthorization, _ world: CDSWorld, _ call: CDSCall
  ) -> HTMLPage {
    let request = pending.request
    let client = world.state.clients[request.client]
    let name = escape(client?.name ?? "An application")
    let account = pending.user.flatMap { world.seed.account($0) }
    let person = escape(account.map { "\($0.name) (\($0.username))" } ?? pending.user ?? "")
    let isSandbox = client?.status == .sandbox
    let sandbox = """
      <p class="note">This application is being tried out. What you allow here opens test data \
      and no real ones.</p>
      """
    let own = client?.receiptURI.map { $0.url(at: call.request.origin) }
    let after =
      own == request.address.uri
      ? "Afterwards you are shown a receipt."
      : "Afterwards you are sent back to \(escape(host(of: request.address.uri)))."
    let waiting = """
      <p>Your answer completes an access that the application has been promised.</p>
      """
    return HTMLPage(
      title: "Allow \(client?.name ?? "an application") to use your data?",
      body: """
        <p>You are signed in as <strong>\(person)</strong>.</p>
        <p><strong>\(name)</strong> asks \(escape(world.seed.siteName)) for this:</p>
        \(ScopeWords(seed: world.seed).list(request.scopes, request.details))
        \(request.grant == nil ? "" : waiting)\(isSandbox ? sandbox : "")\(pages(of: client))
        <p class="note">\(after) You can say no, and nothing is shared.</p>
        <form method="post" action="\(CDSEndpoint.consent.path)">
        <input type="hidden" name="request" value="\(pending.id)">
        <div class="buttons">
        <button class="main" name="decision" value="approve">Allow</button>
        <button name="decision" value="deny">Do not allow</button>
        </div>
        <p class="buttons"><button class="link" name="decision" value="switch">Use another \
        account</button></p>
        </form>
        """,
      site: world.seed.siteName)
  }

  /// What the client says about itself.
  private static func pages(of client: ClientObject?) -> String {
    let known = [
      ("client_uri", "its website"), ("policy_uri", "its privacy policy"), ("tos_uri", "its terms"),
    ]
    let links = known.compactMap { key, words in
      client?.pages[key].map { link($0, words) }
    }
    guard !links.isEmpty else { return "" }
    return "<p>The application tells about itself: " + links.joined(separator: ", ") + ".</p>"
  }

  private static func host(of uri: String) -> String {
    guard let parsed = try? URI(uri) else { return "the application" }
    return parsed.hostField ?? "the application on this device"
  }
}
