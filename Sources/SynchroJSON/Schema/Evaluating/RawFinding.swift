/// A finding before its paths are looked up: places are indices of the document's tape.
struct RawFinding {
  let schema: Int
  let keyword: SchemaKeyword?
  let instance: Int
  let fault: SchemaFault
  var way: [RawStep] = []
  var branches: [(index: Int, findings: [RawFinding])] = []

  /// Every place that it and its branches name.
  var instances: [Int] {
    [instance] + way.map(\.instance) + branches.flatMap { $0.findings.flatMap(\.instances) }
  }
  var schemas: [Int] {
    [schema] + way.map(\.schema) + branches.flatMap { $0.findings.flatMap(\.schemas) }
  }
}

/// A schema that is being applied to a value.
struct RawStep {
  let schema: Int
  let instance: Int
}

/// An annotation before its paths are looked up.
struct RawAnnotation {
  let schema: Int
  let keyword: Int
  let instance: Int
  let breach: Breach
}
