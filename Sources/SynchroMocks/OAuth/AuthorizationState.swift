import SynchroJSON
import SynchroTiming

/// What authorizations under way need: pushed requests, sessions, requests that wait for a person's
/// answer, and codes. Anybody can make some of them, so each has a limit.
struct AuthorizationState: Sendable, Codable {
  /// How long a pushed request may be used. RFC 9126, section 2.2.
  static let pushedLifetime = Duration.seconds(90)
  /// How long a code may be redeemed. RFC 6749, section 4.1.2.
  static let codeLifetime = Duration.seconds(300)
  /// How many requests of one client may wait for people: all come from strangers, and those of one
  /// client must not push out those of others.
  static let pendingPerClient = 500
  /// How many wrong passwords an account takes until it has to rest.
  static let loginAttempts = 20
  /// How long it rests.
  static let loginRest = Duration.seconds(300)
  /// What somebody reads who tries it meanwhile.
  static let restSentence =
    "There were too many wrong passwords for this account. Try again in a few minutes."

  /// Used ones are remembered until no page of theirs can still be open.
  var pushed = ExpiringTable<PushedRequest>(lifetime: .seconds(1_800), limit: 5_000)
  /// How many were pushed, for those who count them.
  var pushedCount = 0
  var sessions = ExpiringTable<BrowserSession>(lifetime: .seconds(3_600), limit: 10_000)
  /// How long somebody may think about a page before it must be asked for again.
  var pending = ExpiringTable<PendingAuthorization>(lifetime: .seconds(900), limit: 5_000)
  /// Used and expired ones are remembered, so that their second use is noticed and their receipts
  /// can be shown.
  var codes = ExpiringTable<AuthorizationCode>(lifetime: .seconds(7_200), limit: 20_000)
  /// The wrong passwords of late, by username; of accounts that exist, so there are few.
  var wrongPasswords: [String: WrongPasswords] = [:]
}

/// The wrong passwords that somebody has given for an account.
struct WrongPasswords: Sendable, Codable {
  var count: Int
  let end: Timestamp
}

/// An authorization request that a client has pushed. RFC 9126, section 2.
struct PushedRequest: Sendable, Codable {
  let client: String
  let parameters: AuthorizationParameters
  let expires: Timestamp
  var isUsed = false
}

/// A browser in which somebody has signed in.
struct BrowserSession: Sendable, Codable {
  let user: String
  /// What the browser's cookie was before: pages that were open then still work.
  let before: [String]
}

/// A good request that waits for a person.
struct PendingAuthorization: Sendable, Codable {
  let id: String
  let request: AuthorizationRequest
  /// The cookie of the browser that alone may answer; another one once somebody has signed in.
  var browser: String
  /// The pushed request that it came from.
  let pushed: String?
  /// Who has signed in for it.
  var user: String?
}

/// A code and what it is good for. RFC 6749, section 4.1.2.
struct AuthorizationCode: Sendable, Codable {
  let client: String
  let registration: String
  /// Where the code was sent.
  let redirectURI: String
  /// Whether the request named that place.
  let isRedirectNamed: Bool
  /// RFC 7636, section 4.4.
  let challenge: String?
  let scopes: [String]
  let details: [JSONValue]
  let user: String
  let grant: String
  /// What the person has been shown as a receipt.
  let receipt: String?
  let lineage: String
  let issued: Timestamp
  var isUsed = false
  /// Set when the grant is to learn of the authorization from the token request alone.
  var isGrantOutdated = false
}
