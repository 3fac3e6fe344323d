import SynchroText
import Testing

@testable import SynchroFlows

@Suite struct FlowChoicesTests {
  private static let read = "4.10.4.1/on-demand_Mtr-read_cmd"

  @Test func `a row whose pairing is unknown is untested until a profile chooses`() throws {
    let row = try #require(try SampleCatalogue.whole.get().row(Self.read))
    let open = row.resolved()
    #expect(open.variants.isEmpty)
    #expect(open.reasons == [.notChosen([.from, .to, .latency])])
    let choices = try choices(
      #"{"row": "\#(Self.read)", "from": "ipd", "to": "2-Way Meter - Gas", "latency": "< 1  hr"}"#)
    let chosen = row.resolved(by: choices[row.id])
    #expect(chosen.reasons.isEmpty)
    #expect(chosen.variants.map(\.from) == [["IPD"]])
    #expect(chosen.variants.map(\.latency.limit) == [.seconds(3600)])
  }

  @Test func `several choices are several tests, and a partial one says what it lacks`() throws {
    let choices = try choices(
      #"{"row": "\#(Self.read)", "from": "IPD", "to": "2-Way Meter - Gas", "latency": "< 1 hr"}"#,
      #"{"row": "\#(Self.read)", "from": "IPD", "to": "2-Way Meter - Gas", "latency": "< 1 hr"}"#,
      #"{"row": "\#(Self.read)", "from": "Cust. EMS", "to": "2-Way Meter - Gas", "latency": "< 15 sec"}"#,
      #"{"row": "\#(Self.read)", "from": "IPD"}"#)
    let row = try #require(try SampleCatalogue.whole.get().row(Self.read))
    let resolved = row.resolved(by: choices[row.id])
    #expect(resolved.variants.map(\.number) == [1, 2])
    #expect(resolved.reasons == [.notChosen([.to, .latency])])
  }

  @Test func `a choice narrows a row whose pairing is known`() throws {
    let id = "4.15.4.1/SW_opr_cmd_ack"
    let row = try #require(try SampleCatalogue.whole.get().row(id))
    let choices = try choices(#"{"row": "\#(id)", "latency": "< 1 min"}"#)
    #expect(row.resolved().variants.count == 2)
    #expect(row.resolved(by: choices[id]).variants.map(\.latency.text) == ["< 1 min"])
  }

  @Test func `a bound of letters cannot be tested`() throws {
    let row = try #require(try SampleCatalogue.whole.get().row("4.12.4.1/otg_ntf_evnt_data"))
    #expect(row.resolved().variants.map(\.reliability.text) == ["> 30% large outage"])
    #expect(row.resolved().reasons == [.letters(.reliability, "> xx% small outage")])
  }

  @Test(arguments: [
    (#"{"row": "4.10.4.1/on-demand_Mtr-red_cmd"}"#, "flow-unknown-row", "did you mean"),
    (#"{"row": "4.10.4.1/on-demand_Mtr-read_cmd", "from": "MDMS"}"#, "flow-choice", "it holds"),
    (
      #"{"row": "4.15.4.1/SW_opr_cmd_ack", "latency": "< 2 min", "how-often": "1-2 per 1000 per | PrePay-ElectrMtr per | day"}"#,
      "flow-choice", "lists them"
    ),
    (#"{"row": "4.15.4.1/SW_opr_cmd", "form": "x"}"#, "flow-unknown-key", "did you mean 'from'"),
    (#"{"from": "x"}"#, "flow-missing-key", ""), (#"{"row": 5}"#, "flow-wrong-kind", ""),
    ("7", "flow-wrong-kind", ""),
  ])
  func `a choice that cannot be is refused with its place`(
    choice: String, code: String, help: String
  ) {
    do throws(FlowDataError) {
      let catalogue = try catalogue()
      _ = try FlowChoices(source(choice), for: catalogue)
      Issue.record("it was accepted")
    } catch {
      #expect(error.diagnostic.code == code)
      #expect(help.isEmpty || error.diagnostic.help.contains { $0.contains(help) })
      #expect(error.source.place(at: error.diagnostic.primary.range.start).line == 2)
    }
  }

  private func catalogue() throws(FlowDataError) -> FlowCatalogue {
    guard let catalogue = try? SampleCatalogue.whole.get() else {
      preconditionFailure("the catalogue of the suites can be read")
    }
    return catalogue
  }

  private func source(_ choices: String...) -> SourceText {
    SourceText(name: "choices.json", "{\"choices\": [\n" + choices.joined(separator: ",\n") + "]}")
  }

  private func choices(_ choices: String...) throws -> FlowChoices {
    let text = "{\"choices\": [\n" + choices.joined(separator: ",\n") + "]}"
    return try FlowChoices(SourceText(name: "choices.json", text), for: catalogue())
  }
}
