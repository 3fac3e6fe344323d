import SynchroDigest
import SynchroJSON
import SynchroPXB
import Testing

@Suite struct AttributePackingTests {
  /// The row's size is 25 octets: 4 + 8 + 1 + 8 + 4.
  @Test func `a load acknowledgement fits its row exactly`() throws {
    let attributes: JSONValue = [
      "device_id": "p1", "mac": "00-11-22-33-44-55-66-77", "ack_code": 0, "event_id": "E17",
      "est_reduction_w": 1200,
    ]
    #expect(try AttributePacking.neededSize(of: attributes) == 25)
    let body = try AttributePacking.pack(attributes, size: 25)
    let id = CRC32.of("p1")
    let expected =
      [UInt8(id >> 24), UInt8(id >> 16 & 255), UInt8(id >> 8 & 255), UInt8(id & 255)]
      + [0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0, 0x45, 0x31, 0x37, 0, 0, 0, 0, 0]
      + [0, 0, 0x04, 0xB0]
    #expect(body.bytes == expected)
    #expect(AttributePacking.matches(body, attributes))
    #expect(!AttributePacking.matches(body, ["device_id": "p2"]))
  }

  @Test func `a join command does not fit its row`() throws {
    let join: JSONValue = [
      "device_id": "p1", "mac_address": "0011223344556677",
      "security_material": "00112233445566778899aabbccddeeff", "timeout": 60, "command_code": 1,
    ]
    #expect(try AttributePacking.neededSize(of: join) == 33)
    do throws(PackingFault) {
      _ = try AttributePacking.pack(join, size: 25)
      Issue.record("it fits")
    } catch {
      #expect(error.description.contains("take 33 octets, and 25 are allowed: device_id 4, mac"))
    }
  }

  static let layouts: [(JSONValue, String)] = [
    (["start": 1_700_000_000_000_000], "00060a24181e4000"),
    (["duration_s": 3600], "00000e10"), (["load_adj_pct": -50], "ce"),
    (["event_ids": ["E17", "a-longer-name"]], "024531370000000000612d6c6fb770b2fe"),
    (["reading": "18.5"], "0431382e35"), (["reading": 18.5.json], "4032800000000000"),
    (["reading": 5_000_000_000], "000000012a05f200"), (["failure_code": 404], "0194"),
    (["mac": "00:11:22:33:44:55"], "001122fffe334455"), (["ok": true, "x": nil], "01"),
    (["info": ["a": 1, "b": false]], "0000000100"), ([:], ""),
  ]

  @Test func `each kind of attribute has its width`() throws {
    for (attributes, octets) in Self.layouts {
      let size = try AttributePacking.neededSize(of: attributes)
      let body = try AttributePacking.pack(attributes, size: size + 2)
      #expect(Hex.encode(body.bytes) == octets + "0000", "\(attributes)")
    }
  }

  @Test(
    arguments: [
      ["mac": "m1"], ["mac": 5], ["ack_code": 256], ["failure_code": "x"], ["start": 0.5.json],
      ["device_id": -1], ["security_material": "00"], 7,
    ] as [JSONValue])
  func `a value that its key does not allow is refused`(attributes: JSONValue) {
    #expect(throws: PackingFault.self) { try AttributePacking.neededSize(of: attributes) }
  }

  @Test func `fill bodies repeat by their seed and have a check number`() {
    #expect(FillBody.make(size: 37, seed: 5) == FillBody.make(size: 37, seed: 5))
    #expect(FillBody.make(size: 37, seed: 5) != FillBody.make(size: 37, seed: 6))
    #expect(FillBody.make(size: 0, seed: 5).size == 0)
    #expect(FillBody.make(size: 278, seed: 5).size == 278)
    #expect(PackedBody(mode: .fill, bytes: Array("123456789".utf8)).crc == 0xCBF4_3926)
  }
}

extension Double {
  fileprivate var json: JSONValue { JSONNumber("\(self)").map { .number($0) } ?? .null }
}
