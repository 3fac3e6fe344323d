import SynchroPXB
import SynchroText
import SynchroVerdict

extension KeptRound {
  /// The round as a picture shows it.
  func drawn(transcript path: String) -> FlowRound {
    let first = transcript.map(\.time).min() ?? .epoch
    let ends = RoundEnds(transcript)
    let lines = transcript.map { entry in entry.line(from: first, ends) }
    return FlowRound(
      number: number + 1, lines: lines, fault: isClean ? nil : "the round is not as it should be",
      transcript: path)
  }
}

/// Who said what of a round, for lines that name only what they answer.
private struct RoundEnds {
  /// The sender of each payload, and the party that each order is about.
  private var parties: [String: String] = [:]

  init(_ transcript: [SessionLine]) {
    for entry in transcript {
      guard case .message(let message) = entry.content else { continue }
      switch message {
      case .payload(let payload): parties[payload.header.id] = payload.from.instance
      case .control(let control):
        parties[control.header.id] = control.verb.instance.map { "control of \($0)" } ?? "control"
      default: continue
      }
    }
  }

  /// The other end of a message: whose payload it answers, or whose order.
  func party(of id: String?) -> String? { id.flatMap { parties[$0] }.map(VisibleText.escape) }
}

extension SessionLine {
  fileprivate func line(from first: PXBTime, _ ends: RoundEnds) -> FlowRound.Line {
    let (near, far) = isFromTarget ? ("target", "harness") : ("harness", "target")
    var line = FlowRound.Line(time: time - first, from: near, to: far, text: "")
    switch content {
    case .bytes(_, let words) where !isFromTarget: line.text = VisibleText.escape(words)
    case .bytes(_, let fault):
      line.text = "bytes"
      line.fault = VisibleText.escape(fault)
    case .message(let message):
      line.from = message.from.map { VisibleText.escape($0.instance) } ?? near
      line.text = VisibleText.escape(message.words)
      switch message {
      case .payload(let payload):
        line.to = VisibleText.escape(payload.to.sender?.instance ?? payload.to.description)
      case .receipt, .error: line.to = ends.party(of: message.correlation) ?? far
      case .control(let control): line.to = ends.party(of: control.header.id) ?? far
      case .controlResult: line.from = ends.party(of: message.correlation) ?? near
      default: break
      }
    }
    return line
  }
}

extension Message {
  /// The message in a few words.
  fileprivate var words: String {
    switch self {
    case .payload(let payload): payload.name
    case .receipt(let receipt): receipt.stage.rawValue
    case .error(let error): error.code.label
    case .control(let control): control.verb.words
    case .controlResult(let result):
      switch result.outcome {
      case .done: "done"
      case .refused(let code, _): code.label
      }
    case .hello, .capability, .selection, .confirmation, .bye: kind.rawValue
    }
  }
}

extension ControlVerb {
  /// The instance that it is about; nil for all of them.
  fileprivate var instance: String? {
    switch self {
    case .inject(let injection): injection.match.instance
    case .clear(_, let match), .link(_, let match), .power(_, let match): match.instance
    case .trigger(_, let instance, _), .state(_, let instance): instance
    case .reset, .clock, .observe, .prompt, .other: nil
    }
  }

  /// The verb, and what it is about.
  fileprivate var words: String {
    switch self {
    case .inject(let injection): "inject \(injection.fault.rawValue)"
    case .clear(let fault, _): "clear" + (fault.map { " " + $0.rawValue } ?? "")
    case .trigger(let event, _, _): "trigger \(event.rawValue)"
    case .state(let state, _): "state \(state.rawValue)"
    case .link(let order, _), .power(let order, _): "\(name) \(order.rawValue)"
    case .reset, .clock, .observe, .prompt, .other: name
    }
  }
}
