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
  let limits: SchemaLimits

  var findings: [RawFinding] = []
  var omitted = 0
  var annotations: [RawAnnotation] = []
  /// Why the evaluation was given up, if it was.
  var halt: RawFinding?

  var isReporting: Bool
  var findingLimit: Int
  var branchFindings = 0
  var branchDepth = 0
  var steps = 0
  private var depth = 0
  private var frames: [Frame] = []
  /// The dynamic scope: resources in the order of entering, each once. The search of a dynamic
  /// reference takes the outermost, so an inner repetition never matters.
  private var scopes: [Int] = []
  /// Sets of evaluated children of the values that are being worked on.
  var evaluated: [EvaluatedChildren] = []
  /// The schemas that are being applied, outermost first, each with its value. Kept for whoever
  /// collects annotations only, as is what follows.
  var way: [RawStep] = []
  /// The kinds of values that each schema was applied to.
  var applied: [SchemaKinds] = []

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
    if collectsAnnotations { applied = Array(repeating: [], count: schema.subschemas.count) }
  }

  /// Applies a schema to a value. `marks` names the set that takes up which children were looked
  /// at.
  mutating func evaluate(_ index: Int, _ id: Int, marks: Int = unmarked) -> Breach {
    guard halt == nil else { return .here }
    steps += 1
    guard steps <= limits.steps else { return giveUpForSteps(index, id) }
    let subschema = schema.subschemas[index]
    if subschema.refusesAll { return reportRefusal(index, id) }
    guard depth < limits.depth else { return giveUpForDepth(index, id) }
    depth += 1
    defer { depth -= 1 }
    if collectsAnnotations {
      applied[index].insert(SchemaKinds(tape[id].kind))
      way.append(RawStep(schema: index, instance: id))
    }
    defer { if collectsAnnotations { way.removeLast() } }
    let isNewScope = enter(subschema.resource)
    defer { if isNewScope { scopes.removeLast() } }
    guard !subschema.inPlace.isEmpty else {
      return apply(subschema, index, id, marks: marks)
    }
    guard !isRepeated(index, id) else { return giveUpForRecursion(index, id) }
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
    guard !subschema.collectsEvaluated else {
      return applyCollecting(subschema, index, id, marks: marks)
    }
    let breach = applyRules(subschema, index, id, marks: marks)
    if collectsAnnotations { annotate(subschema, index, id, breach) }
    return breach
  }

  /// A schema with an `unevaluated` keyword sees what its own keywords looked at, and nothing else.
  private mutating func applyCollecting(
    _ subschema: Subschema, _ index: Int, _ id: Int, marks: Int
  ) -> Breach {
    let own = evaluated.count
    evaluated.append(EvaluatedChildren())
    var breach = applyRules(subschema, index, id, marks: own)
    if breach.isEmpty || !stopsEarly {
      switch tape[id].kind {
      case .object: breach.formUnion(applyUnevaluatedProperties(subschema, index, id, marks: own))
      case .array: breach.formUnion(applyUnevaluatedItems(subschema, index, id, marks: own))
      case .null, .boolean, .number, .string: break
      }
    }
    if let looked = evaluated.popLast(), marks >= 0 { evaluated[marks].formUnion(looked) }
    if collectsAnnotations { annotate(subschema, index, id, breach) }
    return breach
  }

  private mutating func applyRules(
    _ subschema: Subschema, _ index: Int, _ id: Int, marks: Int
  ) -> Breach {
    var breach: Breach = []
    let entry = tape[id]
    if !fitsValue(subschema, entry, index, id) {
      breach = .here
      if stopsEarly { return breach }
    }
    switch entry.kind {
    case .null, .boolean: break
    case .number:
      if let numbers = subschema.numbers { breach.formUnion(apply(numbers, index, id)) }
    case .string:
      if let strings = subschema.strings { breach.formUnion(apply(strings, index, id)) }
    case .array:
      if let arrays = subschema.arrays {
        breach.formUnion(apply(arrays, index, id, marks: marks))
      }
    case .object:
      if let objects = subschema.objects {
        breach.formUnion(apply(objects, index, id, marks: marks))
      }
    }
    for rule in subschema.inPlace {
      if stopsEarly, !breach.isEmpty { return breach }
      breach.formUnion(apply(rule, index, id, marks: marks))
    }
    return breach
  }

  /// `type`, `enum` and `const`.
  private mutating func fitsValue(
    _ subschema: Subschema, _ entry: TapeEntry, _ index: Int, _ id: Int
  ) -> Bool {
    var isFit = true
    if let kinds = subschema.kinds, !fits(kinds, entry, id) {
      guard isReporting else { return false }
      isFit = false
      report(
        index, .type, id,
        .wrongType(expected: kinds.names, received: ValueWords.kind(node(id))))
    }
    if let list = subschema.enumeration, !contains(list, entry, index, id) {
      guard isReporting else { return false }
      isFit = false
      report(
        index, .enum, id,
        .notListed(expected: list.words, received: ValueWords.describe(node(id))))
    }
    if let constant = subschema.constant, !contains(constant, entry, index, id) {
      guard isReporting else { return false }
      isFit = false
      report(
        index, .const, id,
        .notConstant(
          expected: constant.words.first ?? "", received: ValueWords.describe(node(id))))
    }
    return isFit
  }

  private mutating func annotate(
    _ subschema: Subschema, _ index: Int, _ id: Int, _ breach: Breach
  ) {
    for keyword in subschema.annotations.indices {
      if subschema.annotations[keyword].isForStrings, tape[id].kind != .string { continue }
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
}
