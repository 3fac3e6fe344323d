import SynchroJSON
import Testing

@testable import SynchroPXB

@Suite struct MessageCodecTests {
  @Test func `every message comes back as it went`() throws {
    for message in Samples.all {
      let bytes = MessageCodec.encode(message)
      #expect(
        try MessageCodec.decode(bytes) == message, "\(String(decoding: bytes, as: UTF8.self))")
      #expect(!bytes.contains(UInt8(ascii: "\n")))
    }
    #expect(Set(Samples.all.map(\.kind)) == Set(MessageKind.allCases))
  }

  @Test func `what is written is strict JSON, and unknown keys do not matter`() throws {
    for message in Samples.all {
      let text = String(decoding: MessageCodec.encode(message), as: UTF8.self)
      let document = try JSONDocument(parsing: text)
      #expect(document.duplicateKeys.isEmpty)
      let longer = " {\"x\": [{\"v\": 2}]," + text.dropFirst() + "\r\n"
      #expect(try MessageCodec.decode(Array(longer.utf8)) == message)
    }
  }

  /// Every prefix of a message, and every message with one byte changed.
  @Test func `broken messages are refused at a place inside them`() {
    for message in Samples.all {
      let bytes = MessageCodec.encode(message)
      for length in 0..<bytes.count {
        let fault = Self.fault(Array(bytes[..<length]))
        #expect(fault?.code == .badJSON)
        #expect((0...length).contains(fault?.offset ?? -1))
      }
      for place in stride(from: 0, to: bytes.count, by: 17) {
        for byte in [0x00, 0x22, 0x7B, 0xC3, 0x30, 0x2C] as [UInt8] {
          var broken = bytes
          broken[place] = byte
          if let fault = Self.fault(broken) {
            #expect((0...bytes.count).contains(fault.offset))
            #expect(fault.code.family == .message)
          }
        }
      }
    }
  }

  @Test(arguments: [
    ("\"v\":1", "\"v\":2", 102, "/v"),
    ("\"v\":1,", "", 101, "/v"),
    ("\"kind\":\"payload\"", "\"kind\":\"letter\"", 101, "/kind"),
    ("\"kind\"", "\"v\":1,\"kind\"", 100, ""),
    ("\"id\":\"h1\"", "\"id\":\"\"", 101, "/id"),
    ("\"id\":\"h1\"", "\"id\":\"h 1\"", 101, "/id"),
    ("\"id\":\"h1\"", "\"id\":7", 101, "/id"),
    ("\"seq\":1", "\"seq\":0", 101, "/seq"),
    ("\"seq\":1", "\"seq\":1.5", 101, "/seq"),
    ("\"seq\":1", "\"seq\":9007199254740992", 101, "/seq"),
    ("\"t_int\":1", "\"t_int\":-1", 101, "/t_int"),
    ("\"inst\":\"cis\"", "\"inst\":null", 101, "/from/inst"),
    ("\"inst\":\"m1\"", "\"inst\":\"m1\",\"all\":true", 101, "/to"),
    ("\"inst\":\"m1\"", "\"all\":false", 101, "/to/all"),
    ("\"type\":\"cmd\"", "\"type\":\"CMD\"", 101, "/type"),
    ("on-demand_Mtr", "on-demand_\u{212A}tr", 101, "/name"),
    ("\"size\":25", "\"size\":24", 101, "/app/size"),
    ("\"b64\":\"BwcH", "\"b64\":\"BwcH\\n", 101, "/app/b64"),
    ("\"attr\":{", "\"prio\":4,\"attr\":{", 101, "/prio"),
    ("\"attr\":{", "\"via\":[{}],\"attr\":{", 101, "/via/0/actor"),
    ("\"attr\":{", "\"attr\":[],\"x\":{", 101, "/attr"),
    ("\"meter_id\":\"m1\"", "\"a\":1,\"a\":2", 100, ""),
  ])
  func `a fault names its place and its number`(
    part: String, other: String, code: Int, pointer: String
  ) throws {
    var text = String(decoding: MessageCodec.encode(.payload(Samples.read())), as: UTF8.self)
    text.replaceSubrange(try #require(text.firstRange(of: part)), with: other)
    let fault = try #require(Self.fault(Array(text.utf8)))
    #expect(fault.code.rawValue == code, "\(fault)")
    #expect(fault.pointer.description == pointer, "\(fault)")
  }

  @Test(arguments: ["+d0cffa1", "-0000000", "0d0cffa", "0d0cffa10", "0d0cffg1"])
  func `a check number is eight hexadecimal digits`(text: String) throws {
    let line = String(decoding: MessageCodec.encode(.receipt(Samples.receipt())), as: UTF8.self)
    let fault = try #require(Self.fault(Array(line.replacing("0d0cffa1", with: text).utf8)))
    #expect(fault.pointer.description == "/crc")
  }

  @Test func `a refusal knows the id of what it refuses`() {
    let text = String(decoding: MessageCodec.encode(.payload(Samples.read())), as: UTF8.self)
    #expect(Self.fault(Array(text.replacing("cmd", with: "dmc").utf8))?.id == "h1")
  }

  @Test func `what is too large or too deep is refused as such`() {
    let deep = String(repeating: "[", count: 40)
    #expect(Self.fault(Array(deep.utf8))?.code == .tooLarge)
    let long = [UInt8](repeating: 0x20, count: MessageCodec.maximumLength + 1)
    #expect(Self.fault(long)?.code == .tooLarge)
  }

  private static func fault(_ bytes: [UInt8]) -> PXBFault? {
    do throws(PXBFault) {
      _ = try MessageCodec.decode(bytes)
      return nil
    } catch {
      return error
    }
  }
}
