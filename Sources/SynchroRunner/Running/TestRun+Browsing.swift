import SynchroHTTP
import SynchroJSON
import SynchroText
import SynchroVerdict
import SynchroWire

/// What came of a person's visit.
struct VisitResult: Sendable {
  /// Where the browser was sent in the end.
  var url: String?
  /// Why it never came there.
  var fault: String?
}

extension TestRun {
  /// Pages that a visit takes at most, redirects included.
  private static let visitLimit = 20

  /// A person follows an authorization URL: signs in with a test account, answers, and is sent back
  /// to the client. Scripts are not run; every step is an exchange of the evidence.
  func visit(_ order: HookOrder, line: Int) async throws(StepFault) -> VisitResult {
    guard let text = order.text("url"), let start = try? URI(text), start.origin != nil else {
      return VisitResult(fault: "the argument 'url' is no http URL")
    }
    let account: TargetFile.Account
    switch testAccount(order.text("account") ?? "1") {
    case .success(let found): account = found
    case .failure(let why): return VisitResult(fault: why.reason)
    }
    guard let password = context.secrets.fill(account.password) else {
      return VisitResult(fault: "the password of '\(account.user)' is missing")
    }
    let filling = FormFilling(
      user: account.user, password: password,
      answer: FormFilling.Answer(rawValue: order.text("answer") ?? "accept") ?? .accept)
    let given = order.text("redirect_uri").flatMap { try? URI($0) }
    let named = HTTPForm(decoding: start.query ?? "")?["redirect_uri"]
    let end = given ?? named.flatMap { try? URI($0) }
    var cookies = CookieJar()
    var next = ExchangeOrder(.get, start, fields: ["Accept": "text/html"])
    var holdsPassword = false
    for _ in 0..<Self.visitLimit {
      guard let origin = next.url.origin else { break }
      // Where it goes counts, not where the form stood: a redirect may take it further.
      if holdsPassword, !context.trustedOrigins.contains(origin) {
        return VisitResult(
          fault: "the login at \(origin) is not allowed to see the password; add the line "
            + "'allow origin: \(origin)' to the target file if it may")
      }
      var sent = next
      if let line = cookies.line(for: origin) { sent.fields.append("Cookie", line) }
      let (_, answer, busy) = try await exchange(
        PreparedRequest(order: sent), line: line, redirectedFrom: nil)
      if let busy { return VisitResult(fault: busy) }
      if let fault = answer.fault { return VisitResult(fault: fault.sentence) }
      cookies.take(from: answer.fields, at: origin)
      guard let status = answer.status?.code else { break }
      if (300..<400).contains(status), let location = answer.fields["Location"] {
        guard let url = try? next.url.resolve(location) else {
          return VisitResult(fault: "it was sent to '\(VisibleText.excerpt(location))'")
        }
        if Self.isEnd(url, of: end) { return VisitResult(url: url.text) }
        // A login that keeps its method when it sends on is rare; people's browsers repeat it then.
        if status == 307 || status == 308 {
          next.url = url
        } else {
          next = ExchangeOrder(.get, url, fields: ["Accept": "text/html"])
          holdsPassword = false
        }
        continue
      }
      let page = HTMLForms(Array(answer.body.prefix(1 << 20)))
      guard let filled = filling.submission(of: page) else {
        let title = page.title.isEmpty ? "" : " ('\(VisibleText.excerpt(page.title))')"
        return VisitResult(
          fault: "the page\(title) at \(next.url.text) with status \(status) has no form that a "
            + "script can fill in")
      }
      guard let submitted = Self.order(filled, from: next.url) else {
        return VisitResult(fault: "the form at \(next.url.text) leads to no http URL")
      }
      next = submitted
      holdsPassword = filled.holdsPassword
    }
    return VisitResult(fault: "it was not sent back after \(Self.visitLimit) pages")
  }

  private struct NoAccount: Error { let reason: String }

  /// By its number in the order of names, or by its name.
  private func testAccount(_ name: String) -> Result<TargetFile.Account, NoAccount> {
    let accounts = context.target.accounts
    if let account = accounts[name] { return .success(account) }
    let names = accounts.keys.sorted()
    if let number = Int(name), number > 0, number <= names.count,
      let account = accounts[names[number - 1]]
    {
      return .success(account)
    }
    return .failure(
      NoAccount(
        reason: "the target file has \(ValueText.count(accounts.count, "account")), and '\(name)' "
          + "is asked for; add it to the section [accounts]"))
  }

  /// Whether the browser has come to the client: its redirect URI, or a URL with an answer in it.
  private static func isEnd(_ url: URI, of end: URI?) -> Bool {
    let parameters = HTTPForm(decoding: url.query ?? "")
    let hasAnswer = parameters?["code"] != nil || parameters?["error"] != nil
    guard let end else { return hasAnswer }
    return url.scheme == end.scheme && url.origin == end.origin && url.path == end.path
  }

  private static func order(_ form: FormFilling.Submission, from page: URI) -> ExchangeOrder? {
    let action = form.action.flatMap { $0.isEmpty ? nil : $0 }
    guard let url = try? action.map({ try page.resolve($0) }) ?? page, url.origin != nil else {
      return nil
    }
    guard form.isPost else {
      let base = url.text.prefix { $0 != "?" && $0 != "#" }
      return (try? URI(base + "?" + form.content.encoded)).map {
        ExchangeOrder(.get, $0, fields: ["Accept": "text/html"])
      }
    }
    var order = ExchangeOrder(
      .post, url,
      fields: ["Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"])
    order.body = Array(form.content.encoded.utf8)
    return order
  }
}
