import SynchroJSON
import SynchroText

/// JSON of an example: read strictly, every mistake reported, and mended so that what stands behind
/// it is read as well. Dots that stand for what is left out are no mistake.
struct RepairedJSON {
  /// What was read; nil when a mistake could not be mended.
  private(set) var document: JSONDocument?
  /// What is wrong, at places of the Markdown.
  let mistakes: [Diagnostic]

  private let text: EditedText
  private let base: Int
  /// Dots and values that were put in so that reading could go on, as places of the mended text.
  private let guesses: [Int]

  /// Reads the bytes that stand at `base` of the Markdown.
  init(_ bytes: [UInt8], at base: Int, budget: inout RepairBudget) {
    var repair = JSONRepair(bytes, at: base)
    document = repair.run(budget: &budget)
    let text = repair.text
    // Both places of a repeated key are shown.
    let repeated = (document?.duplicateKeys ?? []).prefix(RepairBudget.mistakes).map { key in
      var diagnostic = key.diagnostic
      func moved(_ label: Diagnostic.Label) -> Diagnostic.Label {
        let range = text.original(label.range)
        return .init(SourceRange(base + range.start, base + range.end), label.text)
      }
      diagnostic.primary = moved(diagnostic.primary)
      diagnostic.related = diagnostic.related.map(moved)
      return diagnostic
    }
    mistakes = repair.mistakes + repeated
    self.text = text
    guesses = repair.guesses
    self.base = base
  }

  /// Bytes of the document as bytes of the Markdown.
  func range(_ range: SourceRange) -> SourceRange {
    let original = text.original(range)
    return SourceRange(base + original.start, base + original.end)
  }

  /// Whether a range of the document is a value that was put in.
  func isGuess(_ range: SourceRange) -> Bool {
    guesses.contains { $0 >= range.start && $0 < max(range.end, range.start + 1) }
  }

  /// Whether dots stand for members or elements of the container at a range, and not of one inside.
  func isOpen(_ range: SourceRange) -> Bool {
    guard let root = document?.root else { return false }
    return guesses.contains { guess in
      guard guess >= range.start, guess < range.end else { return false }
      var node = root
      while let child = Self.container(at: guess, in: node) { node = child }
      return node.range == range
    }
  }

  /// The array or object inside another one that holds a place.
  private static func container(at offset: Int, in node: JSONNode) -> JSONNode? {
    let children = node.kind == .object ? node.members.map(\.value) : Array(node.elements)
    return children.first {
      ($0.kind == .object || $0.kind == .array) && offset >= $0.range.start
        && offset < $0.range.end
    }
  }
}
