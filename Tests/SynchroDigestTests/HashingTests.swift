import SynchroDigest
import Testing

@Suite struct HashingTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func `SHA-256 gives the vectors of FIPS 180-4`(text: String, hex: String) {
    #expect(SHA256.digest(text).hex == hex)
    var hash = SHA256()
    var rest = text.utf8[...]
    var size = 1
    while !rest.isEmpty {
      hash.update(rest.prefix(size))
      rest = rest.dropFirst(size)
      size = size * 2 % 12_345 + 1
    }
    #expect(hash.finalized().description == hex)
  }

  @Test func `a digest goes on after it was read, and copies are apart`() throws {
    var hash = SHA256()
    hash.update(Array("ab".utf8))
    var copy = hash
    _ = hash.finalized()
    hash.update(Array("c".utf8))
    copy.update(Array("cd".utf8))
    #expect(hash.finalized() == SHA256.digest("abc"))
    #expect(copy.finalized() == SHA256.digest("abcd"))
    let digest = SHA256.digest("abc")
    #expect(SHA256Digest(bytes: digest.bytes) == digest)
    #expect(SHA256Digest(bytes: [1, 2, 3]) == nil)
  }

  static let vectors: [(key: [UInt8], message: [UInt8], hex: String)] = [
    (
      [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      Array(1...25), [UInt8](repeating: 0xcd, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      Array(
        ("This is a test using a larger than block-size key and a larger than block-size data. "
          + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ]

  @Test(arguments: vectors)
  func `HMAC gives the vectors of RFC 4231`(key: [UInt8], message: [UInt8], hex: String) throws {
    #expect(HMACSHA256.code(of: message, key: key).hex == hex)
    let secret = Secret(key, label: Secret.Label("key"))
    let code = try Hex.decode(hex)
    #expect(HMACSHA256.isValid(code, for: message, key: secret))
    #expect(!HMACSHA256.isValid(code.dropLast(), for: message, key: secret))
    #expect(!HMACSHA256.isValid(code, for: message + [0], key: secret))
  }

  @Test func `constant-time comparison compares`() {
    #expect(ConstantTime.equal([], []))
    #expect(ConstantTime.equal([1, 2], [1, 2]))
    #expect(!ConstantTime.equal([1, 2], [1, 3]))
    #expect(!ConstantTime.equal([1, 2], [1, 2, 3]))
  }
}
