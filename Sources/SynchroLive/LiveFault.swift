import SynchroLinks

/// Why nothing can be played against a device.
public enum LiveFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// The way to it cannot be made, with what to do.
  case unusable(String, help: String)
  /// It did not answer as the binding says.
  case unanswered(String)
  /// A file of the run cannot be written.
  case file(String)

  /// What is wrong, in one sentence without a full stop.
  public var description: String {
    switch self {
    case .unusable(let words, _), .unanswered(let words), .file(let words): words
    }
  }

  /// What to do about it.
  public var help: String {
    switch self {
    case .unusable(_, let help): help
    case .unanswered:
      "start the device by hand and greet it as docs/pxb.md, section 3.1, shows; its standard error tells more"
    case .file: "name another folder with --out"
    }
  }
}
