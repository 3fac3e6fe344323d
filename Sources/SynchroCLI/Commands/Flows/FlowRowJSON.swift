import SynchroFlows
import SynchroJSON

/// A requirement row with everything that is known of it, for programs.
struct FlowRowJSON {
  let row: FlowRow
  let catalogue: FlowCatalogue
  let choices: FlowChoices

  var value: JSONValue {
    let resolved = row.resolved(by: choices[row.id])
    var value: JSONValue = [
      "id": .string(row.id), "section": .string(row.section),
      "scenario": .string(row.scenario.title), "use_cases": Self.strings(row.useCases),
      "payload": .string(row.payload), "type": .string(row.kind.rawValue),
      "attributes": Self.strings(row.attributes), "base_load": Self.mark(row.baseLoad),
      "high_load": Self.mark(row.highLoad),
    ]
    value.append("from", cell(.from, row.from.alternatives.map(Self.strings)))
    value.append("to", cell(.to, row.to.alternatives.map(Self.strings)))
    value.append(
      "reliability", cell(.reliability, row.reliability.alternatives.map(FlowCellJSON.reliability)))
    value.append("latency", cell(.latency, row.latency.alternatives.map(FlowCellJSON.latency)))
    value.append("when", cell(.when, row.when.alternatives.map(FlowCellJSON.when)))
    value.append(
      "how_often", cell(.howOften, row.howOften.alternatives.map(FlowCellJSON.howOften)))
    value.append("size", cell(.size, row.size.alternatives.map(FlowCellJSON.size)))
    value.append("pairing", .string(row.pairing.word))
    value.append("combinations", .array(resolved.variants.map(Self.variant)))
    value.append("untestable", Self.strings(resolved.reasons.map(\.sentence)))
    value.append("risks", catalogue.payload(row.payload).map(FlowPayloadListing.risks) ?? .null)
    value.append(
      "irregularities",
      .array(catalogue.irregularities(touching: row).map { .integer($0.number) }))
    value.append("line", .integer(row.line))
    return value
  }

  private func cell(_ column: FlowColumn, _ alternatives: [JSONValue]) -> JSONValue {
    [
      "raw": .string(row.raw(column)), "texts": Self.strings(row.texts(column)),
      "alternatives": .array(alternatives),
    ]
  }

  private static func variant(_ variant: FlowVariant) -> JSONValue {
    var value: JSONValue = [
      "number": .integer(variant.number), "from": strings(variant.from), "to": strings(variant.to),
    ]
    for column in FlowColumn.allCases.dropFirst(2) {
      let key = column.rawValue.replacing("-", with: "_")
      value.append(key, variant.texts[column].map(JSONValue.string) ?? .null)
    }
    return value
  }

  private static func mark(_ mark: LoadMark) -> JSONValue {
    switch mark {
    case .included(let scope):
      ["counts": true, "scope": scope.map(JSONValue.string) ?? .null, "said": true]
    case .excluded: ["counts": false, "scope": .null, "said": true]
    case .unsaid: ["counts": true, "scope": .null, "said": false]
    }
  }

  static func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}
