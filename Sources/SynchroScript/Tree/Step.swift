public import SynchroHTTP
public import SynchroText

/// One statement of a test, a fragment or a block.
public struct Step: Sendable, Equatable {
  /// What it does.
  public indirect enum Kind: Sendable, Equatable {
    /// `GET ${…}` with headers, parameters, options and a body.
    case request(RequestStep)
    /// `=> 200 [ID]`.
    case gate(GateStep)
    /// `$.id is string [ID]`, also with `should`, `assume` or `permits`.
    case check(CheckStep)
    /// `keep name = VALUE`, `keep secret name = VALUE`.
    case keep(name: Ranged<String>, isSecret: Bool, value: Expression)
    /// `collect name from VALUE`.
    case collect(name: Ranged<String>, from: Expression)
    /// `give name = VALUE`.
    case give(name: Ranged<String>, value: Expression)
    /// `call fragment(name: VALUE) as name`.
    case call(CallStep)
    /// `operator hook(name: VALUE) as name`.
    case operate(OperatorStep)
    /// `when CONDITION`: with a block, or as a guard for the rest of the block it stands in.
    case when(WhenStep)
    /// `for each name in VALUE`, `for each row in table NAME`.
    case forEach(ForEachStep)
    /// `page through $.next up to 100 pages [ID]`.
    case pages(PagesStep)
    /// `eventually within 5s every 250ms`.
    case eventually(within: Ranged<Duration>, every: Ranged<Duration>, steps: [Step])
    /// `control "why"` with a block.
    case control(why: Ranged<String>?, steps: [Step])
    /// `control by TEST`.
    case controlledBy(test: Ranged<String>)
    /// `leaves "a registered client" at URL`: something that stays on the target.
    case leaves(what: TextTemplate, url: TextTemplate)
    /// `pause 2s`.
    case pause(Ranged<Duration>)
    /// `review "question" [ID]`.
    case review(question: TextTemplate, requirements: [RequirementReference])
  }

  /// What it does.
  public var kind: Kind
  /// The whole statement, its block included.
  public var range: SourceRange
  /// Its first line, without comment: what a diagnostic about the step as such underlines.
  public var head: SourceRange

  /// A statement.
  public init(_ kind: Kind, range: SourceRange, head: SourceRange) {
    self.kind = kind
    self.range = range
    self.head = head
  }
}

/// The requirement that a check decides, as written in the brackets at the end of its line.
public struct RequirementReference: Sendable, Equatable {
  /// An id, or a column of the table row that a loop is at.
  public enum Target: Sendable, Equatable {
    /// `WG1-01/3.2/field-name`.
    case id(String)
    /// `${row.requirement}`.
    case reference(Reference)
  }

  /// What is named.
  public var target: Target
  /// Where.
  public var range: SourceRange

  /// A reference to a requirement.
  public init(_ target: Target, at range: SourceRange) {
    self.target = target
    self.range = range
  }
}

/// A request as a suite writes it.
public struct RequestStep: Sendable, Equatable {
  /// A header line.
  public struct Header: Sendable, Equatable {
    /// The name, as it is sent.
    public var name: Ranged<String>
    /// The value.
    public var value: TextTemplate

    /// A header line.
    public init(name: Ranged<String>, value: TextTemplate) {
      self.name = name
      self.value = value
    }
  }

  /// A parameter of the query or of a form.
  public struct Parameter: Sendable, Equatable {
    /// The name before encoding.
    public var name: TextTemplate
    /// The value before encoding.
    public var value: TextTemplate

    /// A parameter.
    public init(name: TextTemplate, value: TextTemplate) {
      self.name = name
      self.value = value
    }
  }

  /// A `with` line.
  public enum Option: Sendable, Equatable {
    /// `with timeout 5s`: the deadline of the whole exchange.
    case timeout(Ranged<Duration>)
    /// `with redirects 5`: how many redirects are followed.
    case redirects(Ranged<Int>)
    /// `with credentials NAME`: what the target file declares under that name.
    case credentials(Ranged<String>)
    /// `with basic ID SECRET`: the client shows who it is, RFC 6749, section 2.3.1.
    /// `with basic encoded …` percent-encodes every character that is no letter and no digit.
    case basic(id: TextTemplate, secret: TextTemplate, isFullyEncoded: Bool)
    /// `with retries`: sent again when its answer is lost, whatever that does twice.
    case retries(SourceRange)
    /// `with no retries`: a 429 or 503 is the answer.
    case noRetries(SourceRange)
    /// `with body limit 5MB`: more is not read.
    case bodyLimit(Ranged<Int>)
  }

  /// What follows the head.
  public enum Body: Sendable, Equatable {
    /// A JSON document with interpolations.
    case json(JSONTemplate)
    /// A form.
    case form([Parameter])
    /// Text between `raw """` and `"""`, with its media type if one was given.
    case raw(mediaType: Ranged<String>?, text: TextTemplate)
    /// `raw hex "…"` or `raw base64 "…"`.
    case bytes(Ranged<[UInt8]>)
  }

