internal import SynchroText

/// Makes findings for readers from those of the evaluator: looks up every path in one walk.
struct FindingAssembly {
  private let schema: JSONSchema
  private let document: JSONDocument
  private var instances: [Int: JSONPointer] = [:]
  private var locations: [Int: JSONPointer] = [:]

  init(schema: JSONSchema, document: JSONDocument) {
    self.schema = schema
    self.document = document
  }

  mutating func outcome(
    _ evaluator: SchemaEvaluator, root: Int, isBroken: Bool, instance: Int
  ) -> SchemaOutcome {
    let raw = evaluator.findings
    let annotations = evaluator.annotations
    instances = NodePath.pointers(
      to: raw.flatMap(\.instances) + annotations.map(\.instance)
        + [instance] + (evaluator.halt?.instances ?? []), in: document)
    let applied = evaluator.applied.indices.filter { !evaluator.applied[$0].isEmpty }
    for index in Set(raw.flatMap(\.schemas) + annotations.map(\.schema) + applied) {
      locate(index)
    }
    // A stable sort: findings at one place stay in the order in which keywords were applied.
    let order = raw.indices.sorted {
      (document.tape[raw[$0].instance].start, $0) < (document.tape[raw[$1].instance].start, $1)
    }
    var findings = order.map { finding(raw[$0]) }
    if let halt = evaluator.halt {
      for index in halt.schemas { locate(index) }
      findings.append(finding(halt))
    }
    if evaluator.omitted > 0 {
      locate(root)
      findings.append(
        finding(
          RawFinding(
            schema: root, keyword: nil, instance: instance, fault: .omitted(evaluator.omitted))))
    }
    precondition(findings.isEmpty != isBroken, "an invalid value has findings, a valid one none")
    return SchemaOutcome(
      findings: findings, annotations: annotations.map(annotation),
      applied: Dictionary(
        applied.map { (location($0, nil), evaluator.applied[$0].jsonKinds) },
        uniquingKeysWith: { $0.union($1) }))
  }

  private mutating func locate(_ index: Int) {
    guard locations[index] == nil else { return }
    let subschema = schema.subschemas[index]
    let root = schema.resources[subschema.resource].root
    locations[index] = NodePath.pointer(to: subschema.node.id, in: root.document, from: root.id)
  }

  private func finding(_ raw: RawFinding) -> SchemaFinding {
    SchemaFinding(
      instance: instances[raw.instance] ?? .root, range: range(raw.instance),
      source: document.source, keyword: raw.keyword?.rawValue ?? "",
      schema: location(raw.schema, raw.keyword?.rawValue), fault: raw.fault,
      way: raw.way.map { step in
        SchemaFinding.Step(
          instance: instances[step.instance] ?? .root, schema: location(step.schema, nil))
      },
      branches: raw.branches.map { branch in
        SchemaFinding.Branch(index: branch.index, findings: branch.findings.map(finding))
      })
  }

  private func annotation(_ raw: RawAnnotation) -> SchemaAnnotation {
    let keyword = schema.subschemas[raw.schema].annotations[raw.keyword]
    return SchemaAnnotation(
      instance: instances[raw.instance] ?? .root, range: range(raw.instance),
      keyword: keyword.name, value: keyword.value, schema: location(raw.schema, keyword.name),
      verdict: raw.breach.isEmpty ? .met : raw.breach.contains(.here) ? .brokenHere : .brokenInside
    )
  }

  private func range(_ id: Int) -> SourceRange { JSONNode(document: document, id: id).range }

  private func location(_ index: Int, _ keyword: String?) -> SchemaFinding.Location {
    let pointer = locations[index] ?? .root
    return SchemaFinding.Location(
      uri: schema.resources[schema.subschemas[index].resource].uri,
      pointer: keyword.map { pointer.appending($0) } ?? pointer)
  }
}
