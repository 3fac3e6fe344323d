import SynchroDigest
import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroFlows

@Suite struct FlowPlannerTests {
  @Test(arguments: [(0, "152", "3800"), (1, "8431.075", "16711753.75")])
  func `the worked example gives the figures of tables 4 and 5`(
    index: Int, events: String, bytes: String
  ) throws {
    let interface = try PlanFixture.example().interfaces[index]
    #expect(interface.totals.base.events.description == events)
    #expect(interface.totals.base.bytes.description == bytes)
    #expect(interface.totals.high == interface.totals.base)
  }

  // MARK: - Faults

  private static let one = "{\"name\": \"ElectrMtr\", \"count\": 1, \"reason\": \"r\"}"
  private static let opr = "\"row\": \"4.15.4.1/SW_opr_cmd\""

  /// A plan's text with its fault marked, the finding's code, and a word of what to do.
  static let faults: [(text: String, code: String, word: String)] = [
    (PlanFixture.text(useCases: "[«\"Service Swich\"»]"), "plan-name", "'Service Switch'"),
    (
      PlanFixture.text(choices: "{\"row\": «\"4.15.4.1/SW_oper_cmd\"», \"reason\": \"r\"}"),
      "plan-row", "'4.15.4.1/SW_opr_cmd'"
    ),
    (
      PlanFixture.text(leaveOut: "{\"rows\": [«\"nothing\"»], \"reason\": \"r\"}"), "plan-row",
      "flows list"
    ),
    (
      PlanFixture.text(
        populations: "«»{\"name\": \"ElectrMeter\", \"count\": 1, \"reason\": \"r\"}"), "plan-name",
      "'ElectrMtr'"
    ),
    (
      PlanFixture.text(
        populations:
          "{\"name\": \"ElectrMtr\", \"count\": 1, \"actors\": [«\"DAPjn\"»], \"reason\": \"r\"}"
      ), "plan-name", "'DAPjm'"
    ),
    (PlanFixture.text(populations: ""), "plan-population-missing", "\"count\": 0"),
    (
      PlanFixture.text(
        populations:
          "«»{\"name\": \"ElectrMtr\", \"share\": \"87 %\", \"reason\": \"r\"}"), "plan-shares",
      "other 13 %"
    ),
    (
      PlanFixture.text(
        populations:
          "{\"name\": \"ElectrMtr\", \"share\": 1, \"of\": \"GasMtr\", \"reason\": \"r\"},"
          + "{\"name\": \"GasMtr\", \"share\": 1, \"of\": «\"ElectrMtr\"», \"reason\": \"r\"}"),
      "plan-cycle", "'count'"
    ),
    (
      PlanFixture.text(
        populations:
          "{\"name\": \"ElectrMtr\", \"share\": 1, \"of\": «\"Meters\"», \"reason\": \"r\"}"),
      "plan-population", "leave 'of' out"
    ),
    (
      PlanFixture.text(
        choices: PlanFixture.switchChoices
          + ",{\"row\": «\"4.15.4.1/SW_opr_cmd\"», \"reason\": \"r\"}"),
      "plan-twice", "'high'"
    ),
    (
      PlanFixture.text(choices: "«»{\(opr), \"count\": 51, \"reason\": \"r\"}"), "plan-outside",
      "1 to 50"
    ),
    (
      PlanFixture.text(
        choices: "«»{\(opr), \"count\": 5, \"departure\": \"d\", \"reason\": \"r\"}"),
      "plan-departure", "take 'departure' out"
    ),
    (
      PlanFixture.text(
        choices: "«»{\(opr), \"count\": 5, \"size\": 26, \"reason\": \"r\"}"), "plan-outside",
      "25"
    ),
    (
      PlanFixture.text(
        choices: "«»{\(opr), \"count\": 5, \"window\": \"06:00-09:00\", \"reason\": \"r\"}"),
      "plan-outside", "within 08:00-20:00"
    ),
    (
      PlanFixture.text(
        choices: "«»{\(opr), \"population\": \"ElectrMeter\", \"reason\": \"r\"}"),
      "plan-population", "'ElectrMtr'"
    ),
    (
      PlanFixture.text(choices: "«»{\(opr), \"howOften\": 2, \"count\": 5, \"reason\": \"r\"}"),
      "plan-pick", "choose 1"
    ),
    (
      PlanFixture.text(choices: "«»{\(opr), \"when\": 2, \"count\": 5, \"reason\": \"r\"}"),
      "plan-pick", "8AM - 8PM"
    ),
    (
      PlanFixture.text(
        choices: "{\(opr), \"latency\": «\"< 3 min\"», \"count\": 5, \"reason\": \"r\"}"),
      "plan-pick", "< 1 min"
    ),
    (
      PlanFixture.text(choices: "«»{\(opr), \"events\": 5, \"count\": 5, \"reason\": \"r\"}"),
      "plan-events", "take 'events'"
    ),
    (
      PlanFixture.text(
        choices: PlanFixture.switchChoices
          + ",{\"row\": «\"4.15.4.6/valve_opr_cmd\"», \"reason\": \"r\"}"), "plan-unused",
      "none of the interfaces"
    ),
    (
      PlanFixture.text(
        leaveOut: PlanFixture.valveRepeats
          + ",{\"rows\": [«\"4.10.4.3/Mtr-read_data_resp-data\"»], \"reason\": \"r\"}"),
      "plan-unused", "leaveOut"
    ),
  ]

