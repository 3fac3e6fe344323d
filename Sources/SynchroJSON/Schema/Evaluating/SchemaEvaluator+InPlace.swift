/// Applicators that look at the same place: core, section 8.2.3 and 10.2.
extension SchemaEvaluator {
  mutating func apply(_ rule: InPlaceRule, _ index: Int, _ id: Int, marks: Int) -> Breach {
    switch rule {
    case .ref(let target), .staticDynamicRef(let target):
      return evaluate(target, id, marks: marks)
    case .dynamicRef(let target, let anchor):
      return evaluate(dynamicTarget(anchor) ?? target, id, marks: marks)
    case .allOf(let schemas): return applyAll(schemas, id, marks: marks)
    case .anyOf(let schemas): return applyAny(schemas, index, id, marks: marks)
    case .oneOf(let schemas): return applyOne(schemas, index, id, marks: marks)
    case .not(let schema):
      return applyNot(schema, index, id)
    case .conditional(let test, let then, let otherwise):
      guard let branch = probe(test, id, marks: marks) ? then : otherwise else { return [] }
      return evaluate(branch, id, marks: marks)
    }
  }

  private mutating func applyAll(_ schemas: [Int], _ id: Int, marks: Int) -> Breach {
    var breach: Breach = []
    for schema in schemas {
      breach.formUnion(evaluate(schema, id, marks: marks))
      if stopsEarly, !breach.isEmpty { return breach }
    }
    return breach
  }

  private mutating func applyNot(_ schema: Int, _ index: Int, _ id: Int) -> Breach {
    let annotationMark = annotationCount
    let fits = probe(schema, id)
    forgetAnnotations(from: annotationMark)
    guard fits else { return [] }
    report(index, .not, id, .matchesForbidden)
    return .here
  }

  private mutating func applyAny(
    _ schemas: [Int], _ index: Int, _ id: Int, marks: Int
  ) -> Breach {
    // Every branch that fits has its say on what was evaluated: core, section 10.2.1.2.
    let needsAll = marks >= 0 || collectsAnnotations
    var fits = false
    for schema in schemas where probe(schema, id, marks: marks) {
      fits = true
      if !needsAll { break }
    }
    guard !fits else { return [] }
    report(index, .anyOf, id, .noBranch(of: schemas.count), causes: schemas)
    return .here
  }

  private mutating func applyOne(
    _ schemas: [Int], _ index: Int, _ id: Int, marks: Int
  ) -> Breach {
    var fitting: [Int] = []
    for (branch, schema) in schemas.enumerated() where probe(schema, id, marks: marks) {
      fitting.append(branch)
      if stopsEarly, fitting.count > 1 { break }
    }
    guard fitting.count != 1 else { return [] }
    if fitting.isEmpty {
      report(index, .oneOf, id, .noBranch(of: schemas.count), causes: schemas)
    } else {
      report(index, .oneOf, id, .severalBranches(fitting))
    }
    return .here
  }
}
