import SynchroPXB
import SynchroText
import SynchroVerdict

extension KeptRound {
  /// The round as a picture shows it.
  func drawn(transcript path: String) -> FlowRound {
    let first = transcript.map(\.time).min() ?? .epoch
    let lines = transcript.map { entry in entry.line(from: first) }
    return FlowRound(
      number: number + 1, lines: lines, fault: isClean ? nil : "the round is not as it should be",
      transcript: path)
  }
}

extension TranscriptEntry {
  fileprivate func line(from first: PXBTime) -> FlowRound.Line {
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
      if case .payload(let payload) = message {
        line.to = VisibleText.escape(payload.to.sender?.instance ?? payload.to.description)
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
    case .control(let control): control.verb.name
    case .controlResult(let result):
      switch result.outcome {
      case .done: "done"
      case .refused(let code, _): code.label
      }
    case .hello, .capability, .selection, .confirmation, .bye: kind.rawValue
    }
  }
}
