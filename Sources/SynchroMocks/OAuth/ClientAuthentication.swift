import SynchroDigest
import SynchroHTTP
import SynchroTiming

/// A client that has shown who it is, and how.
struct AuthenticatedClient: Sendable {
  let client: ClientObject
  /// Whose secret it has shown; nil for a client that has none.
  let credential: Credential?
}

extension CDSCall {
  /// Finds out which client asks. RFC 6749, section 2.3: in one way alone, and in the way that it
  /// is registered for.
  func authenticate(
    _ parameters: OAuthParameters, _ world: inout CDSWorld
  ) throws(CDSProblem) -> AuthenticatedClient {
    let shown = try shownCredentials(parameters)
    guard let client = world.state.clients[shown.id] else { throw Self.invalidClient() }
    guard shown.method == client.authMethod else {
      throw Self.invalidClient("this client does not show its secret in that way")
    }
    guard client.status != .disabled else { throw Self.invalidClient() }
    guard let secret = shown.secret else {
      return AuthenticatedClient(client: client, credential: nil)
    }
    guard let credential = world.credential(of: client, showing: secret, self) else {
      try world.refuseGuessing(of: client.id, at: now)
      world.noteGuess(of: client.id, at: now)
      throw Self.invalidClient()
    }
    world.state.access.guesses[client.id] = nil
    return AuthenticatedClient(client: client, credential: credential)
  }

  /// RFC 6749, section 5.2. The usual sentence does not tell which clients there are.
  static func invalidClient(
    _ sentence: String = "the client is not known or disabled, or its secret is wrong or expired"
  ) -> CDSProblem {
    .oauth(
      "invalid_client", sentence, .unauthorized,
      fields: ["WWW-Authenticate": "Basic realm=\"cds\", charset=\"UTF-8\""])
  }

  private struct ShownCredentials {
    let id: String
    let secret: String?
    /// How RFC 7591, section 2, calls it.
    let method: String
  }

  private func shownCredentials(
    _ parameters: OAuthParameters
  ) throws(CDSProblem) -> ShownCredentials {
    let id = parameters["client_id"]
    let headers = request.fields.values("Authorization")
    if headers.isEmpty || has(.basicIgnored) {
      guard let id else { throw Self.invalidClient("show the client's secret by HTTP Basic") }
      guard let secret = parameters["client_secret"] else {
        return ShownCredentials(
          id: id, secret: nil, method: has(.clientsWithoutSecret) ? "client_secret_basic" : "none")
      }
      return ShownCredentials(
        id: id, secret: secret,
        method: has(.basicIgnored) ? "client_secret_basic" : "client_secret_post")
    }
    guard headers.count == 1, parameters["client_secret"] == nil else {
      throw .oauth("invalid_request", "the client shows its secret in more than one way")
    }
    guard let (name, secret) = Self.basic(headers[0], isCoded: !has(.basicNotDecoded)) else {
      throw Self.invalidClient("the Authorization field is not that of HTTP Basic (RFC 7617)")
    }
    guard id == nil || id == name else {
      throw .oauth("invalid_request", "client_id is not the client that shows its secret")
    }
    return ShownCredentials(id: name, secret: secret, method: "client_secret_basic")
  }

  /// The name and the secret, each of which is form-encoded (RFC 6749, section 2.3.1).
  static func basic(_ header: String, isCoded: Bool = true) -> (name: String, secret: String)? {
    let words = header.split(separator: " ", omittingEmptySubsequences: true)
    guard words.count == 2, words[0].lowercased() == "basic",
      let bytes = try? Base64.decode(words[1]),
      let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    func text(_ bytes: ArraySlice<UInt8>) -> String? {
      guard isCoded else { return String(validating: bytes, as: UTF8.self) }
      // As the one value of a form: a plus is a space, and what is encoded is decoded.
      return HTTPForm(decoding: Array("v=".utf8) + bytes)?["v"]
    }
    guard let name = text(bytes[..<colon]), let secret = text(bytes[(colon + 1)...]),
      !name.isEmpty
    else { return nil }
    return (name, secret)
  }
}

extension CDSWorld {
  /// How many wrong secrets a client may show within ``guessWindow``.
  static let guessLimit = 30
  /// How long wrong secrets are counted, and further wrong ones refused.
  static let guessWindow = Duration.seconds(60)

  fileprivate func credential(
    of client: ClientObject, showing secret: String, _ call: CDSCall
  ) -> Credential? {
    if let credential = credential(of: client, secret: secret, at: call.now) { return credential }
    guard call.has(.secretUnchecked) else { return nil }
    return state.credentials.owned(by: client.registration).first { $0.clientID == client.id }
  }

  /// Refuses further wrong secrets of a client when there were many. The right one is always taken:
  /// nobody can guess it, and strangers must not be able to lock the client out.
  fileprivate func refuseGuessing(of client: String, at now: Timestamp) throws(CDSProblem) {
    guard let guesses = state.access.guesses[client], guesses.count >= Self.guessLimit else {
      return
    }
    let wait = now.duration(to: guesses.since.advanced(by: Self.guessWindow)).components.seconds
    guard wait >= 0 else { return }
    throw .oauth(
      "temporarily_unavailable",
      "too many wrong secrets; show the right one, or wait for a minute",
      .tooManyRequests, fields: ["Retry-After": String(wait + 1)])
  }

  fileprivate mutating func noteGuess(of client: String, at now: Timestamp) {
    let known = state.access.guesses[client]
    guard let known, now < known.since.advanced(by: Self.guessWindow) else {
      state.access.guesses[client] = AccessState.Guesses(since: now, count: 1)
      return
    }
    state.access.guesses[client] = AccessState.Guesses(since: known.since, count: known.count + 1)
  }
}
