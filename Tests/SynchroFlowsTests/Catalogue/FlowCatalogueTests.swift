import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroFlows

@Suite struct FlowCatalogueTests {
  @Test func `the catalogue holds what the document holds`() throws {
    let catalogue = try SampleCatalogue.whole.get()
    #expect(catalogue.rows.count == 206)
    #expect(catalogue.payloads.count == 196)
    #expect(catalogue.actors.count == 195)
    #expect(catalogue.useCases.count == 17)
    #expect(catalogue.glossary.acronyms.count == 99)
    #expect(catalogue.glossary.definitions.count == 54)
    #expect(catalogue.glossary.latencyRules.count == 13)
    #expect(catalogue.irregularities.count == 44)
    #expect(Set(catalogue.rows.map(\.id)).count == 206)
    #expect(catalogue.useCases.filter(\.needsThirdParty).count == 7)
  }

  @Test func `every row names a payload that is described or that the register knows`() throws {
    let catalogue = try SampleCatalogue.whole.get()
    let undescribed = catalogue.rows.filter { catalogue.payload($0.payload) == nil }
    #expect(undescribed.count == 8)
    for row in undescribed {
      #expect(catalogue.irregularities(touching: row).contains { $0.number == 12 })
    }
    let used = Set(catalogue.rows.map(\.payload))
    #expect(
      catalogue.payloads.filter { !used.contains($0.name) }.map(\.name) == [
        "valve_opr_cancel_cmd", "valve_post-oper-info_resp-data",
      ])
  }

  @Test(arguments: [
    ("4.15.4.1/SW_opr_cmd", Pairing.oneColumn(.howOften), 2),
    ("4.15.4.1/SW_opr_cmd_ack", .byPosition(count: 2), 2),
    ("4.10.4.1/on-demand_Mtr-read_cmd", .unknown, 0),
    ("4.4.1.4.1.2/FeederCapBank_alarm", .single, 1),
    ("4.5.4.2/distr_cust_storage_in-island-mode_alarm", .stated(line: 4093), 3),
  ])
  func `alternatives are paired`(id: String, pairing: Pairing, variants: Int) throws {
    let row = try #require(try SampleCatalogue.whole.get().row(id))
    #expect(row.pairing == pairing)
    #expect(row.variants.count == variants)
  }

  @Test func `a stated pairing leaves open what it does not state`() throws {
    let id = "4.5.4.2/distr_cust_storage_in-island-mode_alarm"
    let row = try #require(try SampleCatalogue.whole.get().row(id))
    #expect(row.variants.map(\.latency.text) == ["< 8 sec", "< 4 sec", "< 6 sec"])
    #expect(row.variants.map(\.reliability.text) == ["> 99.5%", "> 99.5%", "> 98%"])
    #expect(row.variants.allSatisfy { $0.howOften == nil && $0.texts[.howOften] == nil })
    #expect(row.variants[2].from == ["Distr. Cust. Storage", "DAC - Ops/Regnl"])
  }

  @Test(arguments: [
    ("4.15.4.1/SW_oper_cmd", "4.15.4.1/SW_opr_cmd"),
    ("4.12.4.1/otg_ntg_evnt_data", "4.12.4.1/otg_ntf_evnt_data"),
    ("Mtr-read_data_resp-data", "4.10.4.3/Mtr-read_data_resp-data"),
    ("4.9.9/PHEV_VIN_data_cmd", "4.8.4.3/PHEV_Vin_data_cmd"),
  ])
  func `an unknown id leads to the row that was meant`(id: String, meant: String) throws {
    #expect(try SampleCatalogue.whole.get().nearestRow(to: id) == meant)
  }

  @Test func `spellings of actors are read as the names of the tables`() throws {
    let row = try #require(
      try SampleCatalogue.whole.get().row("4.10.4.3/Mtr-read_data_resp-data"))
    #expect(
      row.from.alternatives == [
        ["2-Way Meter - Electr", "2-Way Meter - Gas", "2-Way Meter - Water"]
      ])
    #expect(row.from.raw == "2-Way Meter – Elec, 2-Way Meter – Gas, 2-Way Meter - Water")
  }

  @Test(arguments: [
    ("Price", ["DR-DLC", "Cust. Info / Msgn'ng", "Meter Reading"], 2),
    ("ORM", ["Meter Events", "Meter Reading"], 0), ("Meter Reading", [], 0),
  ])
  func `a use case brings everything it needs`(
    name: String, needed: [String], indirect: Int
  ) throws {
    let catalogue = try SampleCatalogue.whole.get()
    #expect(catalogue.closure(of: [name]) == [name] + needed)
    #expect(UseCaseGraph(catalogue.useCases).indirect(of: name).count == indirect)
  }

  @Test func `only the list of Price leaves prerequisites out`() throws {
    let useCases = try SampleCatalogue.whole.get().useCases
    let graph = UseCaseGraph(useCases)
    #expect(useCases.filter { !graph.indirect(of: $0.name).isEmpty }.map(\.name) == ["Price"])
  }
}
