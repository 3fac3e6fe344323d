import SynchroJSON
public import SynchroText

extension PathCatalogue {
  /// The name of the file in `Suites/sg-network`.
  public static let fileName = "paths.json"

  /// Reads the file of paths.
  public init(parsing source: SourceText) throws(FlowDataError) {
    let root = try DataObject.root(
      of: source,
      keys: [
        "source", "expressions", "otherPrintings", "links", "decisions", "options", "profiles",
      ])
    expressions = try root.list("expressions") { node throws(FlowDataError) in
      let item = try DataObject(node, keys: ["name", "line", "printed", "about"])
      let name = try item.text("name")
      let printed = try item.text("printed")
      return try Expression(
        name: name, line: item.line, printed: printed, about: item.text("about"),
        parsed: PathParser.parse(printed, name: name))
    }
    for (index, expression) in expressions.enumerated() {
      guard let node = root.node["expressions"]?[index] else { continue }
      // A name that stands for two expressions, or one that cannot be used, helps nobody.
      if expressions.count(where: { $0.name == expression.name }) > 1 {
        throw DataObject.fault(
          node, "'\(expression.name)' stands twice", "give each its own name")
      }
      if expression.parsed.expression == nil {
        let reasons = expression.parsed.diagnostics.map(\.message).joined(separator: "; ")
        throw DataObject.fault(
          node, "'\(expression.name)' cannot be read: \(reasons)",
          "keep such printings under \"otherPrintings\"")
      }
    }
    let names = expressions.map(\.name)
    otherPrintings = try root.list("otherPrintings") { node throws(FlowDataError) in
      let item = try DataObject(node, keys: ["line", "printed", "of"])
      let printed = try item.text("printed")
      let name = try item.text("of")
      guard names.contains(name) else {
        throw try DataObject.fault(
          item.value("of"), "there is no expression '\(name)'",
          NearestName.advice(for: name, among: names) ?? "add it")
      }
      return try OtherPrinting(
        line: item.line, printed: printed, of: name, parsed: PathParser.parse(printed, name: name))
    }
    links = try root.list("links") { node throws(FlowDataError) in
      let item = try DataObject(node, keys: ["label", "from", "to"])
      return try Link(label: item.text("label"), from: item.text("from"), to: item.text("to"))
    }
    decisions = try root.list("decisions") { node throws(FlowDataError) in
      let item = try DataObject(node, keys: ["label", "links", "meaning", "stated"])
      return try Decision(
        label: item.text("label"), path: FlowPath(item.texts("links")),
        meaning: item.text("meaning"), isStated: item.flag("stated", or: false))
    }
    options = try root.list("options") { node throws(FlowDataError) in
      let item = try DataObject(node, keys: ["number", "decisions", "profile", "stated"])
      return try Option(
        number: item.text("number"), decisions: FlowPath(item.texts("decisions")),
        profile: item.text("profile"), isStated: item.flag("stated", or: false))
    }
    profiles = try root.list("profiles") { node throws(FlowDataError) in
      let item = try DataObject(node, keys: ["table", "line", "reference", "cells"])
      var row: [DeploymentProfile.Cell] = []
      for member in try DataObject.named(item.value("cells")) {
        row.append(
          DeploymentProfile.Cell(
            column: member.key, value: try DataObject.text(member.value, member.key)))
      }
      return try DeploymentProfile(
        table: item.text("table"), line: item.line, reference: item.text("reference"), cells: row)
    }
  }
}

extension DataObject {
  /// The line of the document's text that a record came from.
  fileprivate var line: Int {
    get throws(FlowDataError) { try integer("line", in: 1...1_000_000) }
  }
}
