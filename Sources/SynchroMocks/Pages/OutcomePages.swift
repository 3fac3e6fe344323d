import SynchroJSON
import SynchroTiming

extension HTMLPage {
  /// What somebody has agreed to. CDS-WG1-02, section 4.2.
  static func receipt(
    _ receipt: String, _ code: AuthorizationCode, _ world: CDSWorld, _ call: CDSCall
  ) -> HTMLPage {
    let client = escape(world.state.clients[code.client]?.name ?? "The application")
    // The address of a receipt may be passed on; who has agreed is for the one who has.
    let reader = world.user(of: call)
    let account = reader == code.user ? world.seed.account(code.user) : nil
    let person = account.map { "\($0.name) (\($0.username))" }
    let who = person.map { "<dt>Signed in as</dt><dd>\(escape($0))</dd>" } ?? ""
    let time = escape(CivilTime(code.issued, fractionDigits: 0).description)
    return HTMLPage(
      title: "Access was given",
      body: """
        <p class="good" role="status"><strong>\(client)</strong> may now use what you have \
        allowed.</p>
        <p>Keep this receipt code. The application knows it, too, and either side can name it in \
        a question.</p>
        <p class="receipt">\(escape(receipt))</p>
        \(ScopeWords(seed: world.seed).list(code.scopes, code.details))
        <dl><dt>Given on</dt><dd><time datetime="\(time)">\(words(code.issued))</time></dd>\(who)</dl>
        <h2>What now?</h2>
        <p>You can close this page, or print it first.</p>
        """,
      site: world.seed.siteName)
  }

  /// A moment as people say it: `4 March 2026, 09:05 UTC`.
  private static func words(_ time: Timestamp) -> String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let civil = CivilTime(time)
    let month = months.indices.contains(civil.month - 1) ? months[civil.month - 1] : "?"
    let clock = [civil.hour, civil.minute].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "\(civil.day) \(month) \(civil.year), \(clock.joined(separator: ":")) UTC"
  }

  /// Why nothing was given.
  static func refused(_ error: String, _ description: String) -> HTMLPage {
    let sentence =
      switch error {
      case "access_denied": "You did not agree, so nothing is shared with the application."
      case "cds_grant_id_invalid_user":
        "This access is to be given by somebody else than the account that you have signed in with."
      case "cds_grant_id_invalid_value":
        "The access that the application speaks of does not wait for your answer."
      case "login_required", "consent_required":
        "The application wanted an answer without asking you, and that is not possible."
      default: "The application has asked in a way that cannot be answered."
      }
    let more = description.isEmpty ? "" : ": " + escape(String(description.prefix(300)))
    return HTMLPage(
      title: "No access was given",
      body: """
        <p class="problem" role="alert">\(sentence)</p>
        <p>Nothing has changed. You can go back to the application and start again.</p>
        <p class="note">For the makers of the application: \
        <code>\(escape(String(error.prefix(60))))</code>\(more).</p>
        """)
  }

  /// A receipt that says nothing, which only a defect shows.
  static let plainReceipt = HTMLPage(
    title: "Access was given", body: "<p class=\"good\">Thank you. Everything is done.</p>")

  /// Why nothing can be done, and for the makers of the client the code of the error.
  static func problem(_ sentence: String, code: String? = nil) -> HTMLPage {
    let more = code.map { "<p class=\"note\">For its makers: <code>\(escape($0))</code>.</p>" }
    guard let more else {
      return HTMLPage(
        title: "This cannot go on",
        body: "<p class=\"problem\" role=\"alert\">\(escape(sentence))</p>")
    }
    return HTMLPage(
      title: "This cannot go on",
      body: """
        <p>The application that sent you here has made a mistake, so you have not been asked for \
        anything and nothing is shared.</p>
        <p class="problem" role="alert">What is wrong: \(escape(sentence)).</p>
        \(more)
        """)
  }
}
