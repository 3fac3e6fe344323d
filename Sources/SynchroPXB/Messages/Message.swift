/// A message of the binding.
public enum Message: Sendable, Hashable {
  /// A payload of the catalogue.
  case payload(PayloadMessage)
  /// What became of one.
  case receipt(Receipt)
  /// A refusal.
  case error(ErrorMessage)
  /// Opens a session.
  case hello(Hello)
  /// What the target can do.
  case capability(Capability)
  /// What will be tested.
  case selection(Selection)
  /// The target's consent to it.
  case confirmation(Confirmation)
  /// An order to the control channel.
  case control(Control)
  /// What came of it.
  case controlResult(ControlResult)
  /// Ends a session.
  case bye(Bye)
}

/// The kinds of message, as `kind` spells them.
public enum MessageKind: String, Sendable, Hashable, CaseIterable {
  /// A payload of the catalogue.
  case payload
  /// What became of one.
  case receipt
  /// A refusal.
  case error
  /// Opens a session.
  case hello
  /// What the target can do.
  case capability
  /// What will be tested.
  case selection
  /// The target's consent to it.
  case confirmation
  /// An order to the control channel.
  case control = "ctl"
  /// What came of it.
  case controlResult = "ctl-result"
  /// Ends a session.
  case bye
}

/// What a sequence number counts: every counter of a side runs by itself from 1.
public enum SequenceCounter: Sendable, Hashable {
  /// The messages of one instance.
  case sender(Sender)
  /// The messages of the session, which nobody in particular sends.
  case session
  /// The messages of the control channel.
  case control
}

extension Message {
  /// Which kind it is.
  public var kind: MessageKind {
    switch self {
    case .payload: .payload
    case .receipt: .receipt
    case .error: .error
    case .hello: .hello
    case .capability: .capability
    case .selection: .selection
    case .confirmation: .confirmation
    case .control: .control
    case .controlResult: .controlResult
    case .bye: .bye
    }
  }

  /// What every message carries.
  public var header: Header {
    switch self {
    case .payload(let message): message.header
    case .receipt(let message): message.header
    case .error(let message): message.header
    case .hello(let message): message.header
    case .capability(let message): message.header
    case .selection(let message): message.header
    case .confirmation(let message): message.header
    case .control(let message): message.header
    case .controlResult(let message): message.header
    case .bye(let message): message.header
    }
  }

  /// Who sends it; nil for the messages of the session and of the control channel.
  public var from: Sender? {
    switch self {
    case .payload(let message): message.from
    case .receipt(let message): message.from
    case .error(let message): message.from
    case .hello, .capability, .selection, .confirmation, .control, .controlResult, .bye: nil
    }
  }

  /// The id of the message that it answers.
  public var correlation: String? {
    switch self {
    case .payload(let message): message.correlation
    case .receipt(let message): message.correlation
    case .error(let message): message.correlation
    case .capability(let message): message.correlation
    case .selection(let message): message.correlation
    case .confirmation(let message): message.correlation
    case .controlResult(let message): message.correlation
    case .hello, .control, .bye: nil
    }
  }

  /// What its sequence number counts.
  public var counter: SequenceCounter {
    switch self {
    case .payload, .receipt, .error: from.map { .sender($0) } ?? .session
    case .hello, .capability, .selection, .confirmation, .bye: .session
    case .control, .controlResult: .control
    }
  }
}
