import SynchroDigest
import SynchroTestSupport
import Testing

@Suite struct Ed25519Tests {
  @Test(arguments: [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
        + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
    (
      "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    ),
  ])
  func `signatures are those of RFC 8032`(
    seed: String, raw: String, message: String, signature: String
  ) throws {
    let key = try Ed25519.PrivateKey(raw: try Hex.decode(seed))
    let message = try Hex.decode(message)
    let publicKey = try key.publicKey()
    #expect(Hex.encode(publicKey.raw) == raw)
    #expect(Hex.encode(try key.signature(of: message)) == signature)
    var bytes = try Hex.decode(signature)
    #expect(try publicKey.isValid(bytes, for: message))
    #expect(try !publicKey.isValid(bytes, for: message + [0]))
    #expect(try !publicKey.isValid(bytes.dropLast(), for: message))
    bytes[5] ^= 1
    #expect(try !publicKey.isValid(bytes, for: message))
  }

  @Test func `keys survive PEM and raw form`() throws {
    let text = String(decoding: try Fixtures.bytes("Digest/ed25519-private.pem"), as: UTF8.self)
    let publicText = String(
      decoding: try Fixtures.bytes("Digest/ed25519-public.pem"), as: UTF8.self)
    let key = try Ed25519.PrivateKey(pem: text)
    #expect(try key.pem().revealText(for: "a comparison") == text)
    #expect(try key.publicKey().pem() == publicText)
    #expect(try Ed25519.PublicKey(pem: publicText) == key.publicKey())
    let again = try Ed25519.PrivateKey(raw: key.raw().reveal(for: "a copy"))
    #expect(try again.pem() == key.pem())
    #expect("\(try key.pem()) \(try key.raw())" == "[secret ed25519-key] [secret ed25519-key]")
    let made = try Ed25519.PrivateKey(from: .seeded(1))
    #expect(try made.publicKey() == Ed25519.PrivateKey(from: .seeded(1)).publicKey())
    #expect(try made.publicKey() != Ed25519.PrivateKey().publicKey())
  }

  @Test func `other keys are refused`() throws {
    let rsa = String(decoding: try Fixtures.bytes("Digest/rsa-public.pem"), as: UTF8.self)
    let own = String(decoding: try Fixtures.bytes("Digest/ed25519-public.pem"), as: UTF8.self)
    for text in ["", "hello", rsa, own.replacing("MCow", with: "MCox"), String(own.prefix(60))] {
      #expect(throws: CryptoError.notAnEd25519Key) { try Ed25519.PublicKey(pem: text) }
    }
    #expect(throws: CryptoError.notAnEd25519Key) { try Ed25519.PrivateKey(pem: own) }
    #expect(throws: CryptoError.wrongLength(expected: 32, received: 31)) {
      try Ed25519.PrivateKey(raw: [UInt8](repeating: 1, count: 31))
    }
    #expect(throws: CryptoError.wrongLength(expected: 32, received: 0)) {
      try Ed25519.PublicKey(raw: [])
    }
    // OpenSSL would ask the terminal for the password of this one.
    let encrypted = """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAi5
      -----END ENCRYPTED PRIVATE KEY-----
      """
    #expect(throws: CryptoError.notAnEd25519Key) { try Ed25519.PrivateKey(pem: encrypted) }
  }
}
