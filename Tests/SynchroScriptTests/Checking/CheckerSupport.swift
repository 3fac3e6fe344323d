import Foundation
import SynchroJSON
import SynchroScript
import SynchroTestSupport
import SynchroText

/// A small world for suites to be checked in: a few rows, two object formats, and companions that
/// fixtures may need.
enum CheckerWorld {
  static let vocabulary = SuiteVocabulary(
    requirements: [
      "WG1-01/3.2/field-website": .init(.must), "WG1-01/3.2/field-name": .init(.must),
      "WG1-01/3.2/cached": .init(.should), "WG1-01/3.2/extra-members": .init(.may),
      "WG1-01/3.2/no-secrets": .init(.mustNot),
      "WG1-01/4/client-ignores": .init(.must, party: .client),
      "WG1-01/6/extension-names": .init(.must, party: .extension),
      "WG1-01/8/unclear": .init(.must, isAmbiguous: true),
    ],
    suites: [],
    objectFormats: [
      "cds": ObjectFormats(carried: [
        "metadata": [
          .init(
            id: "WG1-01/3.2/field-name", format: "metadata",
            pointer: JSONPointer(tokens: ["properties", "name"]))
        ],
        "plain": [],
      ])
    ],
    targetKeys: ["token_url"], credentials: ["admin"], editions: ["cds-2026-04"],
    hooks: [
      "approve-production": .init(required: ["message"], optional: ["reason"]),
      "write-message": .init(required: ["client", "name", "description"]),
    ],
    flows: ["cds": flows])

  /// Four rows of two chapters.
  private static let flows = FlowVocabulary(
    rows: [
      "1.1.1/read_cmd": row("read_cmd", "1.1.1", from: "Billing", to: "Meter"),
      "1.1.2/read_data": row("read_data", "1.1.2", from: "Meter", to: "Billing"),
      "1.1.3/read_err": row("read_err", "1.1.3", from: "Meter", to: "Billing", isReply: true),
      "2.1.1/price_msg_[1of2]": row("price_msg_[1of2]", "2.1.1", from: "Billing", to: "Meter"),
    ],
    actors: ["Meter", "Billing", "Collector"],
    payloads: [
      "read_cmd": ["meter_id", "reading_type"], "read_data": ["meter_id", "reading"],
      "read_err": ["meter_id", "failure_code"], "price_msg_[1of2]": [],
    ],
    bindings: ["pxb"], faults: ["metrology-fail", "delay"], events: ["user-opt-out", "send"],
    states: ["switch", "load"])

  private static func row(
    _ payload: String, _ section: String, from: String, to: String, isReply: Bool = false
  ) -> FlowVocabulary.KnownRow {
    .init(payload: payload, section: section, from: [from], to: [to], isReply: isReply)
  }

  static let checker = SuiteChecker(vocabulary: vocabulary)

  /// Suites that fixtures may need.
  static func companions() throws -> [SuiteSource] {
    try Fixtures.files(in: "Script/checker-companions").compactMap { file in
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      return suite(SourceText(name: "Suites/cds/" + file.lastPathComponent, text))
    }
  }

  /// The suite, when the parser has nothing against it.
  static func suite(_ source: SourceText) -> SuiteSource? {
    let parsed = SuiteParser.parse(source)
    guard let suite = parsed.suite, !parsed.hasErrors else { return nil }
    return SuiteSource(suite, from: source)
  }

  /// Diagnostics as a user sees them.
  static func rendered(_ diagnostics: [Diagnostic], in source: SourceText) -> String {
    diagnostics.map { DiagnosticRenderer().render($0, in: source) }.joined(separator: "\n")
  }
}
