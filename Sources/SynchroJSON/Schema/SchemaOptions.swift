/// How a schema is to be read and how much an evaluation may cost.
public struct SchemaOptions: Sendable, Equatable {
  /// Whether `format` decides validity.
  public enum FormatRule: Sendable, Equatable {
    /// Only where the schema's dialect lists the format-assertion vocabulary.
    case byVocabulary
    /// Everywhere; a format that nobody knows says nothing.
    case asserted
  }

  /// Whether `format` decides validity.
  public var formats: FormatRule
  /// How much an evaluation may cost.
  public var limits: SchemaLimits

  /// The usual reading unless told otherwise.
  public init(formats: FormatRule = .byVocabulary, limits: SchemaLimits = .standard) {
    self.formats = formats
    self.limits = limits
  }
}

/// Formats of strings beyond those of the standard, and the keyword that asks for them by name.
public struct SchemaCustomFormats: Sendable {
  /// The keyword, one that the standard does not know: `x-type`.
  public let keyword: String
  /// What is wrong with a string, for each format by its name; nil for one that fits.
  public let checks: [String: @Sendable (String) -> FormatFault?]

  /// Formats under a keyword.
  public init(keyword: String, checks: [String: @Sendable (String) -> FormatFault?]) {
    self.keyword = keyword
    self.checks = checks
  }
}

/// Bounds that keep any schema and any instance from taking all time, stack or memory.
public struct SchemaLimits: Sendable, Equatable {
  /// Subschemas inside one another while they are evaluated. Each takes about 1 KiB of stack, and 5
  /// KiB when nothing is optimised: the standard limit fits two schemas for each of the parser's
  /// 512 levels and the 8 MiB of a usual thread. A thread with a smaller stack needs a smaller
  /// limit.
  public var depth: Int
  /// Subschemas evaluated and elements compared, in one evaluation.
  public var steps: Int
  /// Steps of one pattern on one string; see ``Pattern``.
  public var patternSteps: Int
  /// Findings that are reported; the rest is only counted.
  public var findings: Int
  /// Subschemas in all documents together.
  public var subschemas: Int

  /// Sets each limit; see ``standard`` for the usual ones.
  public init(
    depth: Int = 1100, steps: Int = 100_000_000,
    patternSteps: Int = Pattern.standardStepLimit, findings: Int = 500,
    subschemas: Int = 1_000_000
  ) {
    self.depth = depth
    self.steps = steps
    self.patternSteps = patternSteps
    self.findings = findings
    self.subschemas = subschemas
  }

  /// Generous to every honest schema and instance.
  public static let standard = SchemaLimits()
}
