public import SynchroJSON
import SynchroTiming
import SynchroVerdict

/// The form in which a journal keeps rounds: short, for there may be millions of them. Times are whole
/// microseconds.
extension RoundResult {
  /// The round as a value.
  public var json: JSONValue {
    var fields: [JSONField] = [
      JSONField("n", .integer(number)), JSONField("due", due.json),
      JSONField("t", .array(trials.map(\.json))),
    ]
    if !findings.isEmpty { fields.append(JSONField("f", .array(findings.map(\.json)))) }
    switch obstacle {
    case .broken?: fields.append(JSONField("o", ["broken"]))
    case .noStimulus(let words)?: fields.append(JSONField("o", ["stimulus", .string(words)]))
    case .noValue(let words)?: fields.append(JSONField("o", ["value", .string(words)]))
    case nil: break
    }
    return .object(fields)
  }

  /// Reads a round; nil when the value is none.
  public init?(json: JSONValue) {
    guard let number = json["n"]?.whole, let due = json["due"].flatMap(Duration.init(json:)) else {
      return nil
    }
    self.init(number: number, due: due)
    for item in json["t"]?.items ?? [] {
      guard let trial = TrialRecord(json: item, round: number) else { return nil }
      trials.append(trial)
    }
    for item in json["f"]?.items ?? [] {
      guard let finding = StepFinding(json: item) else { return nil }
      findings.append(finding)
    }
    let words = json["o"]?.items.compactMap(\.text) ?? []
    switch words.first {
    case "broken"?: obstacle = .broken
    case "stimulus"?: obstacle = .noStimulus(words.last ?? "")
    case "value"?: obstacle = .noValue(words.last ?? "")
    default: break
    }
  }
}

extension TrialRecord {
  fileprivate var json: JSONValue {
    var fields: [JSONField] = [
      JSONField("s", .integer(subject.step)), JSONField("due", due.json),
      JSONField("lane", .integer(lane)),
    ]
    if let row = subject.row { fields.append(JSONField("row", .string(row))) }
    if let latency { fields.append(JSONField("took", latency.json)) }
    if clockBound > .zero { fields.append(JSONField("clock", clockBound.json)) }
    if isOpen { fields.append(JSONField("open", true)) }
    if let fault { fields.append(JSONField("fault", .string(fault.rawValue))) }
    if let failure {
      let parts =
        [failure.kind.rawValue, failure.expected, failure.received]
        + [failure.location].compactMap { $0 }
      fields.append(JSONField("bad", .array(parts.map { .string($0) })))
    }
    return .object(fields)
  }

  fileprivate init?(json: JSONValue, round: Int) {
    guard let step = json["s"]?.whole, let due = json["due"].flatMap(Duration.init(json:)),
      let lane = json["lane"]?.whole
    else { return nil }
    let subject = json["row"]?.text.map { TrialSubject.row($0, step: step) } ?? .step(step)
    self.init(subject: subject, due: due, lane: lane, round: round)
    latency = json["took"].flatMap(Duration.init(json:))
    clockBound = json["clock"].flatMap(Duration.init(json:)) ?? .zero
    isOpen = json["open"] == true
    fault = json["fault"]?.text.flatMap(HarnessFault.init(rawValue:))
    let parts = json["bad"]?.items.compactMap(\.text) ?? []
    if parts.count >= 3, let kind = TrialFailure.Kind(rawValue: parts[0]) {
      failure = TrialFailure(
        kind, expected: parts[1], received: parts[2],
        location: parts.count > 3 ? parts[3] : nil)
    }
  }
}

extension StepFinding {
  fileprivate var json: JSONValue {
    switch result {
    case .holds: [.integer(step)]
    case .undecided(let reason): [.integer(step), .string(reason)]
    case .broken(let mismatch):
      .array(
        [
          .integer(step), .string(mismatch.expected), .string(mismatch.received),
        ] + [mismatch.location].compactMap { $0.map { .string($0) } })
    }
  }

  fileprivate init?(json: JSONValue) {
    let items = json.items
    guard let step = items.first?.whole else { return nil }
    self.step = step
    let words = items.dropFirst().compactMap(\.text)
    switch words.count {
    case 0: result = .holds
    case 1: result = .undecided(words[0])
    default:
      result = .broken(
        Mismatch(
          expected: words[0], received: words[1], location: words.count > 2 ? words[2] : nil))
    }
  }
}

extension Duration {
  fileprivate var json: JSONValue { .integer(Int(wholeNanoseconds / 1000)) }

  fileprivate init?(json: JSONValue) {
    guard let microseconds = json.whole else { return nil }
    self = .microseconds(microseconds)
  }
}

extension JSONValue {
  fileprivate var whole: Int? { if case .number(let number) = self { number.int } else { nil } }
  fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
  fileprivate var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }
}