  @Test(arguments: faults)
  func `a plan that does not fit the rows is told where and what to do`(
    text: String, code: String, word: String
  ) throws {
    let marked = MarkedText(text)
    let (traffic, findings) = try PlanFixture.traffic(marked.source)
    #expect(traffic == nil)
    let finding = try #require(findings.first { $0.code == code }, "\(findings)")
    if let range = marked.ranges.first { #expect(finding.primary.range.start == range.start) }
    let words = ([finding.message, finding.primary.text] + finding.help).joined(separator: " ")
    #expect(words.contains(word), "\(words)")
  }

  @Test func `a missing choice names the row, the cell and what to write`() throws {
    let text = PlanFixture.text(choices: "", leaveOut: "")
    let findings = try PlanFixture.traffic(SourceText(name: "plan", text)).findings
    #expect(findings.count == 4)
    #expect(findings.allSatisfy { $0.code == "plan-choice" })
    let first = try #require(findings.first)
    #expect(first.message.contains("4.15.4.1/SW_opr_cmd"))
    #expect(first.message.contains("'How Often' says '1-50 per 1000 per | ElectrMtr per | day"))
    #expect(first.help.first == "write \"count\": a number from 1 to 50")
    #expect(first.help.last?.contains("{\"row\": \"4.15.4.1/SW_opr_cmd\"") == true)
  }

  // MARK: - Figures

  @Test(arguments: [
    ("1000000000000", "1000000000000", "102000000000"), ("3", "3", "0.306"),
  ])
  func `a trillion endpoints stay exact`(endpoints: String, devices: String, events: String) throws
  {
    let populations = """
      {"name": "ElectrMtr", "share": "100 %", "reason": "r"},
      {"name": "Utl-PrePay-ElectrMtr", "count": 0, "reason": "none"}
      """
    let text = PlanFixture.text(endpoints: endpoints, populations: populations)
    let (traffic, findings) = try PlanFixture.traffic(SourceText(name: "plan", text))
    #expect(findings.isEmpty, "\(findings)")
    let down = try #require(traffic?.interfaces.first)
    #expect(traffic?.populations.first?.devices.description == devices)
    #expect(down.totals.base.events.description == events)
  }

  @Test func `sums that cannot be kept exactly are refused`() throws {
    let rates = ["SW_opr_cmd", "SW_state_cmd"].map { payload in
      let section = payload == "SW_opr_cmd" ? "4.15.4.1" : "4.15.4.3"
      let rate = payload == "SW_opr_cmd" ? "1/99999999999999999999999" : "1/99999999999999999999997"
      return "{\"row\": \"\(section)/\(payload)\", \"rate\": \"\(rate)\", \"departure\": \"d\","
        + " \"reason\": \"r\"}"
    }
    let text = PlanFixture.text(
      choices: rates.joined(separator: ","),
      leaveOut: "{\"rows\": [\"4.15.4.2/SW_opr_cancel_cmd\", \"4.15.4.7/SW_opr_cancel_cmd\"],"
        + " \"reason\": \"r\"}")
    let (traffic, findings) = try PlanFixture.traffic(SourceText(name: "plan", text))
    #expect(traffic == nil)
    #expect(findings.map(\.code) == ["plan-overflow"], "\(findings)")
  }

  @Test func `a day's events fall into the hours of their window`() throws {
    let text = PlanFixture.text()
    let traffic = try #require(try PlanFixture.traffic(SourceText(name: "plan", text)).traffic)
    let load = traffic.interfaces[0].totals.base
    #expect(load.events.description == "102")
    #expect(load.eventsByHour[7] == .zero)
    #expect(load.eventsByHour[8].description == "8.5")
    #expect(load.eventsByHour[19].description == "8.5")
    #expect(load.eventsByHour[20] == .zero)
    #expect(load.busiestHour == 8)
    #expect(try Rational.sum(load.bytesByHour) == load.bytes)
    #expect(traffic.left.map(\.row).contains("4.15.4.7/SW_opr_cancel_cmd"))
    let absent = traffic.left.filter { !$0.isChosen }
    #expect(absent.count == 3)
    #expect(absent.first?.reason == "there is no Utl-PrePay-ElectrMtr: none")
  }

  @Test func `full load takes the values of 'high'`() throws {
    let choices = PlanFixture.switchChoices.replacing(
      "\"count\": 2,", with: "\"count\": 1, \"high\": {\"count\": 2, \"window\": \"09:00-10:00\"},")
    let text = PlanFixture.text(choices: choices)
    let traffic = try #require(try PlanFixture.traffic(SourceText(name: "plan", text)).traffic)
    let totals = traffic.interfaces[0].totals
    #expect(totals.base.events.description == "101")
    #expect(totals.high.events.description == "102")
    #expect(totals.high.busiestHour == 9)
  }

  @Test func `what use cases need comes with them`() throws {
    let text = PlanFixture.text(
      useCases: "[\"Price\"]", populations: "", choices: "",
      leaveOut: "{\"rows\": [\"4.10.4.1/on-demand_Mtr-read_cmd\"], \"reason\": \"r\"}")
    let (traffic, findings) = try PlanFixture.traffic(SourceText(name: "plan", text))
    #expect(findings.isEmpty, "\(findings)")
    let added = try #require(traffic?.added)
    #expect(added.map(\.name) == ["DR-DLC", "Cust. Info / Msgn'ng", "Meter Reading"])
    #expect(added.map(\.isIndirect) == [false, true, true])
    #expect(added.map(\.neededBy) == ["Price", "DR-DLC", "DR-DLC"])
    #expect((traffic?.elsewhere.count ?? 0) > 10)
  }

  @Test func `events that cause each other are told as a circle`() throws {
    let cause = "4.15.4.4/SW_opr_fail_cmd-err"
    let text = PlanFixture.text(
      choices:
        "{\"row\": \"\(cause)\", \"eventsOf\": {\"row\": «\"\(cause)\"»}, \"reason\": \"r\"}",
      leaveOut: "")
    let flipped = text.replacing(
      "\"from\": [\"CIS/Billing - Utility\"], \"to\": [\"2-Way Meter - Electr\"]",
      with: "\"from\": [\"2-Way Meter - Electr\"], \"to\": [\"CIS/Billing - Utility\"]")
    let marked = MarkedText(flipped)
    let findings = try PlanFixture.traffic(marked.source).findings
    let finding = try #require(findings.first { $0.code == "plan-cycle" }, "\(findings)")
    #expect(finding.primary.range == marked.ranges.first)
  }

  @Test func `a row whose alternatives nothing pairs is planned, but not for a verdict`() throws {
    let flows = try PlanFixture.example().flows
    let flow = try #require(flows.first { $0.row.id == "4.10.4.1/on-demand_Mtr-read_cmd" })
    #expect(flow.untestable?.hasSuffix("\"from\", \"to\", \"latency\"") == true)
    #expect(flows.first { $0.row.id == "4.15.4.1/SW_opr_cmd" }?.untestable == nil)
  }

  @Test func `a row whose alternatives are picked can be judged`() throws {
    let row = "4.10.4.1/on-demand_Mtr-read_cmd"
    let choice = """
      {"row": "\(row)", "population": "ElectrMtr", "rate": "1/40", "reason": "r",
       "from": "CIS/Billing - Utility", "to": "2-Way Meter - Electr", "latency": "< 15 sec"}
      """
    let text = PlanFixture.text(
      useCases: "[\"Meter Reading\"]", populations: Self.one, choices: choice, leaveOut: "")
    let (traffic, findings) = try PlanFixture.traffic(SourceText(name: "plan", text))
    #expect(findings.isEmpty, "\(findings)")
    let flow = try #require(traffic?.flows.first)
    #expect(flow.untestable == nil)
    #expect(flow.picks[.latency] == "< 15 sec")
  }

  // MARK: - Forms

  @Test func `a plan's name is the digest of its traffic`() throws {
    let first = try PlanFixture.example()
    let second = try PlanFixture.example()
    #expect(first.digest == second.digest)
    let other = try PlanFixture.traffic(SourceText(name: "plan", PlanFixture.text())).traffic
    #expect(other?.digest != first.digest)
    #expect(first.json["sha256"] == .string(first.digest.hex))
    #expect(first.json["traffic"]?["endpoints"] == 1000)
  }

  @Test func `a table for spreadsheets has a line for each flow and load`() throws {
    let lines = try PlanFixture.example().csv().split(separator: "\n")
    #expect(lines.count == 1 + 2 * 13)
    #expect(lines[1].hasPrefix("DAP to 2-Way Meter,Meter Reading,4.10.4.1/on-demand_Mtr-read_cmd,"))
    #expect(lines[1].contains(",ElectrMtr,1000,base,0.025,25,25,625,07:00-22:00,"))
  }

  @Test func `the template of every use case reads as a plan once its gaps are filled`() throws {
    let catalogue = try SampleCatalogue.whole.get()
    for useCase in catalogue.useCases {
      let template = PlanTemplate(useCases: [useCase.name], in: catalogue).json(from: [], to: [])
      let text = JSONPrinter.pretty(template)
      // Every gap but the two that are texts takes a number.
      let filled = text.replacing("\"population\": null", with: "\"population\": \"ElectrMtr\"")
        .replacing("\"window\": null", with: "\"window\": \"14:00-17:00\"")
        .replacing(": null", with: ": 1")
      let open = FlowPlan.read(SourceText(name: "plan", text)).findings
      #expect(open.allSatisfy { $0.code == "plan-open" || $0.code == "plan-missing" }, "\(open)")
      let (traffic, findings) = try PlanFixture.traffic(SourceText(name: "plan", filled))
      let rest = findings.filter { $0.code != "plan-population-missing" }
      #expect(rest.isEmpty, "\(useCase.name): \(rest.prefix(3))")
      #expect(traffic != nil || !findings.isEmpty)
    }
  }
}
