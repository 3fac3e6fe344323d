import SynchroJSON
import SynchroText

/// What the examples of some specifications have to look like: a file that people write, such as
/// `Suites/cds/examples.rules`.
public struct ExampleRules: Sendable {
  /// The documents that the rules are made for, such as `CDS-WG1-01`.
  public internal(set) var documents: [String] = []
  var marks = ExampleReader.Marks()
  /// The members that hold a client's identifier and secret.
  var credentials: (id: String, secret: String)?
  /// The member that holds an access token.
  var token: String?
  /// Header fields that the documents define.
  var fieldNames: [String] = []
  var examples: [ExampleRule] = []
  var claims: [ExampleClaim] = []

  /// No rules: examples are looked at for themselves only.
  public init() {}

  /// Whether the rules are made for a document.
  public func cover(_ document: String?) -> Bool {
    guard let document else { return false }
    return documents.contains { $0.lowercased() == document.lowercased() }
  }
}

/// How to tell an example, and what it must hold.
struct ExampleRule: Sendable {
  /// A value that must stand in a header field.
  struct FieldDemand: Sendable {
    let name: String
    /// What the value must hold as one of its parts; nil when any value will do.
    let value: String?
    let rule: String?
  }

  /// A format for parts of an answer.
  struct Part: Sendable {
    let path: JSONPath
    let format: String
  }

  let name: String
  /// Clauses, `12` for itself and all below it.
  var clauses: [String] = []
  var methods: [String] = []
  var path: PathPattern?
  /// Members that the content of the answer has.
  var members: [String] = []
  /// The format of the request's content, of the answer's, and of a refusal's.
  var sends: String?
  var answers: String?
  var refuses: String?
  var parts: [Part] = []
  var statuses: [Int] = []
  var statusRule: String?
  var requestFields: [FieldDemand] = []
  var answerFields: [FieldDemand] = []
  /// The member of the answer that repeats the URL of the request.
  var ownURL: String?

  /// Whether the rule speaks of an exchange.
  func matches(_ exchange: ExampleExchange) -> Bool {
    guard clauses.isEmpty || exchange.clause?.isIn(clauses) == true else { return false }
    if path != nil || !methods.isEmpty {
      guard case .request(let method, let target)? = exchange.request?.start,
        methods.isEmpty || methods.contains(method), path?.matches(target) ?? true
      else { return false }
    }
    if !members.isEmpty {
      guard let root = exchange.answer?.json?.document?.root,
        members.allSatisfy({ root[$0] != nil })
      else { return false }
    }
    return true
  }
}

extension SpecClause {
  /// Whether it is one of the clauses or stands below one of them.
  fileprivate func isIn(_ clauses: [String]) -> Bool {
    guard let number else { return false }
    return clauses.contains { number == $0 || number.hasPrefix($0 + ".") }
  }
}

/// Something that values of a format must be beyond what the format says.
struct ExampleClaim: Sendable {
  enum Demand: Sendable {
    /// The value fits a schema.
    case schema(JSONSchema)
    /// One member's time is no later than another's.
    case order(earlier: String, later: String)
    /// Values of one answer that agree in a member are the same object and agree in all.
    case identity(member: String)
  }

  let name: String
  /// The formats whose values it speaks of.
  var formats: [String] = []
  /// The examples whose requests it speaks of.
  var requestsOf: [String] = []
  var clauses: [String] = []
  let demand: Demand
  let says: String
  let rule: String?
  let severity: Diagnostic.Severity

  func applies(in clause: SpecClause?) -> Bool {
    clauses.isEmpty || clause?.isIn(clauses) == true
  }
}
