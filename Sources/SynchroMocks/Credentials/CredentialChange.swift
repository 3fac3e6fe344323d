import SynchroHTTP
import SynchroJSON
import SynchroTiming

extension Quirk {
  /// Anybody may modify credentials.
  static let anonymousChanges = Quirk("credential-patch-anonymous")
  /// A valid change is answered and forgotten.
  static let changesWithoutEffect = Quirk("credential-patch-no-effect")
  /// The answer shows what was before the change.
  static let changesAnswerOldState = Quirk("credential-patch-old-body")
  /// A change that leaves the expiry out makes the secret everlasting.
  static let omittedIsReset = Quirk("credential-patch-omitted-reset")
  /// Times in the past are stored, and the secret works on.
  static let pastIsStored = Quirk("credential-patch-past")
  /// A secret may be made to live longer.
  static let laterIsStored = Quirk("credential-patch-later")
  /// A secret that expires may be made everlasting.
  static let zeroIsStored = Quirk("credential-patch-zero")
  /// A secret cannot be made to expire earlier.
  static let earlierIsRefused = Quirk("credential-patch-earlier-refused")
  /// An everlasting secret cannot be told to be everlasting.
  static let zeroIsRefused = Quirk("credential-patch-zero-refused")
  /// An everlasting secret cannot be made to expire.
  static let futureIsRefused = Quirk("credential-patch-future-refused")
  /// Values of wrong types are passed over.
  static let invalidIsIgnored = Quirk("credential-patch-invalid-ignored")
  /// Null means never.
  static let nullIsZero = Quirk("credential-patch-null-zero")
  /// Fractions are cut off.
  static let fractionsAreCut = Quirk("credential-patch-fraction")
  /// Members that cannot be changed are refused.
  static let unknownIsRefused = Quirk("credential-patch-unknown-refused")
  /// Clients choose their secrets.
  static let secretsAreChosen = Quirk("credential-patch-chosen-secret")
  /// Clients move credentials to other clients.
  static let clientsAreChosen = Quirk("credential-patch-chosen-client")
  /// Each change makes a new secret.
  static let secretsRotate = Quirk("credential-patch-rotates")
}

/// What a client may change of a credential. CDS-WG1-02, section 7.6.
struct CredentialChange {
  /// How many seconds a request may have been under way: what was the present when it was written
  /// still is.
  static let leeway: Int64 = 5

  let credential: Credential
  /// When it expires as things are; 0 when it does not.
  let current: Int64
  let call: CDSCall

  /// The expiry that is asked for, if it is allowed; nil when none is.
  func expiry(in document: JSONValue) throws(CDSProblem) -> Int64? {
    let name = "client_secret_expires_at"
    if call.has(.unknownIsRefused), case .object(let fields) = document,
      let other = fields.first(where: { $0.key != name })
    {
      throw CDSProblem(.badRequest, "'\(other.key)' cannot be modified")
    }
    guard let value = document[name] else { return call.has(.omittedIsReset) ? 0 : nil }
    guard let wanted = whole(value) else {
      if call.has(.invalidIsIgnored) { return nil }
      throw CDSProblem(.badRequest, "'\(name)' must be a whole number of seconds since 1970, or 0")
    }
    try check(wanted)
    return wanted
  }

  /// Servers only accept times from the present to the current value.
  private func check(_ wanted: Int64) throws(CDSProblem) {
    if wanted == 0 {
      if current == 0 ? !call.has(.zeroIsRefused) : call.has(.zeroIsStored) { return }
      throw CDSProblem(
        .badRequest, "the secret expires; it cannot be made to last for ever with 0")
    }
    guard wanted >= call.now.seconds - Self.leeway || call.has(.pastIsStored) else {
      throw CDSProblem(
        .badRequest, "the expiry lies in the past; it must be \(call.now.seconds) or later")
    }
    if current == 0 {
      guard !call.has(.futureIsRefused) else {
        throw CDSProblem(.badRequest, "the expiry may not be later than 0")
      }
      return
    }
    guard wanted <= current || call.has(.laterIsStored) else {
      throw CDSProblem(
        .badRequest, "the secret expires at \(current); the expiry cannot be put off")
    }
    if wanted < current, call.has(.earlierIsRefused) {
      throw CDSProblem(.badRequest, "the expiry is fixed")
    }
  }

  /// The value as seconds, if it is a whole number that fits.
  private func whole(_ value: JSONValue) -> Int64? {
    switch value {
    case .number(let number):
      if let integer = number.int { return Int64(integer) }
      guard call.has(.fractionsAreCut) else { return nil }
      return number.lexeme.split(separator: ".").first.flatMap { Int64($0) }
    case .null: return call.has(.nullIsZero) ? 0 : nil
    case .bool, .string, .array, .object: return nil
    }
  }

  /// Does what defects let a client do beyond that.
  func misbehave(_ document: JSONValue, _ world: inout CDSWorld) {
    var (client, secret) = (credential.clientID, credential.secret)
    if call.has(.clientsAreChosen), case .string(let chosen)? = document["client_id"] {
      client = chosen
    }
    if call.has(.secretsAreChosen), case .string(let chosen)? = document["client_secret"] {
      secret = chosen
    }
    if call.has(.secretsRotate) { secret = world.random.secret() }
    guard client != credential.clientID || secret != credential.secret else { return }
    world.state.credentials[credential.id] = Credential(
      id: credential.id, registration: credential.registration, clientID: client,
      created: credential.created, modified: call.now, secret: secret,
      expiresAt: credential.expiresAt)
  }
}
