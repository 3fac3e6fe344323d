import SynchroHTTP
public import SynchroTransport
public import SynchroVerdict
import SynchroWire

/// What it means for a check that an exchange did not complete: the one table.
public enum TransportVerdict {
  /// Whom a fault speaks about.
  public static func blame(of fault: TransportFault) -> ExchangeSummary.Fault.Blame {
    switch fault {
    case .unusable(let reason):
      switch reason {
      // A URL that the target gave, or that its values were put into.
      case .scheme, .port, .host: .target
      case .pin, .proxy, .tls: .setup
      case .message: .harness
      }
    case .unresolved, .refused, .unreachable, .connectTimeout, .proxy: .setup
    case .tls(let fault, let phase):
      // In TLS 1.3 a refused client certificate shows only after the handshake, as an alert.
      phase <= .tls || fault.alert != nil ? .setup : .target
    case .reset(let phase), .closed(let phase): phase <= .tls ? .setup : .target
    case .truncated, .unreadable: .target
    case .deadline, .bodyLimit, .headLimit, .receiveLimit: .limit
    case .cancelled, .stopped: .interrupted
    case .libcurl(_, _, let phase): phase <= .tls ? .setup : .target
    case .harness: .harness
    }
  }

  /// What the gate behind the exchange decides, given how a broken row counts.
  public static func verdict(
    of fault: ExchangeSummary.Fault, broken: Verdict = .failed
  ) -> Verdict {
    switch fault.blame {
    case .target: broken
    case .setup: .setupFault(fault.sentence)
    case .limit: .inconclusive(because: fault.sentence)
    case .interrupted: .inconclusive(because: "the run was stopped: \(fault.sentence)")
    case .harness: .harnessFault(fault.sentence)
    }
  }
}
