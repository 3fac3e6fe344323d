public import SynchroText

/// One suite file: tests of one clause group, with what they share.
public struct Suite: Sendable, Equatable {
  /// The path-like name, `cds/discovery/metadata`.
  public var name: Ranged<String>
  /// What the suite is about.
  public var title: Ranged<String>
  /// The dated set of requirements that it was written for.
  public var edition: Ranged<String>?
  /// Words to select by.
  public var tags: [Ranged<String>] = []
  /// Suites that run first and whose kept values are visible here.
  public var needs: [Ranged<String>] = []
  /// Data tables, in the order of the file.
  public var tables: [DataTable] = []
  /// Named steps with arguments, in the order of the file.
  public var fragments: [Fragment] = []
  /// The tests, in the order of the file.
  public var tests: [Test] = []
  /// What carries the payloads of a flow suite, `pxb`; nil in a suite of tests.
  public var binding: Ranged<String>?
  /// The parties of the flows, in the order of the file.
  public var actors: [FlowActor] = []
  /// The flows, in the order of the file.
  public var flows: [Flow] = []
  /// Rows that no flow of this suite can try.
  public var untested: [UntestedRow] = []
  /// Rules of the binding that every session of the suite is held against, by their rows.
  public var linted: [RequirementReference] = []
  /// The whole file.
  public var range: SourceRange

  /// A suite without content.
  public init(name: Ranged<String>, title: Ranged<String>, range: SourceRange) {
    self.name = name
    self.title = title
    self.range = range
  }

  /// Whether it holds flows between actors instead of requests to a server.
  public var isFlowSuite: Bool { binding != nil || !actors.isEmpty || !flows.isEmpty }
}

/// Rows of constants that a loop goes through.
public struct DataTable: Sendable, Equatable {
  /// The table's name.
  public var name: Ranged<String>
  /// The names of its columns.
  public var columns: [Ranged<String>]
  /// Its rows, each as long as `columns`.
  public var rows: [[JSONTemplate]]
  /// The whole declaration.
  public var range: SourceRange

  /// A table.
  public init(
    name: Ranged<String>, columns: [Ranged<String>], rows: [[JSONTemplate]], range: SourceRange
  ) {
    self.name = name
    self.columns = columns
    self.rows = rows
    self.range = range
  }
}

/// Named steps with arguments.
public struct Fragment: Sendable, Equatable {
  /// One argument.
  public struct Parameter: Sendable, Equatable {
    /// Its name.
    public var name: Ranged<String>
    /// What it is when a call does not say.
    public var fallback: Expression?

    /// A parameter.
    public init(name: Ranged<String>, fallback: Expression? = nil) {
      self.name = name
      self.fallback = fallback
    }
  }

  /// The fragment's name.
  public var name: Ranged<String>
  /// Its arguments.
  public var parameters: [Parameter]
  /// What it does.
  public var steps: [Step]
  /// The whole declaration.
  public var range: SourceRange

  /// A fragment.
  public init(
    name: Ranged<String>, parameters: [Parameter], steps: [Step], range: SourceRange
  ) {
    self.name = name
    self.parameters = parameters
    self.steps = steps
    self.range = range
  }
}

/// One test: steps in order, with what it needs and what it cleans up.
public struct Test: Sendable, Equatable {
  /// The name, unique in its suite.
  public var name: Ranged<String>
  /// What it shows.
  public var title: Ranged<String>
  /// Tests whose kept values it uses: `fetch`, or `cds/registration#rotate`.
  public var needs: [Ranged<String>] = []
  /// Words to select by.
  public var tags: [Ranged<String>] = []
  /// Where `ordered` stands: the test changes shared state on the target.
  public var ordered: SourceRange?
  /// Where `last` stands: the test runs after all others.
  public var last: SourceRange?
  /// What it does; guards (`when` without a block) are steps too.
  public var steps: [Step] = []
  /// Clean-up, run on every path.
  public var always: [Step] = []
  /// The whole declaration.
  public var range: SourceRange

  /// A test without content.
  public init(name: Ranged<String>, title: Ranged<String>, range: SourceRange) {
    self.name = name
    self.title = title
    self.range = range
  }
}
