import SynchroText

/// Something that is wrong in the printed document, and how it is read here.
public struct PathFinding: Sendable, Equatable {
  /// The line of the document's text.
  public let line: Int
  /// The name of the expression or the reference of the profile it concerns.
  public let subject: String
  /// What is wrong there.
  public let problem: String
  /// How it is read.
  public let position: String
}

extension PathCatalogue {
  /// Every irregularity, found by reading the printed text again, in the order of the document.
  public var findings: [PathFinding] {
    let misprints = expressions.flatMap { Self.misprints($0.parsed, $0.line, $0.name) }
    let others = otherPrintings.flatMap { other in
      Self.misprints(other.parsed, other.line, other.of) + differences(other)
    }
    let codes = profiles.compactMap { $0.codeFinding }
    return (misprints + others + codes).sorted { $0.line < $1.line }
  }

  private static func misprints(
    _ parsed: ParsedPath, _ line: Int, _ subject: String
  ) -> [PathFinding] {
    parsed.diagnostics.map { finding in
      PathFinding(
        line: line, subject: subject, problem: finding.message,
        position: finding.severity == .error
          ? "the printing is not used; '\(subject)' is read where it is printed in full"
          : finding.help.joined(separator: "; "))
    }
  }

  /// A second printing that needs no mending must offer the same paths in the same order.
  private func differences(_ other: OtherPrinting) -> [PathFinding] {
    guard other.parsed.diagnostics.isEmpty,
      let first = expression(other.of)?.parsed.expression, let second = other.parsed.expression,
      let ours = try? first.paths(), let theirs = try? second.paths(), ours != theirs
    else { return [] }
    let isReordered = Set(ours) == Set(theirs)
    let place = zip(ours, theirs).first { $0 != $1 }
    let example = place.map { "'\($0)' stands where '\($1)' does here" } ?? ""
    let finding = PathFinding(
      line: other.line, subject: other.of,
      problem: isReordered
        ? "the same paths are printed in another order: \(example)"
        : "not the same paths are printed: \(ours.count) and \(theirs.count)",
      position: isReordered
        ? "indexes such as 2b go by what the document states of them, never by the order"
        : "the first printing counts")
    return [finding]
  }
}
