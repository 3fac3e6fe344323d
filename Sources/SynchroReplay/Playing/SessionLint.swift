import SynchroPXB
import SynchroScript

/// Holds a session against the rules of the binding while it is played.
struct SessionLint {
  private var linter = TranscriptLinter(limit: 200)
  private var lines = 0

  mutating func sent(_ utterance: Utterance, at now: PXBTime) {
    if case .spoiled(_, of: let message, isSealed: false) = utterance {
      // Nobody reads what has no authentication code, so nobody answers for what is in it.
      lines += 1
      let fault = PXBFault(.notAuthenticated, "it has no code on purpose", id: message.header.id)
      return linter.take(fault, from: .harness, line: lines)
    }
    take(utterance.octets, from: .harness, now)
  }

  mutating func received(_ message: Message, at now: PXBTime) {
    take(MessageCodec.encode(message), from: .target, now)
  }

  mutating func received(_ fault: PXBFault, at now: PXBTime) {
    lines += 1
    linter.take(fault, from: .target, line: lines)
  }

  private mutating func take(_ bytes: [UInt8], from side: Side, _ now: PXBTime) {
    lines += 1
    linter.take(TranscriptEntry(at: now, from: side, bytes: bytes), line: lines)
  }

  /// The report as it is now; what has no answer yet counts as unanswered.
  func reported() -> LintReport {
    var linter = linter
    return linter.finish()
  }
}
