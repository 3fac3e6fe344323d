import SynchroFlows
import SynchroJSON
import SynchroText

/// Payloads as a list.
struct FlowPayloadListing: FlowListing {
  let payloads: [FlowPayload]
  let catalogue: FlowCatalogue

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable("PAYLOAD", "C-I-A", "CATEGORIES", "ROWS", "WHAT IT IS")
    for payload in payloads {
      table.add(
        payload.name, payload.risksText, payload.categoriesRaw, "\(rows(of: payload).count)",
        payload.summary)
    }
    return table.rendered(style) + counted(payloads.count, "payload") + "\n"
  }

  var json: [JSONValue] {
    payloads.map { payload in
      [
        "name": .string(payload.name), "summary": .string(payload.summary),
        "attributes": FlowRowJSON.strings(catalogue.attributes(of: payload.name)),
        "risks": Self.risks(payload),
        "categories": .array(payload.categories.map { .integer($0) }),
        "categories_raw": .string(payload.categoriesRaw),
        "sections": FlowRowJSON.strings(payload.sections),
        "rows": FlowRowJSON.strings(rows(of: payload)), "line": .integer(payload.line),
      ]
    }
  }

  var cells: [[String]] {
    let heading = [
      "name", "summary", "confidentiality", "integrity", "availability", "categories", "sections",
      "rows", "line",
    ]
    return [heading]
      + payloads.map { payload in
        let risks = [payload.confidentiality, payload.integrity, payload.availability]
        return [payload.name, payload.summary] + risks.map(\.rawValue) + [
          payload.categoriesRaw, payload.sections.joined(separator: "; "),
          rows(of: payload).joined(separator: "; "), "\(payload.line)",
        ]
      }
  }

  static func risks(_ payload: FlowPayload) -> JSONValue {
    [
      "confidentiality": .string(payload.confidentiality.rawValue),
      "integrity": .string(payload.integrity.rawValue),
      "availability": .string(payload.availability.rawValue),
    ]
  }

  private func rows(of payload: FlowPayload) -> [String] {
    catalogue.rows.filter { $0.payload == payload.name }.map(\.id)
  }
}

extension FlowPayload {
  /// `L-H-M`, as the document prints it.
  var risksText: String {
    [confidentiality, integrity, availability].map(\.rawValue).joined(separator: "-")
  }
}
