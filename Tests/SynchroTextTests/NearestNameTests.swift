import SynchroText
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ["status", "statue", "statute"], ["statue", "status", "statute"],
    ["statute", "status", "statue"],
  ])
  func `of equally near names the first by its letters is meant, in whatever order they come`(
    known: [String]
  ) {
    #expect(NearestName.find("statu", among: known) == "statue")
    #expect(NearestName.advice(for: "statu", among: known) == "did you mean 'statue'?")
  }

  @Test func `a nearer name is meant before one that comes first by its letters`() {
    #expect(NearestName.find("tokens", among: ["broken", "token", "tokenize"]) == "token")
  }

  @Test func `the keys of a dictionary give the same advice whatever their order`() {
    let names = (0..<40).map { "name-\($0)" }
    for size in 2...40 {
      let known = Dictionary(uniqueKeysWithValues: names.prefix(size).map { ($0, true) })
      #expect(NearestName.find("name-x", among: known.keys) == "name-0")
    }
  }

  @Test func `where no name is near, all are told in order`() {
    #expect(NearestName.find("zebra", among: ["one", "two"]) == nil)
    #expect(NearestName.advice(for: "zebra", among: ["two", "one"]) == "known: one, two")
    #expect(NearestName.advice(for: "zebra", among: [String]()) == nil)
  }
}
