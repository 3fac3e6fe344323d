import SynchroText

/// Why a template cannot be filled in.
struct TemplateFault: Error, Sendable, Equatable {
  /// What is wrong.
  enum Problem: Sendable, Equatable {
    /// The value does not exist, so the step cannot be tested.
    case missing(reason: String)
    /// The value is there and must not stand in this place.
    case unfit(reason: String)
  }

  /// What is wrong.
  var problem: Problem
  /// How the reference is written, without `${` and `}`; nil for a fault of the whole.
  var reference: String?
  /// Where it stands in the suite.
  var range: SourceRange

  /// A fault.
  init(_ problem: Problem, reference: String? = nil, at range: SourceRange) {
    self.problem = problem
    self.reference = reference
    self.range = range
  }

  /// Whether the step is untestable because of an earlier one, rather than wrong by itself.
  var isMissing: Bool {
    if case .missing = problem { return true }
    return false
  }
}

extension TemplateFault: CustomStringConvertible {
  /// The reason in plain words, without a full stop.
  var description: String {
    let name = reference.map { "${\($0)}: " } ?? ""
    switch problem {
    case .missing(let reason), .unfit(let reason): return name + reason
    }
  }
}

/// Something made from a template, and the secrets that are in it.
struct Expanded<Value: Sendable>: Sendable {
  /// What was made.
  var value: Value
  /// The names of the references whose values are secret; what holds them goes to allowed origins
  /// only.
  var secretNames: [String]

  /// A value without secrets, unless named.
  init(_ value: Value, secretNames: [String] = []) {
    self.value = value
    self.secretNames = secretNames
  }
}
