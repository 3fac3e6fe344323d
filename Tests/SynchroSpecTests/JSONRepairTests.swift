import SynchroJSON
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroSpec

@Suite struct JSONRepairTests {
  /// A text with its mistakes marked, and what is read in the end; nil when reading stops.
  struct Case: Sendable, CustomTestStringConvertible {
    let marked: String
    let value: String?

    init(_ marked: String, _ value: String?) {
      self.marked = marked
      self.value = value
    }

    var testDescription: String { marked }
  }

  private static let cases = [
    Case(#"{"a": 1}"#, #"{"a":1}"#),
    Case(#"{"a": 1«,»}"#, #"{"a":1}"#),
    Case(#"{"a": [1«,»]«,»«,» }"#, #"{"a":[1]}"#),
    Case(#"{"a": [1«,»]«,»}"#, #"{"a":[1]}"#),
    Case("{\"a\": «1»\n \"b\": «2»\n \"c\": [«3» 4]}", #"{"a":1,"b":2,"c":[3,4]}"#),
    Case(#"{"a": "x«"»"b": 2}"#, #"{"a":"x","b":2}"#),
    Case(#"{«a»: 1, «b_c»: 2}"#, #"{"a":1,"b_c":2}"#),
    Case(#"[«True», «None», «FALSE»]"#, "[true,null,false]"),
    Case(#"{"a": «'»x', "b": [«'»y']}"#, #"{"a":"x","b":["y"]}"#),
    Case("{\"a\": 1, «//» one\n \"b\": 2 «/*» two */}", #"{"a":1,"b":2}"#),
    Case(#"[1, [2, {"a": «3»"#, #"[1,[2,{"a":3}]]"#),
    Case(#"{"a": [1, 2«]»"#, #"{"a":[1,2]}"#),
    Case(#"[«01», "a«\x»b"]"#, #"[11,"a??b"]"#),
    Case("{\"a\": 1} «{\"b\": 2}»", #"{"a":1}"#),
    Case(#"[«,» 1]"#, "[1]"),
    Case(#"{"a": «,» "b": 1}"#, nil),
    Case(#"{"a"«=» 1}"#, nil),
    Case("{\"a\": \"x«\n»\"}", nil),
    Case(#"{"a": 1, «"a"»: 2}"#, #"{"a":1,"a":2}"#),
    // Dots for what is left out are no mistake.
    Case(#"{"a": 1, ...}"#, #"{"a":1}"#),
    Case(#"{"a": ..., "b": [..., 1, ...], ...}"#, #"{"a":1,"b":[1]}"#),
    Case(#"{..., "a": […]}"#, #"{"a":[]}"#),
    Case("{\"a\": 1\n ...\n \"b\": 2}", #"{"a":1,"b":2}"#),
    Case(#"{"a": 1, ..., "b": 2}"#, #"{"a":1,"b":2}"#),
    Case(#"[1, ...] ..."#, "[1]"),
  ]

  @Test(arguments: cases)
  func `mistakes are told at their place, and what stands behind them is read`(_ example: Case) {
    let marked = MarkedText(example.marked)
    var budget = RepairBudget(forTextOf: 1000)
    let json = RepairedJSON(marked.source.bytes, at: 100, budget: &budget)
    let places = json.mistakes.map(\.primary.range.start).sorted()
    #expect(places == marked.ranges.map { $0.start + 100 })
    #expect(json.document.map { JSONPrinter.compact($0.root.value) } == example.value)
  }

  @Test func `places stay those of the text after bytes were put in`() throws {
    let marked = MarkedText(#"{a: 1 b: 2 "c": «null»}"#)
    var budget = RepairBudget(forTextOf: 1000)
    let json = RepairedJSON(marked.source.bytes, at: 7, budget: &budget)
    let node = try #require(json.document?.root["c"])
    let range = json.range(node.range)
    #expect(range == SourceRange(marked.ranges[0].start + 7, marked.ranges[0].end + 7))
  }

  @Test(.timeLimit(.minutes(2)))
  func `a hostile text costs no more than its budget`() {
    for piece in ["[", "{\"a\":", "1 ", "... ", "'", ",", "{a:1 b:2} ", "[1,", "/*", "\"", "{...,"]
    {
      let bytes = Array(String(repeating: piece, count: 40_000).utf8)
      var budget = RepairBudget(forTextOf: bytes.count)
      let json = RepairedJSON(bytes, at: 0, budget: &budget)
      #expect(json.mistakes.count <= RepairBudget.mistakes + 1)
      for mistake in json.mistakes { #expect(mistake.primary.range.end <= bytes.count) }
    }
  }
}
