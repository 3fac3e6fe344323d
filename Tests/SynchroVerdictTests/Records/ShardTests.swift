import SynchroVerdict
import Testing

@Suite struct ShardTests {
  @Test(arguments: [
    ("1/1", true), ("2/5", true), ("5/5", true), ("10000/10000", true), ("0/2", false),
    ("3/2", false), ("-1/2", false), ("1/10001", false), ("1", false), ("1/", false),
    ("/2", false), ("1/2/3", false), ("a/b", false), ("", false), (" 1/2", false),
  ])
  func `a shard is a part of a whole`(text: String, isShard: Bool) {
    let shard = Shard(text)
    #expect((shard != nil) == isShard)
    if let shard { #expect(shard.description == text) }
  }

  @Test(arguments: [1, 2, 7, 64])
  func `every test belongs to exactly one shard`(count: Int) {
    let shards = (1...count).compactMap { Shard(index: $0, count: count) }
    var sizes = Array(repeating: 0, count: count)
    for number in 0..<2_000 {
      let homes = shards.filter { $0.holds(test: "cds/discovery/metadata#t\(number)") }
      #expect(homes.count == 1)
      for home in homes { sizes[home.index - 1] += 1 }
    }
    // Nobody waits for one machine that has most of the work.
    #expect((sizes.max() ?? 0) < 3 * 2_000 / count / 2 + 30)
  }

  @Test(arguments: [("x/a#one", 2), ("x/a#two", 1), ("x/a#three", 2), ("x/a#four", 2)])
  func `where a test belongs never changes`(id: String, home: Int) throws {
    #expect(try #require(Shard(index: home, count: 2)).holds(test: id))
  }
}
