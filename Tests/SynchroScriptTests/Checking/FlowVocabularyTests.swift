import Testing

@testable import SynchroScript

@Suite struct FlowVocabularyTests {
  @Test func `a suite without tables of its own may speak of what all families have`() {
    let names = ["a", "b", "c", "d"]
    var flows: [String: FlowVocabulary] = [:]
    for name in names {
      flows[name] = FlowVocabulary(
        rows: ["1/row": .init(payload: name, section: "1", from: [], to: [])], actors: [name],
        payloads: ["p": [name]], bindings: [name], faults: [name], events: [name], states: [name])
    }
    let vocabulary = SuiteVocabulary(flows: flows)
    let all = Set(names)
    #expect(
      vocabulary.flows(of: "other/suite")
        == FlowVocabulary(
          rows: ["1/row": .init(payload: "a", section: "1", from: [], to: [])], actors: all,
          payloads: ["p": all], bindings: all, faults: all, events: all, states: all))
    #expect(vocabulary.flows(of: "c/suite") == flows["c"])
    #expect(SuiteVocabulary().flows(of: "other/suite") == nil)
  }
}
