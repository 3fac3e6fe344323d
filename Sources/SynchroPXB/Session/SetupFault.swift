/// Why a session cannot begin: nobody's device has failed, the two sides do not fit.
public enum SetupFault: Error, Sendable, Hashable {
  /// They speak no version of the binding in common.
  case version(offered: [Int], chosen: Int)
  /// Both play the same instance.
  case roleClash(Sender)
  /// The target names an instance twice.
  case roleTwice(Sender)
  /// The target plays nothing.
  case noRoles
  /// Both call their clocks the same without sharing one.
  case clockClash(String)
  /// A message came that does not belong here.
  case outOfOrder(MessageKind, Side, phase: HandshakePhase)
  /// An answer names another message than the last.
  case wrongCorrelation(MessageKind, named: String, expected: String)
  /// The other side refuses.
  case refused(PXBErrorCode, detail: String)
}

extension SetupFault: CustomStringConvertible {
  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .version(let offered, let chosen):
      "the target speaks version \(chosen), and the harness offered "
        + offered.map(String.init).joined(separator: ", ")
    case .roleClash(let sender): "both sides play \(sender)"
    case .roleTwice(let sender): "the target names \(sender) twice"
    case .noRoles: "the target plays no actor"
    case .clockClash(let name):
      "both sides call their clock '\(name)', and the target does not say that they share one"
    case .outOfOrder(let kind, let side, let phase):
      "a '\(kind.rawValue)' of the \(side.rawValue) does not belong here: \(phase.expectation)"
    case .wrongCorrelation(let kind, let named, let expected):
      "the '\(kind.rawValue)' answers '\(named)', and the last was '\(expected)'"
    case .refused(let code, let detail): "the target refuses with \(code.label): \(detail)"
    }
  }
}
