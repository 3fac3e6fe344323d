public import SynchroText

/// Why a file about paths or simulations cannot be used: where, what, and what to do.
public struct FlowFileError: Error, Sendable {
  /// The file.
  public let source: SourceText
  /// The finding at its place.
  public let diagnostic: Diagnostic

  init(_ source: SourceText, _ diagnostic: Diagnostic) {
    self.source = source
    self.diagnostic = diagnostic
  }
}

extension FlowFileError: CustomStringConvertible {
  /// File, place, what is wrong and what to do, in one line.
  public var description: String {
    let place = source.place(at: diagnostic.primary.range.start)
    let help = diagnostic.help.isEmpty ? "" : "; " + diagnostic.help.joined(separator: "; ")
    return "\(source.name):\(place): \(diagnostic.message)\(help)"
  }
}
