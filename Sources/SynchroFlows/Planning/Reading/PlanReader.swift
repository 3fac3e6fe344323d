internal import SynchroJSON
public import SynchroText

extension FlowPlan {
  /// The `format` of a plan's file.
  public static let format = "synchroscope-flow-plan/1"
  /// More endpoints than this are refused: no grid has them, and figures stay exact below.
  public static let mostEndpoints = 1_000_000_000_000
  /// A plan of every row of the document has a tenth of this.
  public static let mostBytes = 8 << 20
  /// More of anything than this is a list of something else.
  static let mostInterfaces = 200
  static let mostEntries = 2000

  /// Reads a plan's file; the plan is nil when the findings hold what keeps it from being used.
  public static func read(_ source: SourceText) -> (plan: FlowPlan?, findings: [Diagnostic]) {
    var reader = PlanReader()
    let plan = reader.plan(source)
    return (reader.findings.list.isEmpty ? plan : nil, reader.findings.list)
  }
}

/// Reads the parts of a plan and tells every mistake, not the first only.
struct PlanReader {
  var findings = PlanFindings()

  mutating func plan(_ source: SourceText) -> FlowPlan? {
    let document: JSONDocument
    do throws(JSONSyntaxError) {
      document = try JSONDocument(
        parsing: source, limits: JSONLimits(bytes: FlowPlan.mostBytes, depth: 16, nodes: 1_000_000))
    } catch {
      findings.add(error.diagnostic)
      return nil
    }
    for key in document.duplicateKeys {
      findings.add(
        "duplicate-key",
        "the key '\(VisibleText.excerpt(key.key, limit: 60))' stands twice in one object",
        at: key.again, "again here", related: [.init(key.first, "first here")],
        help: ["keep the one that you mean"])
    }
    guard let fields = PlanFields(document.root, "a plan", keys: Self.keys, &findings) else {
      return nil
    }
    checkFormat(fields)
    let name = fields.requiredText("name", &findings)
    let reason = fields.requiredText("reason", &findings)
    _ = fields.required("useCases", &findings)
    let useCases = fields.texts("useCases", &findings)
    _ = fields.required("interfaces", &findings)
    for (key, most) in [
      ("interfaces", FlowPlan.mostInterfaces), ("populations", FlowPlan.mostEntries),
      ("choices", FlowPlan.mostEntries), ("leaveOut", FlowPlan.mostEntries),
      ("useCases", FlowPlan.mostEntries),
    ] {
      guard let node = fields.node[key], node.count > most else { continue }
      findings.add(
        "too-many", "'\(key)' has \(node.count) entries, more than the limit of \(most)",
        at: SourceRange(at: node.range.start), help: ["split the plan"])
      return nil
    }
    let interfaces = fields.list("interfaces", &findings).compactMap { interface($0) }
    let endpoints = fields.required("endpoints", &findings).flatMap { count(ofEndpoints: $0) }
    let plan = FlowPlan(
      name: name ?? "", reason: reason ?? "", useCases: useCases, interfaces: interfaces,
      endpoints: endpoints?.0 ?? 1, endpointsReason: endpoints?.1 ?? "",
      populations: fields.list("populations", &findings).compactMap { population($0) },
      calendar: fields.value("calendar", &findings).flatMap { calendar($0) },
      choices: fields.list("choices", &findings).compactMap { choice($0) },
      omissions: fields.list("leaveOut", &findings).flatMap { omissions($0) },
      places: FlowPlan.Places(
        populations: place(of: "populations", in: fields), choices: place(of: "choices", in: fields)
      ))
    checkNames(plan.interfaces.map { Placed(value: $0.name, range: $0.range) }, "interface")
    checkNames(plan.populations.map { Placed(value: $0.name, range: $0.range) }, "population")
    checkNames(plan.useCases, "use case")
    if useCases.isEmpty || interfaces.isEmpty, findings.list.isEmpty {
      findings.add(
        "empty", "a plan needs a use case and an interface", at: SourceRange(at: 0),
        help: ["'synchroscope flows plan --init \"Meter Reading\"' writes one to start from"])
    }
    return plan
  }

  private func place(of key: String, in fields: PlanFields) -> SourceRange {
    SourceRange(at: (fields.node[key] ?? fields.node).range.start)
  }

  private static let keys = [
    "format", "name", "reason", "useCases", "interfaces", "endpoints", "populations", "calendar",
    "choices", "leaveOut",
  ]

