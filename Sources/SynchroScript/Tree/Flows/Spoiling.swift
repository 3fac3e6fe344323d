/// What is wrong on purpose with a payload that the harness sends: `spoiled key-twice`.
public enum Spoiling: String, Sendable, CaseIterable {
  /// It is for an actor that nobody plays.
  case unknownActor = "unknown-actor"
  /// It is for an instance that is not there.
  case unknownInstance = "unknown-instance"
  /// It has a name that no catalogue has.
  case unknownPayload = "unknown-payload"
  /// It is one that its receiver sends.
  case wrongDirection = "wrong-direction"
  /// It was not to be acted on any more when it went out.
  case expired
  /// It has a key that the binding does not know, which is nobody's business.
  case extraKey = "extra-key"

  /// The line is cut off in the middle.
  case cutOff = "cut-off"
  /// A text in it is no UTF-8.
  case noUTF8 = "no-utf8"
  /// A key stands twice in one object.
  case keyTwice = "key-twice"
  /// It is an array.
  case noObject = "no-object"
  /// It says that it is of another version.
  case otherVersion = "other-version"
  /// It is of a kind that the binding does not have.
  case unknownKind = "unknown-kind"
  /// It lacks its sender.
  case keyMissing = "key-missing"
  /// A text stands where a number belongs.
  case textForNumber = "text-for-number"
  /// A key that may be absent is null.
  case nullForAbsent = "null-for-absent"
  /// The body has another size than it says.
  case wrongSize = "wrong-size"
  /// The body is no base64.
  case noBase64 = "no-base64"
  /// Arrays stand in each other more than 32 deep.
  case tooDeep = "too-deep"
  /// It is longer than a message may be.
  case tooLong = "too-long"
  /// It has no authentication code.
  case unsealed

  /// Whether it is still a message, and so answered by whom it is for.
  public var isMessage: Bool {
    switch self {
    case .unknownActor, .unknownInstance, .unknownPayload, .wrongDirection, .expired, .extraKey:
      true
    default: false
    }
  }
}
