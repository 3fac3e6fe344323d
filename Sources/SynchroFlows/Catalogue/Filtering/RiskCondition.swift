/// A condition on one of a payload's three risks: `C=H`, `A>=M`.
public struct RiskCondition: Sendable, Equatable {
  /// Which of the three.
  public enum Property: String, Sendable, CaseIterable {
    /// That it is not read.
    case confidentiality = "C"
    /// That it is not changed.
    case integrity = "I"
    /// That it arrives.
    case availability = "A"
  }

  /// Which of the three.
  public let property: Property
  /// How it is compared.
  public let comparison: Comparison
  /// With what.
  public let risk: FlowPayload.Risk

  /// A condition as it is written, in any case of its letters; nil when it is none.
  public init?(_ text: String) {
    let cell = CellText(text)
    var scanner = CellScanner(cell, 0..<cell.scalars.count)
    guard let property = Property.allCases.first(where: { scanner.take($0.rawValue) }),
      let comparison = Comparison.allCases.first(where: { scanner.take($0.rawValue) }),
      let risk = FlowPayload.Risk.allCases.first(where: { scanner.take($0.rawValue) }),
      scanner.isAtEnd
    else { return nil }
    self.property = property
    self.comparison = comparison
    self.risk = risk
  }

  /// Whether a payload is like this.
  public func holds(for payload: FlowPayload) -> Bool {
    switch property {
    case .confidentiality: comparison.holds(payload.confidentiality, risk)
    case .integrity: comparison.holds(payload.integrity, risk)
    case .availability: comparison.holds(payload.availability, risk)
    }
  }
}
