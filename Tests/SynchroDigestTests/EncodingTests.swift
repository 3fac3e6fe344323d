import Foundation
import SynchroDigest
import SynchroTestSupport
import SynchroTiming
import Testing

@Suite struct EncodingTests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `base64 gives the vectors of RFC 4648`(plain: String, text: String) throws {
    #expect(Base64.encode(Array(plain.utf8)) == text)
    #expect(try Base64.decode(text) == Array(plain.utf8))
  }

  @Test(
    arguments: [
      ("Zg", .standard, .padded, .wrongPadding(offset: 2)),
      ("Zg=", .standard, .padded, .wrongPadding(offset: 3)),
      ("Zg===", .standard, .padded, .wrongPadding(offset: 4)),
      ("Zm9v=", .standard, .padded, .wrongPadding(offset: 4)),
      ("Zm9v====", .standard, .padded, .wrongPadding(offset: 4)),
      ("Zg==Zg==", .standard, .padded, .wrongPadding(offset: 2)),
      ("Zg==", .standard, .unpadded, .wrongPadding(offset: 2)),
      ("====", .standard, .padded, .wrongPadding(offset: 0)),
      ("Z", .standard, .padded, .cutShort(offset: 1)),
      ("Z===", .standard, .padded, .cutShort(offset: 1)),
      ("Zm9vZ", .standard, .unpadded, .cutShort(offset: 5)),
      ("Zh==", .standard, .padded, .trailingBits(offset: 1)),
      ("Zm9", .urlSafe, .unpadded, .trailingBits(offset: 2)),
      ("Zm9v\n", .standard, .padded, .foreignByte(0x0A, offset: 4)),
      (" Zm9v", .standard, .padded, .foreignByte(0x20, offset: 0)),
      ("Zm-v", .standard, .padded, .foreignByte(0x2D, offset: 2)),
      ("Zm+v", .urlSafe, .unpadded, .foreignByte(0x2B, offset: 2)),
      ("Zmäv", .standard, .padded, .foreignByte(0xC3, offset: 2)),
    ] as [(String, Base64.Alphabet, Base64.Padding, EncodingError)])
  func `base64 that no encoder writes is refused`(
    text: String, alphabet: Base64.Alphabet, padding: Base64.Padding, error: EncodingError
  ) {
    #expect(throws: error) { try Base64.decode(text, alphabet, padding) }
  }

  @Test func `base64 agrees with Foundation on random bytes`() throws {
    var random = SplitMix64(seed: 4)
    for count in 0..<120 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      let text = Base64.encode(bytes)
      #expect(text == Data(bytes).base64EncodedString())
      #expect(try Base64.decode(text) == bytes)
      let url = text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
      #expect(Base64.encodeURL(bytes) == url)
      #expect(try Base64.decodeURL(url) == bytes)
      #expect(try Hex.decode(Hex.encode(bytes, count % 2 == 0 ? .lower : .upper)) == bytes)
    }
  }

  @Test func `hex is strict and says where it breaks`() {
    #expect(Hex.encode([0, 171, 255]) == "00abff")
    #expect(throws: EncodingError.cutShort(offset: 3)) { try Hex.decode("00a") }
    #expect(throws: EncodingError.foreignByte(0x67, offset: 1)) { try Hex.decode("0g") }
    #expect(throws: EncodingError.foreignByte(0x20, offset: 2)) { try Hex.decode("00 ff") }
  }
}
