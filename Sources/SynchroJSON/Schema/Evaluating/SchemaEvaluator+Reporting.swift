/// What is kept of a breach, and when to give up.
extension SchemaEvaluator {
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
    findings.append(
      RawFinding(schema: index, keyword: keyword, instance: id, fault: fault, way: way))
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
    var finding = RawFinding(
      schema: index, keyword: keyword, instance: id, fault: fault, way: way)
    finding.branches = branches(causes, id)
    findings.append(finding)
  }

  /// Applies each branch once more, this time to hear its reasons; the most promising comes first.
  private mutating func branches(
    _ schemas: [Int], _ id: Int
  ) -> [(index: Int, findings: [RawFinding])] {
    var branches: [(index: Int, findings: [RawFinding])] = []
    // Nobody follows reasons of reasons deeper than this, and they must not grow without bound: all
    // together have one limit as well.
    guard branchDepth < 3, branchFindings < limits.findings else { return [] }
    branchDepth += 1
    let outer = (findings, omitted, findingLimit)
    defer {
      (findings, omitted, findingLimit) = outer
      branchDepth -= 1
    }
    for (index, branch) in schemas.enumerated() {
      findings = []
      findingLimit = 20
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
      halt = RawFinding(schema: index, keyword: nil, instance: id, fault: fault, way: way)
    }
    return .here
  }

  // Apart from the functions that call one another down a deep value, which keeps the stack that
  // each level of it takes small: a fault is a large value.

  mutating func giveUpForSteps(_ index: Int, _ id: Int) -> Breach {
    give(up: .tooManySteps(limit: limits.steps), index, id)
  }

  mutating func giveUpForDepth(_ index: Int, _ id: Int) -> Breach {
    give(up: .tooDeep(limit: limits.depth), index, id)
  }

  mutating func giveUpForRecursion(_ index: Int, _ id: Int) -> Breach {
    give(up: .endlessRecursion, index, id)
  }

  mutating func reportRefusal(_ index: Int, _ id: Int) -> Breach {
    report(index, nil, id, .nothingAllowed)
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
