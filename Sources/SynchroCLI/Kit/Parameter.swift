/// A switch that is given or not.
public struct Flag: Sendable {
  let spec: ParameterSpec

  /// A switch called `--name`, and `-short` if it has one.
  public init(_ name: String, short: Character? = nil, help: String) {
    spec = ParameterSpec(role: .flag, name: name, short: short, help: help)
  }
}

/// An option with a value.
public struct Option<Value: Sendable>: Sendable {
  let spec: ParameterSpec
  let kind: ValueKind<Value>

  /// An option called `--name`; `isRequired` when the command makes no sense without it,
  /// `isRepeatable` when it may be given more than once.
  public init(
    _ name: String, short: Character? = nil, _ kind: ValueKind<Value>, help: String,
    isRequired: Bool = false, isRepeatable: Bool = false
  ) {
    self.kind = kind
    spec = ParameterSpec(
      role: .option, name: name, short: short, help: help, value: kind.erased,
      minimum: isRequired ? 1 : 0, maximum: isRepeatable ? .max : 1)
  }
}

/// The words of a command that belong to no option.
public struct Operand<Value: Sendable>: Sendable {
  let spec: ParameterSpec
  let kind: ValueKind<Value>

  /// As many words as `count` allows.
  public init(_ kind: ValueKind<Value>, count: ClosedRange<Int> = 1...1, help: String) {
    self.kind = kind
    spec = ParameterSpec(
      role: .operand, name: kind.name, short: nil, help: help, value: kind.erased,
      minimum: count.lowerBound, maximum: count.upperBound)
  }
}

/// How a word becomes a value, and what a shell can offer for it.
public struct ValueKind<Value: Sendable>: Sendable {
  /// The name in the help text: `FILE`.
  let name: String
  let completion: ValueCompletion
  /// The value, or nil with a sentence about what is wanted.
  let parse: @Sendable (String) -> Value?
  let wanted: String

  /// A kind by its name, its completion, and its parser; `wanted` names what the parser accepts.
  public init(
    _ name: String, completion: ValueCompletion = .none, wanted: String,
    parse: @escaping @Sendable (String) -> Value?
  ) {
    self.name = name
    self.completion = completion
    self.wanted = wanted
    self.parse = parse
  }

  var erased: ErasedValueKind {
    ErasedValueKind(
      name: name, completion: completion, wanted: wanted, accepts: { parse($0) != nil })
  }
}

/// What a shell can offer for a value.
public enum ValueCompletion: Sendable, Equatable {
  /// Nothing.
  case none
  /// Paths.
  case file
  /// One of these words.
  case words([String])
}

extension ValueKind<String> {
  /// Any text.
  public static func text(_ name: String) -> ValueKind {
    ValueKind(name, wanted: "a text") { $0 }
  }

  /// A path, or `-` for standard input.
  public static func file(_ name: String = "FILE") -> ValueKind {
    ValueKind(name, completion: .file, wanted: "a path") { $0.isEmpty ? nil : $0 }
  }
}

extension ValueKind where Value: CaseIterable & RawRepresentable<String> {
  /// One of a fixed list of words.
  public static func choice(_ name: String) -> ValueKind {
    let words = Value.allCases.map(\.rawValue)
    return ValueKind(
      name, completion: .words(words), wanted: "one of " + words.joined(separator: ", ")
    ) { Value(rawValue: $0) }
  }
}

extension ValueKind<Int> {
  /// A whole number within bounds.
  public static func number(_ name: String, in range: ClosedRange<Int>) -> ValueKind {
    ValueKind(name, wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
      Int($0).flatMap { range.contains($0) ? $0 : nil }
    }
  }
}

/// A parameter as the parser, the help text and the completions see it.
public struct ParameterSpec: Sendable {
  enum Role: Sendable, Equatable {
    case flag
    case option
    case operand
  }

  let role: Role
  let name: String
  let short: Character?
  let help: String
  var value: ErasedValueKind?
  var minimum = 0
  var maximum = 1

  /// The way it is written on the command line: `--schema`, `FILE`.
  var spelling: String { role == .operand ? name : "--" + name }
}

/// A kind of value without its type.
struct ErasedValueKind: Sendable {
  let name: String
  let completion: ValueCompletion
  let wanted: String
  let accepts: @Sendable (String) -> Bool
}
