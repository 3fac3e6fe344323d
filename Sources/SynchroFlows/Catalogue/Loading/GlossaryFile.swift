import SynchroText

/// `glossary.json`: acronyms, terms and the rules about latency.
struct GlossaryFile {
  let glossary: Glossary

  init(_ source: SourceText) throws(FlowDataError) {
    let root = try DataObject.root(of: source, keys: ["acronyms", "definitions", "latency-rules"])
    var acronyms: [Glossary.Acronym] = []
    for object in try root.objects("acronyms", keys: ["name", "stands-for", "line"]) {
      acronyms.append(
        Glossary.Acronym(
          name: try object.string("name"), expansion: try object.string("stands-for"),
          line: try object.integer("line")))
    }
    var definitions: [Glossary.Definition] = []
    for object in try root.objects("definitions", keys: ["term", "is", "line"]) {
      definitions.append(
        Glossary.Definition(
          term: try object.string("term"), meaning: try object.string("is"),
          line: try object.integer("line")))
    }
    var rules: [Glossary.LatencyRule] = []
    for object in try root.objects("latency-rules", keys: ["number", "rule", "line"]) {
      rules.append(
        Glossary.LatencyRule(
          number: try object.integer("number"), rule: try object.string("rule"),
          line: try object.integer("line")))
    }
    glossary = Glossary(acronyms: acronyms, definitions: definitions, latencyRules: rules)
  }
}
