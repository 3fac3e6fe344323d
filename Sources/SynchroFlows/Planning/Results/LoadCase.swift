/// The two load cases of the document.
public enum LoadCase: String, Sendable, CaseIterable {
  /// Routine load: the column PAP02 Baseload.
  case base
  /// Full load: the column PAP02 Highload.
  case high
}

/// A value for each load case.
public struct ByLoad<Value: Sendable & Equatable>: Sendable, Equatable {
  /// In routine load.
  public var base: Value
  /// In full load.
  public var high: Value

  /// The value of a load case.
  public subscript(load: LoadCase) -> Value {
    get { load == .base ? base : high }
    set { if load == .base { base = newValue } else { high = newValue } }
  }
}
