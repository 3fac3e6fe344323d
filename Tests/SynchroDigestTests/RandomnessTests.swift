import SynchroDigest
import Testing

@Suite struct RandomnessTests {
  @Test func `a seed repeats and different seeds differ`() throws {
    let first = try Randomness.seeded(7).bytes(100)
    let again = Randomness.seeded(7)
    #expect(first == (try again.bytes(33)) + (try again.bytes(67)))
    #expect(first != (try Randomness.seeded(8).bytes(100)))
    let secure = try Randomness.secure.bytes(32)
    #expect(secure != (try Randomness.secure.bytes(32)))
    #expect(try Randomness.secure.bytes(0).isEmpty)
    #expect(try Randomness.secure.token().utf8.count == 43)
  }

  @Test func `a source that fails is reported`() {
    let broken = Randomness { _ throws(CryptoError) in throw .refused(call: "test", reason: "") }
    #expect(throws: CryptoError.self) { try UUIDv4(from: broken) }
  }

  @Test func `an identifier has its version and survives its text`() throws {
    for seed in 0..<50 {
      let id = try UUIDv4(from: .seeded(UInt64(seed)))
      #expect(UUIDv4(id.description) == id)
      #expect(UUIDv4(id.description.uppercased()) == id)
    }
    #expect(UUIDv4("919108f7-52d1-4320-9bac-f847db4148a8")?.bytes.first == 0x91)
  }

  @Test(arguments: [
    "", "919108f752d143209bacf847db4148a8", "919108f7-52d1-1320-9bac-f847db4148a8",
    "919108f7-52d1-4320-1bac-f847db4148a8", "919108f7-52d1-4320-9bac-f847db4148ag",
    "919108f752-d1-4320-9bac-f847db4148a8", "{919108f7-52d1-4320-9bac-f847db4148a8}",
    "919108f7-52d1-4320-9bac-f847db4148a８",
  ])
  func `another text is no identifier`(text: String) {
    #expect(UUIDv4(text) == nil)
  }
}
