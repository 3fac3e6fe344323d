/// Applies compiled schemas to one document.
///
/// Values are indices of the document's tape. Nothing is allocated for a value that fits: paths,
/// words and strings are made for findings only. In `probe` mode nothing is reported, and the first
/// breach ends the matter.
struct SchemaEvaluator {
  /// A schema that is being applied, to notice that it leads back to itself.
  private struct Frame {
    let schema: Int
    let instance: Int
    let scopes: Int
  }

  let schema: JSONSchema
  let document: JSONDocument
  let tape: UnsafeBufferPointer<TapeEntry>
  let bytes: UnsafeBufferPointer<UInt8>
  let collectsAnnotations: Bool
  private let limits: SchemaLimits

  private(set) var findings: [RawFinding] = []
  private(set) var omitted = 0
  private(set) var annotations: [RawAnnotation] = []
  /// Why the evaluation was given up, if it was.
  private(set) var halt: RawFinding?

  var isReporting: Bool
  private var findingLimit: Int
  private var branchFindings = 0
  private var steps = 0
  private var depth = 0
  private var frames: [Frame] = []
  /// The dynamic scope: resources in the order of entering, each once. The search of a dynamic
  /// reference takes the outermost, so an inner repetition never matters.
  private var scopes: [Int] = []
  /// Sets of evaluated children of the values that are being worked on.
  var evaluated: [EvaluatedChildren] = []

  /// No set of evaluated children is asked for.
  static let unmarked = -1

  init(
    _ schema: JSONSchema, document: JSONDocument, tape: UnsafeBufferPointer<TapeEntry>,
    bytes: UnsafeBufferPointer<UInt8>, isReporting: Bool, collectsAnnotations: Bool
  ) {
    self.schema = schema
    self.document = document
    self.tape = tape
    self.bytes = bytes
    self.isReporting = isReporting
    self.collectsAnnotations = collectsAnnotations
    limits = schema.options.limits
    findingLimit = limits.findings
  }

  /// Applies a schema to a value. `marks` names the set that takes up which children were looked at.
  mutating func evaluate(_ index: Int, _ id: Int, marks: Int = unmarked) -> Breach {
    guard halt == nil else { return .here }
    steps += 1
    guard steps <= limits.steps else {
      return give(up: .tooManySteps(limit: limits.steps), index, id)
    }
    let subschema = schema.subschemas[index]
    if subschema.rules.refusesAll {
      report(index, nil, id, .nothingAllowed)
      return .here
    }
    guard depth < limits.depth else {
      return give(up: .tooDeep(limit: limits.depth), index, id)
    }
    depth += 1
    defer { depth -= 1 }
    let isNewScope = enter(subschema.resource)
    defer { if isNewScope { scopes.removeLast() } }
    guard !subschema.rules.inPlace.isEmpty else {
      return apply(subschema, index, id, marks: marks)
    }
    guard !isRepeated(index, id) else { return give(up: .endlessRecursion, index, id) }
    frames.append(Frame(schema: index, instance: id, scopes: scopes.count))
    defer { frames.removeLast() }
    return apply(subschema, index, id, marks: marks)
  }

  /// How many annotations there are, to forget later ones with ``forgetAnnotations(from:)``.
  var annotationCount: Int { annotations.count }

  /// Drops the annotations of schemas that turned out not to apply.
  mutating func forgetAnnotations(from count: Int) {
    annotations.removeLast(annotations.count - count)
  }

  /// Applies a schema without reporting, and marks what it looked at only when the value fits.
  mutating func probe(_ index: Int, _ id: Int, marks: Int = unmarked) -> Bool {
    let wasReporting = isReporting
    let annotationMark = annotationCount
    isReporting = false
    var own = Self.unmarked
    if marks >= 0 {
      own = evaluated.count
      evaluated.append(EvaluatedChildren())
    }
    let fits = evaluate(index, id, marks: own).isEmpty
    isReporting = wasReporting
    if own >= 0, let looked = evaluated.popLast(), fits { evaluated[marks].formUnion(looked) }
    if !fits { forgetAnnotations(from: annotationMark) }
    return fits
  }

  /// Whether the first breach settles the matter.
  var stopsEarly: Bool { !isReporting }

  // MARK: - One schema

  private mutating func apply(
    _ subschema: Subschema, _ index: Int, _ id: Int, marks: Int
  ) -> Breach {
    let rules = subschema.rules
    guard !rules.collectsEvaluated else {
      return applyCollecting(rules, index, id, marks: marks)
    }
    let breach = applyRules(rules, index, id, marks: marks)
    if collectsAnnotations { annotate(rules, index, id, breach) }
    return breach
  }

  /// A schema with an `unevaluated` keyword sees what its own keywords looked at, and nothing else.
  private mutating func applyCollecting(
    _ rules: SubschemaRules, _ index: Int, _ id: Int, marks: Int
  ) -> Breach {
    let own = evaluated.count
    evaluated.append(EvaluatedChildren())
    var breach = applyRules(rules, index, id, marks: own)
    if breach.isEmpty || !stopsEarly {
      switch tape[id].kind {
      case .object: breach.formUnion(applyUnevaluatedProperties(rules, index, id, marks: own))
      case .array: breach.formUnion(applyUnevaluatedItems(rules, index, id, marks: own))
      case .null, .boolean, .number, .string: break
      }
    }
    if let looked = evaluated.popLast(), marks >= 0 { evaluated[marks].formUnion(looked) }
    if collectsAnnotations { annotate(rules, index, id, breach) }
    return breach
  }

