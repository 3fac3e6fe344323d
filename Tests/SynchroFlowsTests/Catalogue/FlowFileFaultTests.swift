import Foundation
import SynchroText
import Testing

@testable import SynchroFlows

/// What is told when a file of the catalogue is wrong: each case changes one place of a good file.
@Suite struct FlowFileFaultTests {
  typealias Part = FlowCatalogue.Part

  @Test(arguments: [
    (Part.rows, "\"latency\": \"< 1 hr\"", "\"latency\": \"< 1 hour\"", "flow-cell", "column 5"),
    (.rows, "\"type\": \"resp-data\"", "\"type\": \"resp-dat\"", "flow-unknown-word", "resp-data"),
    (
      .rows, "\"from\": \"CIS/Billing - REPi\"", "\"from\": \"CIS/Billng - REPi\"",
      "flow-unknown-actor", "did you mean 'CIS/Billing - REPi'"
    ),
    (
      .rows, "bulk_Cust_Subset_Acct_Info_Util_data", "bulk_Cust_Subset_Acct_Info_REP_data",
      "flow-duplicate-row", "lines 556 and 569"
    ),
    (.rows, "[\"Cust. Info / Msgn'ng\"]", "[\"Cust. Info\"]", "flow-unknown-use-case", ""),
    (.rows, "\"line\": 556", "\"line\": \"556\"", "flow-wrong-kind", "whole number"),
    (.rows, "\"payload\"", "\"paylaod\"", "flow-unknown-key", "did you mean 'payload'"),
    (.rows, "\"line\": 556,", "", "flow-missing-key", "'line'"),
    (.rows, "{\n  \"document\"", "{,\n  \"document\"", "json-syntax", ""),
    (.rows, "\"variants\": [{\"from\": 1", "\"variants\": [{\"from\": 0", "flow-pairing", ""),
    (.rows, "\"variants\": [{\"from\": 1", "\"variants\": [{\"from\": 9", "flow-pairing", ""),
    (
      .rows, "\"variants\": [{", "\"variants\": [{\"how-often\": 3, ", "flow-pairing",
      "one must be named"
    ),
    (.payloads, "\"cia\": \"H-M-L\"", "\"cia\": \"H-M\"", "flow-risks", "L-H-M"),
    (.payloads, "\"categories\": \"7\"", "\"categories\": \"77\"", "flow-categories", "1 to 22"),
    (
      .payloads, "bulk_Cust_Subset_Acct_Info_Util_data", "bulk_Cust_Subset_Acct_Info_REP_data",
      "flow-duplicate", "stands twice"
    ),
    (
      .useCases, "\"needs\": [\"Meter Reading\"]", "\"needs\": [\"Metre Reading\"]",
      "flow-unknown-use-case", "did you mean 'Meter Reading'"
    ),
    (
      .actors, "\"name\": \"Field Tool\"}", "\"name\": \"Field Toll\"}", "flow-unknown-actor",
      "did you mean 'Field Tool'"
    ),
    (.irregularities, "\"number\": 2,", "\"number\": 1,", "flow-duplicate", ""),
    (
      .irregularities, "4.6.4.3/Load_mgm_opt_out", "4.6.4.3/Load_mgm_opt_oot", "flow-unknown-row",
      "did you mean"
    ),
    (.glossary, "\"stands-for\"", "\"means\"", "flow-unknown-key", ""),
  ])
  func `a slip in a file is found with its place`(
    part: Part, good: String, bad: String, code: String, hint: String
  ) throws {
    let error = try #require(try fault(part, good, bad))
    #expect(error.diagnostic.code == code)
    let words = [error.diagnostic.message] + error.diagnostic.notes + error.diagnostic.help
    #expect(hint.isEmpty || words.contains { $0.contains(hint) })
    #expect(error.source.name == part.rawValue)
  }

  @Test func `a cycle of use cases is named`() throws {
    let error = try #require(
      try fault(
        .useCases, "\"name\": \"Meter Reading\",",
        "\"name\": \"Meter Reading\",\n\"needs\": [\"ORM\"],",
        dropping: "\"needs\": [],\n      \"third-party\": true"))
    #expect(error.diagnostic.code == "flow-cycle")
    #expect(
      error.diagnostic.message.contains("'Meter Reading' needs 'ORM' needs 'Meter Reading'"))
  }

  @Test func `a section's second row with a payload has a number behind it`() throws {
    let text = try #require(
      try SampleCatalogue.files()[.rows].map { source in
        source.text(of: SourceRange(0, source.bytes.count))
      })
    let name = "\"bulk_Cust_Subset_Acct_Info_Util_data\""
    let range = try #require(text.range(of: name))
    let twice = text.replacingCharacters(
      in: range, with: "\"bulk_Cust_Subset_Acct_Info_REP_data#2\"")
    let files = try SampleCatalogue.files(
      replacing: [.rows: twice, .irregularities: #"{"irregularities": []}"#])
    let row = try FlowCatalogue(files).row("4.3.4.1/bulk_Cust_Subset_Acct_Info_REP_data#2")
    #expect(row?.payload == "bulk_Cust_Subset_Acct_Info_REP_data")
    #expect(row?.line == 569)
  }

  @Test func `a missing file is named`() throws {
    var files = try SampleCatalogue.files()
    files[.glossary] = nil
    #expect {
      _ = try FlowCatalogue(files)
    } throws: { error in
      (error as? FlowDataError)?.diagnostic.message.contains("glossary.json") == true
    }
  }

  /// The error of the catalogue in which the first `good` of a file is `bad`.
  private func fault(
    _ part: Part, _ good: String, _ bad: String, dropping dropped: String? = nil
  ) throws -> FlowDataError? {
    let source = try #require(try SampleCatalogue.files()[part])
    var text = source.text(of: SourceRange(0, source.bytes.count))
    if let dropped {
      let range = try #require(text.range(of: dropped))
      text.replaceSubrange(range, with: "\"third-party\": true")
    }
    let range = try #require(text.range(of: good))
    text.replaceSubrange(range, with: bad)
    // What the part does not need is left out: reading all of it takes most of the time.
    var files = [part: text]
    if part != .irregularities {
      files[.irregularities] = #"{"irregularities": []}"#
      if part != .rows { files[.rows] = #"{"document": "none", "scenarios": []}"# }
    }
    do {
      _ = try FlowCatalogue(SampleCatalogue.files(replacing: files))
      Issue.record("the file was accepted")
      return nil
    } catch {
      return error as? FlowDataError
    }
  }
}
