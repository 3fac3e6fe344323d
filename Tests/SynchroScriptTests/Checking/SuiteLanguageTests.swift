import Foundation
import SynchroJSON
import SynchroScript
import SynchroTestSupport
import SynchroText
import Testing

@Suite struct SuiteLanguageTests {
  /// What examples of steps may use without saying where it comes from.
  static let world = """
    test known "What the examples use"
      GET ${target.url}
      => 200
      keep client = $.client
      keep entries = $.entries


    """

  static let requirements: [String: SuiteVocabulary.KnownRequirement] = {
    let obligations = [
      "WG1-01/3/success-200", "WG1-01/3/json-object-body", "WG1-01/3.2/field-website",
      "WG1-01/3.2/field-support", "WG1-01/3.2/field-name", "WG1-01/3.2/field-created",
      "WG1-01/4/get-200", "WG1-01/4/error-status", "WG1-01/4.1/field-next",
      "WG1-01/4.1/field-coverage-entries", "WG1-01/4.1/next-chain",
      "WG1-01/4.1/order-updated-desc", "WG1-01/4.3/field-id", "WG1-01/4.3/id-unique",
      "WG1-02/5.1/field-client-id",
    ]
    var rows = Dictionary(
      uniqueKeysWithValues: obligations.map {
        ($0, SuiteVocabulary.KnownRequirement(.must))
      })
    rows["WG1-01/3/json-unique-names"] = .init(.should)
    rows["WG1-01/3.2/capabilities-may-be-empty"] = .init(.may)
    return rows
  }()

  @Test func `every example of the reference is sound`() throws {
    var vocabulary = CheckerWorld.vocabulary
    vocabulary.requirements = Self.requirements
    let checker = SuiteChecker(vocabulary: vocabulary)
    let url = Fixtures.root.appending(path: "docs/suite-language.md")
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let examples = Self.examples(in: text)
    #expect(examples.count >= 10)
    for example in examples {
      var suite = example.text
      if example.kind == "suite-steps" {
        let steps = suite.split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
        suite =
          "suite cds/example \"An example\"\n\n" + Self.world
          + "test example \"An example\"\n  needs known\n  ordered\n" + steps
      }
      let source = SourceText(name: "docs/suite-language.md, line \(example.line)", suite)
      let parsed = SuiteParser.parse(source)
      var found = parsed.diagnostics
      if let suite = parsed.suite, !parsed.hasErrors {
        let set = try CheckerWorld.companions() + [SuiteSource(suite, from: source)]
        found += checker.check(set).last?.diagnostics ?? []
      }
      // An example of steps need not use everything that it shows how to keep.
      if example.kind == "suite-steps" { found.removeAll { $0.code == "unused-name" } }
      #expect(found.isEmpty, "\(CheckerWorld.rendered(found, in: source))")
    }
  }

  /// What examples of flows may use without saying where it comes from.
  static let parties = """
    suite sg-network/example "An example"
    binding pxb
    actor meter plays "2-Way Meter - Electr" is target
    actor pct plays "PCT" is target
    actor dap plays "DAPjm" is harness
    actor cis plays "CIS/Billing - Utility" is harness
    actor lms plays "LMS - Utility" is harness
    flow example "An example"

    """

  static let flows: FlowVocabulary = {
    let (cis, lms) = ("CIS/Billing - Utility", "LMS - Utility")
    let (meter, pct) = ("2-Way Meter - Electr", "PCT")
    let rows = [
      ("4.10.4.1/on-demand_Mtr-read_cmd", cis, meter),
      ("4.10.4.1/on-demand_Mtr-read_resp-data", meter, cis),
      ("4.10.4.2/on-demand_Mtr-read_cmd_err", meter, cis),
      ("4.10.4.2/on-demand_Mtr-read_cmd_comm_err", "DAPjm", cis),
      ("4.15.4.1/SW_opr_cmd", cis, meter), ("4.15.4.1/SW_opr_cmd_ack", meter, cis),
      ("4.15.4.1/SW_opr_fail_cmd-err", meter, cis), ("4.6.4.1/Load_mgm_reqst", lms, pct),
      ("4.6.4.1/Load_mgm_req_ack", pct, lms), ("4.6.4.3/Load_mgm_opt_out", pct, lms),
    ]
    var flows = FlowVocabulary(
      actors: [cis, lms, meter, pct, "DAPjm"], bindings: ["pxb"],
      faults: ["metrology-fail", "delay"], events: ["user-opt-out"], states: ["load"])
    for (id, from, to) in rows {
      let parts = id.split(separator: "/").map(String.init)
      flows.payloads[parts[1]] = []
      flows.rows[id] = .init(payload: parts[1], section: parts[0], from: [from], to: [to])
    }
    return flows
  }()

  @Test func `every example of flows is sound`() throws {
    let rules = ["2.1/json", "2.3/gap", "4.1/one-outcome", "7/no-json", "7/goes-on"]
    let requirements = rules.map { ("PXB/" + $0, SuiteVocabulary.KnownRequirement(.must)) }
    let checker = SuiteChecker(
      vocabulary: SuiteVocabulary(
        requirements: Dictionary(uniqueKeysWithValues: requirements),
        flows: ["sg-network": Self.flows]))
    let url = Fixtures.root.appending(path: "docs/flow-suites.md")
    let examples = Self.examples(in: String(decoding: try Data(contentsOf: url), as: UTF8.self))
    #expect(examples.map(\.kind) == ["suite", "suite-flow", "suite-flow", "suite"])
    for example in examples {
      let isWhole = example.kind == "suite"
      let steps = example.text.split(separator: "\n").map { "  " + $0 + "\n" }.joined()
      let source = SourceText(
        name: "docs/flow-suites.md, line \(example.line)",
        isWhole ? example.text : Self.parties + steps)
      let parsed = SuiteParser.parse(source)
      var found = parsed.diagnostics
      if let suite = parsed.suite, !parsed.hasErrors {
        found += checker.check([SuiteSource(suite, from: source)])[0].diagnostics
      }
      // An example of steps has neither all parties nor all rows.
      if !isWhole { found.removeAll { ["unused-party", "untried-row"].contains($0.code) } }
      #expect(found.isEmpty, "\(CheckerWorld.rendered(found, in: source))")
    }
  }

  /// The fenced texts whose language starts with `suite`.
  private static func examples(
    in text: String
  ) -> [(kind: String, line: Int, text: String)] {
    var examples: [(kind: String, line: Int, text: String)] = []
    var open: (kind: String, line: Int, text: String)?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      if line.hasPrefix("```") {
        if let example = open { examples.append(example) }
        let kind = line.dropFirst(3)
        open = kind.hasPrefix("suite") && open == nil ? (String(kind), index + 2, "") : nil
      } else {
        open?.text += line + "\n"
      }
    }
    return examples
  }
}
