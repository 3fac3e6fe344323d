/// Why no redactor can be made for a set of secrets.
public enum RedactionError: Error, Sendable, Equatable {
  /// A secret so short that ordinary text holds it by chance, and redaction would shred the output.
  case secretTooShort(Secret.Label, minimum: Int)
  /// A secret that is longer than any credential.
  case secretTooLong(Secret.Label, maximum: Int)
}

extension RedactionError: CustomStringConvertible {
  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .secretTooShort(let label, let minimum):
      "\(label) is shorter than \(minimum) bytes and cannot be told from ordinary text; "
        + "use a test credential of at least \(minimum) bytes"
    case .secretTooLong(let label, let maximum):
      "\(label) is longer than \(maximum) bytes; give the credential itself, not the file around it"
    }
  }
}