  /// The method, as it is sent.
  public var method: Ranged<HTTPMethod>
  /// The URL.
  public var url: TextTemplate
  /// Header lines in order.
  public var headers: [Header] = []
  /// `?` lines in order.
  public var query: [Parameter] = []
  /// `with` lines in order.
  public var options: [Option] = []
  /// What follows the head.
  public var body: Body?

  /// A request without headers and body.
  public init(method: Ranged<HTTPMethod>, url: TextTemplate) {
    self.method = method
    self.url = url
  }
}

/// What a gate accepts.
public enum StatusPattern: Sendable, Equatable {
  /// One code.
  case code(Int)
  /// `2xx`: the hundreds.
  case category(Int)
}

/// `=> 200 or 304 [ID]`: unless it is met, the rest of the block decides nothing.
public struct GateStep: Sendable, Equatable {
  /// The accepted statuses.
  public var statuses: [Ranged<StatusPattern>]
  /// What is decided.
  public var requirements: [RequirementReference]

  /// A gate.
  public init(statuses: [Ranged<StatusPattern>], requirements: [RequirementReference]) {
    self.statuses = statuses
    self.requirements = requirements
  }
}

/// A condition and what follows when it is not met.
public struct CheckStep: Sendable, Equatable {
  /// What an unmet condition means.
  public enum Mode: Sendable, Equatable {
    /// The row fails by its level.
    case must
    /// A warning, whatever the level.
    case should
    /// The rest of the block is untestable, or inconclusive.
    case assume(reason: Ranged<String>?, isInconclusive: Bool)
    /// A permission that was not used.
    case permits
  }

  /// What an unmet condition means.
  public var mode: Mode
  /// What is claimed.
  public var condition: Condition
  /// What is decided.
  public var requirements: [RequirementReference]

  /// A check.
  public init(mode: Mode, condition: Condition, requirements: [RequirementReference]) {
    self.mode = mode
    self.condition = condition
    self.requirements = requirements
  }
}

/// `call fragment(name: VALUE) as name`.
public struct CallStep: Sendable, Equatable {
  /// One argument.
  public struct Argument: Sendable, Equatable {
    /// The parameter's name.
    public var name: Ranged<String>
    /// What it is given.
    public var value: Expression

    /// An argument.
    public init(name: Ranged<String>, value: Expression) {
      self.name = name
      self.value = value
    }
  }

  /// The fragment's name.
  public var fragment: Ranged<String>
  /// The arguments.
  public var arguments: [Argument]
  /// The name under which given values stand; without it they stand by themselves.
  public var result: Ranged<String>?

  /// A call.
  public init(fragment: Ranged<String>, arguments: [Argument], result: Ranged<String>? = nil) {
    self.fragment = fragment
    self.arguments = arguments
    self.result = result
  }
}

/// `when CONDITION as "feature"`.
public struct WhenStep: Sendable, Equatable {
  /// What must hold.
  public var condition: Condition
  /// The words for what the target does not declare.
  public var feature: Ranged<String>?
  /// The block; nil for a guard of the rest of the enclosing block.
  public var steps: [Step]?
  /// What is done instead.
  public var otherwise: [Step]?

  /// A conditional block or guard.
  public init(
    condition: Condition, feature: Ranged<String>? = nil, steps: [Step]? = nil,
    otherwise: [Step]? = nil
  ) {
    self.condition = condition
    self.feature = feature
    self.steps = steps
    self.otherwise = otherwise
  }
}

/// `for each name in VALUE up to N`.
public struct ForEachStep: Sendable, Equatable {
  /// What is gone through.
  public enum Source: Sendable, Equatable {
    /// The nodes of a query or the elements of a list.
    case values(Expression)
    /// The rows of a table.
    case table(Ranged<String>)
  }

  /// The name that each element has in the block.
  public var name: Ranged<String>
  /// What is gone through.
  public var source: Source
  /// How many at most.
  public var limit: Ranged<Int>?
  /// The block.
  public var steps: [Step]

  /// A loop.
  public init(name: Ranged<String>, source: Source, limit: Ranged<Int>? = nil, steps: [Step]) {
    self.name = name
    self.source = source
    self.limit = limit
    self.steps = steps
  }
}

/// `page through $.next up to 100 pages [ID]`.
public struct PagesStep: Sendable, Equatable {
  /// Where a page names the next one.
  public var next: Expression
  /// How many pages are read at most.
  public var limit: Ranged<Int>
  /// What the chain itself decides.
  public var requirements: [RequirementReference]
  /// The block; its first request is repeated.
  public var steps: [Step]

  /// A walk over pages.
  public init(
    next: Expression, limit: Ranged<Int>, requirements: [RequirementReference], steps: [Step]
  ) {
    self.next = next
    self.limit = limit
    self.requirements = requirements
    self.steps = steps
  }
}
