/// A regular expression of a stated dialect, matched with a step budget so that no pattern can hang
/// a run.
///
/// Patterns come from schemas and from targets, and either may be hostile. Whatever a finite
/// automaton can decide is decided by one, in time linear in the text; only patterns with
/// backreferences, or with counted repetitions too large to write out, are matched by backtracking.
public struct Pattern: Sendable {
  /// The languages of patterns that are understood.
  public enum Dialect: Sendable {
    /// ECMA-262 with the `u` flag, which JSON Schema asks for: Unicode code points, `^` and `$`
    /// only at the very ends, nothing that other languages have added.
    case ecmaScript
    /// RFC 9485, strictly by its grammar.
    ///
    /// `^` and `$` assert the ends of the text, as the RFC's own mapping to ECMAScript (section
    /// 5.3) makes them do and as the compliance suite of JSONPath expects, although the grammar
    /// counts them among the ordinary characters.
    case iRegexp
  }

  /// The pattern as it was written.
  public let text: String
  /// The language that the pattern is written in.
  public let dialect: Dialect
  private let program: PatternProgram
  private let stepLimit: Int

  /// How many steps a match may take when nobody says otherwise; longer texts are allowed more.
  public static let standardStepLimit = 20_000_000

  /// The longest pattern that is read, in Unicode scalars.
  public static let lengthLimit = 65_536

  /// Reads a pattern and compiles it.
  public init(
    _ text: String, dialect: Dialect, stepLimit: Int = Pattern.standardStepLimit
  ) throws(PatternError) {
    try self.init(text, dialect: dialect, stepLimit: stepLimit, strategy: nil)
  }

  /// The same pattern as it is matched without an automaton, so that tests can hold the two
  /// matchers against each other.
  package init(
    backtracking text: String, dialect: Dialect, stepLimit: Int
  ) throws(PatternError) {
    try self.init(text, dialect: dialect, stepLimit: stepLimit, strategy: .backtracking)
  }

  private init(
    _ text: String, dialect: Dialect, stepLimit: Int, strategy: PatternProgram.Strategy?
  ) throws(PatternError) {
    self.text = text
    self.dialect = dialect
    self.stepLimit = stepLimit

    let scalars = Array(text.unicodeScalars)
    guard scalars.count <= Self.lengthLimit else {
      throw PatternError(.tooLong(limit: Self.lengthLimit), at: Self.lengthLimit)
    }
    let tree: PatternTree
    switch dialect {
    case .ecmaScript:
      var parser = ECMAScriptPatternParser(scalars)
      tree = try parser.parse()
    case .iRegexp:
      var parser = IRegexpParser(scalars)
      tree = try parser.parse()
    }
    program = PatternCompiler.compile(tree, for: strategy)
  }

  /// Whether some part of the text matches.
  public func firstMatch(anywhereIn text: String) throws(PatternBudgetExceeded) -> Bool {
    try run(on: text, .anywhere, stepLimit: stepLimit)
  }

  /// Whether the text matches from its first character to its last.
  public func matches(wholeOf text: String) throws(PatternBudgetExceeded) -> Bool {
    try run(on: text, .whole, stepLimit: stepLimit)
  }

  func run(
    on text: String, _ reach: PatternReach, stepLimit: Int
  ) throws(PatternBudgetExceeded) -> Bool {
    let scalars = text.unicodeScalars.map(\.value)
    switch program.strategy {
    case .simulation:
      // A long text is no attack by itself: the simulation's cost grows only in step with it.
      let (allowance, overflow) = scalars.count.multipliedReportingOverflow(by: 64)
      let limit = overflow ? Int.max : max(stepLimit, allowance)
      var matcher = SimulationMatcher(program, text: scalars, stepLimit: limit)
      return try matcher.matches(reach)
    case .backtracking:
      var matcher = BacktrackingMatcher(program, text: scalars, stepLimit: stepLimit)
      return try matcher.matches(reach)
    }
  }
}

/// How much of a text has to match.
enum PatternReach {
  case anywhere
  case whole
}
