import SynchroDigest
import SynchroHTTP
import SynchroTiming

/// The cookie that tells one browser from another. It says nothing about who sits in front of it.
enum BrowserCookie {
  static let name = "cds_browser"

  /// The value that came, if it is one that this server can have made.
  static func value(in call: CDSCall) -> String? {
    for line in call.request.fields.values("Cookie") {
      for pair in line.split(separator: ";") {
        let parts = pair.trimmingPrefix(while: { $0 == " " }).split(separator: "=", maxSplits: 1)
        guard parts.count == 2, parts[0] == name else { continue }
        if parts[1].utf8.count == 43 { return String(parts[1]) }
      }
    }
    return nil
  }

  /// The field that sets it. `Lax` keeps it away from forms that other sites post here.
  static func field(_ value: String, for call: CDSCall) -> HTTPFields {
    let security = call.request.origin.hasPrefix("https:") ? "; Secure" : ""
    return ["Set-Cookie": "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax" + security]
  }
}

extension CDSWorld {
  /// Who has signed in with the browser of a request.
  func user(of call: CDSCall) -> String? {
    BrowserCookie.value(in: call).flatMap {
      state.authorizations.sessions.value($0, at: call.now)?.user
    }
  }

  /// The cookie that a browser has from this server, for a session or for a page that is open. What
  /// somebody else has put there is not taken up: he would know it.
  func browser(of call: CDSCall) -> String? {
    guard let value = BrowserCookie.value(in: call) else { return nil }
    let authorizations = state.authorizations
    let isOurs =
      authorizations.sessions.value(value, at: call.now) != nil
      || authorizations.pending.values.contains { $0.browser.utf8.elementsEqual(value.utf8) }
    return isOurs ? value : nil
  }

  /// What a browser's cookie is and was, the last few.
  func cookies(of browser: String, at now: Timestamp) -> [String] {
    let before = state.authorizations.sessions.value(browser, at: now)?.before ?? []
    return Array(([browser] + before).prefix(6))
  }

  /// The request that a form is about, for the browser that was shown the form and no other: else a
  /// page of somebody else could answer in the name of whoever has signed in here. Once somebody has
  /// signed in for it the cookie of that session counts alone: others may know an older one.
  func pending(_ id: String?, for call: CDSCall) throws(CDSProblem) -> PendingAuthorization {
    guard let id, let pending = state.authorizations.pending.value(id, at: call.now) else {
      throw call.problemPage(
        "This page is no longer good: the request has been answered, or waited for too long. "
          + "Go back to the application and start again.")
    }
    let browser = BrowserCookie.value(in: call)
    let isRight =
      if pending.user == nil {
        browser.map { cookies(of: $0, at: call.now).contains(pending.browser) } ?? false
      } else {
        browser.map { $0.utf8.elementsEqual(pending.browser.utf8) } ?? false
      }
    guard isRight else {
      throw call.problemPage(
        "This page was opened in another browser or before you signed in again, or your browser "
          + "keeps no cookies. "
          + "Allow cookies for this site, go back to the application and start again.",
        .forbidden)
    }
    return pending
  }

  /// Checks a password. Wrong ones are counted, and an account that had many rests for a while.
  mutating func signIn(
    _ username: String, _ password: String, _ call: CDSCall
  ) throws(CDSProblem) -> CDSSeed.Account? {
    if let seconds = rest(of: username, at: call.now) {
      throw call.problemPage(
        AuthorizationState.restSentence, .tooManyRequests,
        fields: ["Retry-After": String(seconds)])
    }
    return checkPassword(username, password, at: call.now)
  }

  /// How many seconds an account has to rest after many wrong passwords; nil when it need not.
  mutating func rest(of username: String, at now: Timestamp) -> Int64? {
    guard let account = seed.account(username),
      let wrong = state.authorizations.wrongPasswords[account.username]
    else { return nil }
    guard wrong.end > now else {
      state.authorizations.wrongPasswords[account.username] = nil
      return nil
    }
    guard wrong.count >= AuthorizationState.loginAttempts else { return nil }
    return now.duration(to: wrong.end).components.seconds + 1
  }

  /// Compares a password of an account that does not rest, and counts it when it is wrong.
  mutating func checkPassword(
    _ username: String, _ password: String, at now: Timestamp
  ) -> CDSSeed.Account? {
    let account = seed.account(username)
    // The same work for accounts that do not exist.
    let isRight = ConstantTime.equal((account?.password ?? "-").utf8, password.utf8)
    guard let account, isRight else {
      if let account {
        let known = state.authorizations.wrongPasswords[account.username]
        state.authorizations.wrongPasswords[account.username] = WrongPasswords(
          count: (known?.count ?? 0) + 1,
          end: known?.end ?? now.advanced(by: AuthorizationState.loginRest))
      }
      return nil
    }
    state.authorizations.wrongPasswords[account.username] = nil
    return account
  }
}
