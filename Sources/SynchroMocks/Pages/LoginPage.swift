import SynchroJSON

extension HTMLPage {
  /// The login of the authorization endpoint; again with what was wrong.
  static func login(
    _ pending: PendingAuthorization, _ world: CDSWorld, username: String = "", problem: String = ""
  ) -> HTMLPage {
    let client = escape(world.state.clients[pending.request.client]?.name ?? "An application")
    let hub = escape(world.seed.siteName)
    let warning =
      problem.isEmpty ? "" : "<p class=\"problem\" role=\"alert\">\(escape(problem))</p>"
    let description = problem.isEmpty ? "" : " aria-invalid=\"true\""
    return HTMLPage(
      title: "Sign in",
      body: """
        <p><strong>\(client)</strong> would like to use data that \(hub) holds about you. Sign in \
        to see what it asks for. Nothing is shared before you agree.</p>
        \(warning)
        <form method="post" action="\(CDSEndpoint.login.path)">
        <input type="hidden" name="request" value="\(pending.id)">
        <label>Username
        <input name="username" value="\(escape(username))" autocomplete="username" \
        autocapitalize="none" spellcheck="false" maxlength="200" required\(description)></label>
        <label>Password
        <input name="password" type="password" autocomplete="current-password" maxlength="200" \
        required\(description)></label>
        <div class="buttons">
        <button class="main">Sign in</button>
        <button name="decision" value="deny" formnovalidate>Cancel</button>
        </div>
        </form>
        """,
      site: world.seed.siteName,
      footer: """
        This is a reference server, and its customers are made up. \
        <a href="/test-accounts">Test accounts</a> are documented.
        """)
  }
}

extension CDSSeed {
  /// What the server calls itself.
  var siteName: String {
    let object = metadata.first { $0.path == Self.wellKnownPath }?.object ?? []
    let value = object.first { $0.key == "name" }?.value
    guard case .string(let name)? = value else { return "Reference server" }
    return name
  }
}
