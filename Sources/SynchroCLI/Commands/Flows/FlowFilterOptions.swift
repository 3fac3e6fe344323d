import SynchroFlows
import SynchroText

/// The options that choose rows of the flow requirements.
enum FlowFilterOptions {
  static let useCase = Option(
    "use-case", .pattern("NAME"), help: "a use case by name, chapter or section: Price, 4.10",
    isRepeatable: true)
  static let actor = Option(
    "actor", .pattern("NAME"), help: "an actor that sends or receives: 'DAPjm', '2-Way Meter*'",
    isRepeatable: true)
  static let from = Option(
    "from", .pattern("NAME"), help: "an actor that sends", isRepeatable: true)
  static let to = Option("to", .pattern("NAME"), help: "an actor that receives", isRepeatable: true)
  static let payload = Option(
    "payload", .pattern("NAME"), help: "a payload: 'SW_*'", isRepeatable: true)
  static let type = Option(
    "type", ValueKind<PayloadKind>.choice("TYPE"), help: "a type of payload", isRepeatable: true)
  static let latency = Option(
    "latency",
    ValueKind<LatencyCondition>(
      "BOUND", wanted: "a sign and a time, such as '<1min', '<=5sec' or '>=4hr'"
    ) { LatencyCondition($0) },
    help: "how the bound compares; one of a row's alternatives must: '<1min'", isRepeatable: true)
  static let risk = Option(
    "cia",
    ValueKind<RiskCondition>(
      "RISK", wanted: "one of C, I and A, a sign, and one of L, M and H, such as 'C=H' or 'A>=M'"
    ) { RiskCondition($0) },
    help: "a risk of the payload: 'C=H', 'A>=M'", isRepeatable: true)

  static let parameters = [
    useCase.spec, actor.spec, from.spec, to.spec, payload.spec, type.spec, latency.spec, risk.spec,
  ]

  /// The filter; an error when a name fits nothing at all, as nobody asks for that.
  static func filter(
    _ arguments: ParsedArguments, of catalogue: FlowCatalogue
  ) throws(UsageError) -> FlowFilter {
    var filter = FlowFilter()
    filter.useCases = arguments.all(useCase)
    filter.actors = arguments.all(actor)
    filter.senders = arguments.all(from)
    filter.receivers = arguments.all(to)
    filter.payloads = arguments.all(payload)
    filter.kinds = arguments.all(type)
    filter.latencies = arguments.all(latency)
    filter.risks = arguments.all(risk)
    if let (kind, pattern, known) = filter.unknownName(in: catalogue) {
      throw .unusable(
        "there is no \(kind) '\(pattern.text)'",
        help: NearestName.find(pattern.text, among: known.sorted()).map { "did you mean '\($0)'?" }
          ?? "a star stands for any letters: '*\(pattern.text)*'")
    }
    return filter
  }
}

extension ValueKind<NamePattern> {
  fileprivate static func pattern(_ name: String) -> ValueKind {
    ValueKind(name, wanted: "a name, in which '*' stands for any letters") {
      $0.isEmpty ? nil : NamePattern($0)
    }
  }
}