  private mutating func checkFormat(_ fields: PlanFields) {
    guard let node = fields.required("format", &findings), node.string != FlowPlan.format else {
      return
    }
    findings.add(
      "format", "the plan has a format that is not known", at: node.range,
      help: ["write \"format\": \"\(FlowPlan.format)\""])
  }

  private mutating func checkNames(_ names: [Placed<String>], _ what: String) {
    var first: [String: SourceRange] = [:]
    for name in names {
      if let range = first[name.value] {
        findings.add(
          "twice", "the \(what) '\(VisibleText.excerpt(name.value, limit: 60))' stands twice",
          at: name.range, "again here", related: [.init(range, "first here")],
          help: ["keep one of them"])
      } else {
        first[name.value] = name.range
      }
    }
  }

  private mutating func count(ofEndpoints node: JSONNode) -> (Int, String)? {
    guard
      let fields = PlanFields(node, "'endpoints'", keys: ["count", "reason"], &findings)
    else { return nil }
    _ = fields.required("count", &findings)
    let count = fields.whole("count", 1...FlowPlan.mostEndpoints, &findings)
    guard let reason = fields.requiredText("reason", &findings), let count else { return nil }
    return (count, reason)
  }

  private mutating func interface(_ node: JSONNode) -> PlanInterface? {
    guard
      let fields = PlanFields(
        node, "an interface", keys: ["name", "from", "to", "reason"], &findings)
    else { return nil }
    for key in ["from", "to"] { _ = fields.required(key, &findings) }
    let from = fields.texts("from", &findings)
    let to = fields.texts("to", &findings)
    guard let name = fields.requiredText("name", &findings),
      let reason = fields.requiredText("reason", &findings)
    else { return nil }
    return PlanInterface(name: name, reason: reason, from: from, to: to, range: node.range)
  }

  private mutating func population(_ node: JSONNode) -> PlanPopulation? {
    guard
      let fields = PlanFields(
        node, "a population", keys: ["name", "count", "share", "of", "actors", "reason"], &findings)
    else { return nil }
    let name = fields.requiredText("name", &findings)
    let reason = fields.requiredText("reason", &findings)
    let actors = fields.texts("actors", &findings)
    guard let amount = amount(fields), let name, let reason else { return nil }
    return PlanPopulation(
      name: name, amount: amount, actors: actors, reason: reason, range: node.range)
  }

  private mutating func amount(_ fields: PlanFields) -> PlanPopulation.Amount? {
    guard let share = fields.node["share"] else {
      _ = fields.required("count", &findings)
      return fields.whole("count", 0...FlowPlan.mostEndpoints, &findings).map { .count($0) }
    }
    if fields.node["count"] != nil {
      findings.add(
        "both", "a population has a 'count' or a 'share', not both", at: share.range,
        help: ["keep the one that you know"])
      return nil
    }
    let of = fields.texts("of", &findings).first
    guard let value = fields.number("share", &findings) else { return nil }
    guard value <= .one else {
      let percent = (try? value * Rational(100)).map { "this is \($0) %" } ?? ""
      findings.add(
        "share", "a share is at most 100 %", at: share.range, percent,
        help: ["write it as \"17.4 %\" or 0.174"])
      return nil
    }
    return .share(value, of: of)
  }

  private mutating func calendar(_ node: JSONNode) -> PlanCalendar? {
    guard
      let fields = PlanFields(
        node, "'calendar'", keys: ["daysPerMonth", "daysPerYear", "reason"], &findings)
    else { return nil }
    var days: [Rational] = []
    for key in ["daysPerMonth", "daysPerYear"] {
      guard let value = fields.required(key, &findings),
        let number = fields.number(value, key, &findings)
      else { continue }
      if number == .zero {
        findings.add(
          "range", "'\(key)' is zero", at: value.range, help: ["write 30, or \"365/12\""])
      } else {
        days.append(number)
      }
    }
    guard let reason = fields.requiredText("reason", &findings), days.count == 2 else { return nil }
    return PlanCalendar(daysPerMonth: days[0], daysPerYear: days[1], reason: reason)
  }

  private mutating func omissions(_ node: JSONNode) -> [PlanOmission] {
    guard
      let fields = PlanFields(
        node, "what is left out", keys: ["rows", "population", "reason"], &findings)
    else { return [] }
    _ = fields.required("rows", &findings)
    let rows = fields.texts("rows", &findings)
    let population = fields.text("population", &findings)
    guard let reason = fields.requiredText("reason", &findings) else { return [] }
    return rows.map { PlanOmission(row: $0, population: population, reason: reason) }
  }
}
