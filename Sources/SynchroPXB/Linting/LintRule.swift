/// A rule of the binding that a transcript can break. The names are stable; the number is the
/// section of `docs/pxb.md`.
public enum LintRule: String, Sendable, Hashable, CaseIterable {
  case json = "PXB/2.1/json"
  case envelope = "PXB/2.1/envelope"
  case version = "PXB/2.1/version"
  case length = "PXB/2.1/length"
  case oneLine = "PXB/2.1/one-line"
  case sameRun = "PXB/2.1/same-run"
  case uniqueID = "PXB/2.1/unique-id"
  case clockName = "PXB/2.1/clock-name"
  case issuedEarly = "PXB/2.1/issued-early"
  case gap = "PXB/2.3/gap"
  case overtaken = "PXB/2.3/overtaken"
  case numberTwice = "PXB/2.3/number-twice"
  case restart = "PXB/2.3/restart"
  case samePayload = "PXB/2.4/same-payload"
  case handshake = "PXB/3.1/handshake"
  case setup = "PXB/3.1/set-up"
  case declaredInstance = "PXB/3.1/declared-instance"
  case declaredPayload = "PXB/3.1/declared-payload"
  case limit = "PXB/3.1/limit"
  case afterBye = "PXB/3.2/after-bye"
  case crc = "PXB/4/crc"
  case knownPayload = "PXB/4/known-payload"
  case receiver = "PXB/4/receiver"
  case oneOutcome = "PXB/4.1/one-outcome"
  case missingOutcome = "PXB/4.1/missing-outcome"
  case acceptedLate = "PXB/4.1/accepted-late"
  case falseDuplicate = "PXB/4.1/false-duplicate"
  case receiptTimes = "PXB/4.2/times"
  case answer = "PXB/4.3/answer"
  case dataAfterError = "PXB/4.3/data-after-error"
  case answerBeforeReceipt = "PXB/4.3/answer-before-receipt"
  case packed = "PXB/5.1/packed"
  case oneResult = "PXB/6/one-result"
  case missingResult = "PXB/6/missing-result"
  case direction = "PXB/6/direction"
  case hazard = "PXB/6.5/hazard"
  case refusal = "PXB/7/refusal"
  case sealed = "PXB/10.2/sealed"

  /// How grave a breach is: whether sessions work all the same.
  public var severity: Severity {
    switch self {
    case .issuedEarly, .overtaken, .packed, .answerBeforeReceipt: .warning
    default: .error
    }
  }

  /// How grave a breach is.
  public enum Severity: String, Sendable, Hashable {
    /// A must is broken.
    case error
    /// A should is broken.
    case warning
  }

  /// What would be right, in one sentence without a full stop.
  public var remedy: String {
    switch self {
    case .json: "write one JSON object in UTF-8, no key twice"
    case .envelope: "write the keys of section 2 with values of their kind"
    case .version: "write \"v\": 1"
    case .length: "keep within 1 MiB and 32 levels"
    case .oneLine: "write a message without raw line feeds"
    case .sameRun: "take the run from the last hello"
    case .uniqueID: "give each message an id that none of its side had in this run"
    case .clockName: "read times from the clock of the capability statement, or from the harness's"
    case .issuedEarly: "send no message before it is planned"
    case .gap: "count every message of a sender, and lose none"
    case .overtaken: "send the messages of a sender in the order of their numbers"
    case .numberTwice: "give each message, and each copy of it, a number of its own"
    case .restart: "begin at 1 again only after the harness has greeted again"
    case .samePayload: "send the same payload again, or another one under another id"
    case .handshake: "hello, capability, selection, confirmation, and then payloads"
    case .setup: "let both sides fit before the run"
    case .declaredInstance: "send from instances that the capability statement names"
    case .declaredPayload: "declare every payload with its direction, or do not send it"
    case .limit: "keep within the limits of the capability statement"
    case .afterBye: "send nothing after bye"
    case .crc: "return the CRC-32 of the octets of the body"
    case .knownPayload: "name in corr the payload that was received"
    case .receiver: "answer only for instances that the payload was for"
    case .oneOutcome: "send one of consumed, duplicate and error for each copy"
    case .missingOutcome: "send consumed, duplicate or error for each copy"
    case .acceptedLate: "send accepted once and before the outcome, or not at all"
    case .falseDuplicate: "say duplicate only of an id that was consumed before"
    case .receiptTimes: "t_rx, then t_done, then t_iss, all by the clock clk"
    case .answer: "name in corr a payload that was sent to this sender"
    case .dataAfterError: "end the matter with the error payload"
    case .answerBeforeReceipt: "send the receipt first, then the answer"
    case .packed: "pack the attributes by the table of section 5.1"
    case .oneResult: "answer each order once"
    case .missingResult: "answer each order with ctl-result or error"
    case .direction: "orders come from the harness, results from the target"
    case .hazard: "interrupt supply only where ixit and the selection list the instance"
    case .refusal: "answer what cannot be read with an error of 100 to 103, and go on"
    case .sealed: "seal every message, or none"
    }
  }
}
