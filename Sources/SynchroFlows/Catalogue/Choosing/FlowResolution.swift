/// What can be tested of a row, and why the rest cannot.
public struct FlowResolution: Sendable, Equatable {
  /// The combinations that can be tested.
  public let variants: [FlowVariant]
  /// Why the rest cannot; when there are no combinations, this is why the row cannot be tested.
  public let reasons: [UntestableReason]
}

/// Why a row, or a combination of its alternatives, cannot be tested.
public enum UntestableReason: Sendable, Equatable {
  /// These columns hold alternatives that nothing pairs, and the profile does not choose.
  case notChosen([FlowColumn])
  /// The document leaves a bound as letters.
  case letters(FlowColumn, String)

  /// The reason in a sentence without a full stop.
  public var sentence: String {
    switch self {
    case .notChosen(let columns):
      let names = columns.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      return "the document does not say which alternatives belong together: choose \(names)"
    case .letters(let column, let text):
      return "the document leaves \(column.heading) as letters: '\(text)'"
    }
  }
}

extension FlowRow {
  /// The row with a profile's choices: a row whose pairing is known is narrowed by them, one whose
  /// pairing is unknown yields what they choose and nothing else.
  public func resolved(by choices: [FlowChoice] = []) -> FlowResolution {
    var found: [FlowVariant] = []
    var reasons: [UntestableReason] = []
    func add(_ variant: FlowVariant) {
      if found.contains(where: { $0.texts == variant.texts }) { return }
      found.append(variant)
    }
    if pairing == .unknown {
      for choice in choices.isEmpty ? [FlowChoice(picks: [:])] : choices {
        let open = columnsWithAlternatives.filter { choice.picks[$0] == nil }
        let number = found.count + 1
        if open.isEmpty,
          let variant = FlowVariant(row: id, number: number, cells: cells, picks: choice.picks)
        {
          add(variant)
        } else if !reasons.contains(.notChosen(open)) {
          reasons.append(.notChosen(open))
        }
      }
    } else if choices.isEmpty {
      variants.forEach(add)
    } else {
      choices.flatMap { variants(matching: $0) }.forEach(add)
    }
    reasons += found.compactMap(\.untestable)
    return FlowResolution(variants: found.filter { $0.untestable == nil }, reasons: reasons)
  }
}

extension FlowVariant {
  /// Why this combination cannot be tested; nil when it can.
  public var untestable: UntestableReason? {
    reliability.criteria.contains { $0.share == nil }
      ? .letters(.reliability, reliability.text) : nil
  }
}