  private mutating func applyRules(
    _ rules: SubschemaRules, _ index: Int, _ id: Int, marks: Int
  ) -> Breach {
    var breach: Breach = []
    let entry = tape[id]
    if let kinds = rules.kinds, !fits(kinds, entry, id) {
      guard isReporting else { return .here }
      report(
        index, .type, id,
        .wrongType(expected: kinds.names, received: ValueWords.kind(node(id))))
      breach = .here
    }
    if let list = rules.enumeration, !contains(list, entry, id) {
      guard isReporting else { return .here }
      report(
        index, .enum, id,
        .notListed(
          expected: list.all.map(ValueWords.excerpt), received: ValueWords.describe(node(id))))
      breach = .here
    }
    if let constant = rules.constant, !contains(constant, entry, id) {
      guard isReporting else { return .here }
      report(
        index, .const, id,
        .notConstant(
          expected: constant.all.first.map(ValueWords.excerpt) ?? "",
          received: ValueWords.describe(node(id))))
      breach = .here
    }
    switch entry.kind {
    case .null, .boolean: break
    case .number:
      if let numbers = rules.numbers { breach.formUnion(apply(numbers, index, id)) }
    case .string:
      if let strings = rules.strings { breach.formUnion(apply(strings, index, id)) }
    case .array:
      if let arrays = rules.arrays { breach.formUnion(apply(arrays, index, id, marks: marks)) }
    case .object:
      if let objects = rules.objects { breach.formUnion(apply(objects, index, id, marks: marks)) }
    }
    for rule in rules.inPlace {
      if stopsEarly, !breach.isEmpty { return breach }
      breach.formUnion(apply(rule, index, id, marks: marks))
    }
    return breach
  }

  private mutating func annotate(
    _ rules: SubschemaRules, _ index: Int, _ id: Int, _ breach: Breach
  ) {
    for keyword in rules.annotations.indices {
      annotations.append(
        RawAnnotation(schema: index, keyword: keyword, instance: id, breach: breach))
    }
  }

  // MARK: - Dynamic scope and recursion

  private mutating func enter(_ resource: Int) -> Bool {
    guard scopes.last != resource, !scopes.contains(resource) else { return false }
    scopes.append(resource)
    return true
  }

  /// The subschema that a dynamic anchor names in the outermost resource that declares it.
  func dynamicTarget(_ anchor: Int) -> Int? {
    for resource in scopes {
      if let target = schema.resources[resource].dynamicAnchors[anchor] { return target }
    }
    return nil
  }

  /// Whether a schema is applied to a value while it is applied to it already, with nothing changed
  /// that could make it go another way.
  private func isRepeated(_ index: Int, _ id: Int) -> Bool {
    for frame in frames.reversed() {
      guard frame.instance == id else { return false }
      if frame.schema == index, frame.scopes == scopes.count { return true }
    }
    return false
  }

  // MARK: - Reporting

  func node(_ id: Int) -> JSONNode { JSONNode(document: document, id: id) }

  /// Whether a finding would be kept, so that its words are worth making.
  var keepsFindings: Bool { isReporting && findings.count < findingLimit }

  mutating func report(
    _ index: Int, _ keyword: SchemaKeyword?, _ id: Int, _ fault: SchemaFault
  ) {
    guard isReporting else { return }
    guard findings.count < findingLimit else {
      omitted += 1
      return
    }
    findings.append(RawFinding(schema: index, keyword: keyword, instance: id, fault: fault))
  }

  /// Keeps a finding together with why each of several branches does not fit.
  mutating func report(
    _ index: Int, _ keyword: SchemaKeyword, _ id: Int, _ fault: SchemaFault, causes: [Int]
  ) {
    guard isReporting else { return }
    guard findings.count < findingLimit else {
      omitted += 1
      return
    }
    var finding = RawFinding(schema: index, keyword: keyword, instance: id, fault: fault)
    finding.branches = branches(causes, id)
    findings.append(finding)
  }

  /// Applies each branch once more, this time to hear its reasons; the most promising comes first.
  private mutating func branches(
    _ schemas: [Int], _ id: Int
  ) -> [(index: Int, findings: [RawFinding])] {
    var branches: [(index: Int, findings: [RawFinding])] = []
    let outer = (findings, omitted, findingLimit)
    defer { (findings, omitted, findingLimit) = outer }
    for (index, branch) in schemas.enumerated() {
      // Reasons of reasons must not grow without bound: all together have one limit as well.
      guard branchFindings < limits.findings else { break }
      findings = []
      findingLimit = min(20, limits.findings - branchFindings)
      let annotationMark = annotationCount
      _ = evaluate(branch, id)
      forgetAnnotations(from: annotationMark)
      branchFindings += findings.count
      branches.append((index, findings))
    }
    return branches.sorted {
      (rank($0.findings, id), $0.index) < (rank($1.findings, id), $1.index)
    }
  }

  /// The lower, the nearer: what fails as a whole, or at the member that tells the branches apart,
  /// was hardly meant.
  private func rank(_ findings: [RawFinding], _ id: Int) -> Int {
    findings.reduce(0) { sum, finding in
      switch finding.fault {
      case .wrongType, .nothingAllowed: sum + (finding.instance == id ? 1000 : 1)
      case .notConstant, .notListed: sum + 100
      case .missingMember, .unexpectedMember: sum + 10
      default: sum + 1
      }
    }
  }

  /// Ends the evaluation: the value is neither valid nor invalid.
  mutating func give(up fault: SchemaFault, _ index: Int, _ id: Int) -> Breach {
    if halt == nil {
      halt = RawFinding(schema: index, keyword: nil, instance: id, fault: fault)
    }
    return .here
  }

  /// Counts work that is not the application of a schema.
  mutating func spend(_ amount: Int, _ index: Int, _ id: Int) -> Bool {
    steps += amount
    guard steps > limits.steps else { return true }
    _ = give(up: .tooManySteps(limit: limits.steps), index, id)
    return false
  }
}
