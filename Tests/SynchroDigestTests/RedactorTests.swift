import SynchroDigest
import SynchroFuzz
import SynchroTestSupport
import SynchroTiming
import Testing

@Suite(.timeLimit(.minutes(5))) struct RedactorTests {
  private func redactor(_ secrets: String...) throws -> Redactor {
    try Redactor(
      secrets.enumerated().map { Secret($1, label: Secret.Label("s", number: $0 + 1)) })
  }

  @Test(
    arguments: [
      ("token=s3cr/t p%ss!", "token=[secret s#1]", []),
      ("a=s3cr%2Ft+p%25ss%21&b", "a=[secret s#1]&b", [.percent]),
      ("a=%733cr%2ft%20p%25ss!&b", "a=[secret s#1]&b", [.percent]),
      (#"{"a":"s3cr\/t p%ss!"}"#, #"{"a":"[secret s#1]"}"#, [.json]),
      (#"{"a":"\u00733cr\u002Ft\u0020p%ss\u0021"}"#, #"{"a":"[secret s#1]"}"#, [.json]),
      (#"{"a":"u?s3cr%2Ft%20p%25ss%21&"}"#, #"{"a":"u?[secret s#1]&"}"#, [.percent]),
      (#"{"a":"u?s3cr\u00252Ft%20p%25ss%21&"}"#, #"{"a":"u?[secret s#1]&"}"#, [.json, .percent]),
      (
        #"{"b":"{\"a\":\"s3cr\\\/t p%ss!\"}"}"#, #"{"b":"{\"a\":\"[secret s#1]\"}"}"#,
        [.json, .json]
      ),
      ("r=%3Fa%3Ds3cr%252Ft%2520p%2525ss%2521&", "r=%3Fa%3D[secret s#1]&", [.percent, .percent]),
      (
        "c=%7B%22a%22%3A%22s3cr%5C%2Ft%20p%25ss!%22%7D", "c=%7B%22a%22%3A%22[secret s#1]%22%7D",
        [.percent, .json]
      ),
      ("a=s3cr/t+p%ss!", "a=[secret s#1]", [.percent]),
      ("Basic aWQ6czNjci90IHAlc3Mh", "Basic aWQ6[secret s#1]", [.base64]),
      ("Basic eDpzM2NyL3QgcCVzcyE=", "Basic eD[secret s#1]=", [.base64]),
      ("a=eDpzM2NyL3QgcCVzcyE%3D", "a=eD[secret s#1]%3D", [.base64]),
    ] as [(String, String, [RedactionLayer])])
  func `a secret is found through its wrapping`(
    text: String, redacted: String, layers: [RedactionLayer]
  ) throws {
    let redactor = try redactor("s3cr/t p%ss!")
    #expect(redactor.redact(text) == redacted)
    #expect(redactor.findings(in: Array(text.utf8)).map(\.layers) == [layers])
    #expect(redactor.findings(in: Array(redacted.utf8)) == [])
    #expect(RedactionProperty.complaint(Array(text.utf8), redactor) == nil)
  }

  @Test(arguments: [
    (
      "received \"Bearer abcdefg… (12 more characters)",
      "received \"Bearer [secret s#1]… (12 more characters)"
    ),
    ("abc… (9 more) and abcdefghij", "[secret s#1]… (9 more) and [secret s#1]"),
    ("ab… (9 more)", "ab… (9 more)"), ("abcd", "abcd"),
    ("abcdefghij… (1 more), abcd… (2 more)", "[secret s#1]… (1 more), [secret s#1]… (2 more)"),
  ])
  func `the beginning of a secret before a cut is masked as well`(
    text: String, redacted: String
  ) throws {
    let redactor = try redactor("abcdefghij", "0123456789")
    #expect(redactor.redact(text, cutAt: "… (") == redacted)
  }

  @Test func `neighbours, overlaps and secrets in secrets each leave one label`() throws {
    let redactor = try redactor("abcdef", "defghi", "xxabcdefxx", "aaaaaa")
    #expect(redactor.redact("abcdefabcdef") == "[secret s#1][secret s#1]")
    #expect(redactor.redact("-abcdefghi-") == "-[secret s#1]-")
    #expect(redactor.redact("xxabcdefxx") == "[secret s#3]")
    #expect(redactor.redact("xaaaaaaaax") == "x[secret s#4]x")
    #expect(redactor.findings(in: Array("abcdefghi".utf8)).map(\.range) == [0..<6, 3..<9])
  }

  @Test func `a secret of equal letters leaves one label of a whole run`() throws {
    let redactor = try redactor("aaaaaa", "YWFhYWFhYWFh")
    let run = [UInt8](repeating: UInt8(ascii: "a"), count: 20_000)
    #expect(redactor.findings(in: run).count == 1)
    #expect(String(decoding: redactor.redact(run), as: UTF8.self) == "[secret s#1]")
    var stream = redactor.makeStream()
    var output: [UInt8] = []
    for start in stride(from: 0, to: run.count, by: 100) {
      output += stream.write(run[start..<(start + 100)])
    }
    #expect(output + stream.finish() == Array("[secret s#1]".utf8))
    #expect(redactor.findings(in: Array(Base64.encode(run).utf8)).count < 20)
  }

  @Test func `a label never holds a secret`() throws {
    let redactor = try redactor("secret s", "[secret")
    let output = redactor.redact("my secret s and [secret")
    #expect(output == "my [1] and [2]")
    #expect(redactor.findings(in: Array(output.utf8)) == [])
  }

  @Test func `short and endless secrets are refused with the next step`() {
    let label = Secret.Label("pin")
    let short = #expect(throws: RedactionError.self) {
      try Redactor([Secret("12345", label: label)])
    }
    #expect(short == .secretTooShort(label, minimum: 6))
    #expect(short?.description.contains("use a test credential of at least 6 bytes") == true)
    #expect(throws: RedactionError.secretTooLong(label, maximum: 65_536)) {
      try Redactor([Secret([UInt8](repeating: 7, count: 65_537), label: label)])
    }
  }

  @Test func `without secrets nothing changes, byte for byte`() throws {
    var random = SplitMix64(seed: 12)
    let redactors = [try Redactor([]), try redactor("correct horse battery", "0123456789abcdef")]
    for redactor in redactors {
      for count in 0..<100 {
        let bytes = (0..<count).map { _ in
          Bool.random(using: &random)
            ? UInt8.random(in: 0...255, using: &random)
            : Array("%\\u+0a".utf8).randomElement(using: &random) ?? 0
        }
        #expect(redactor.redact(bytes) == bytes)
        #expect(RedactionProperty.complaint(bytes, redactor) == nil)
      }
    }
    #expect(redactors[1].redact("plain ✓ \u{0}") == "plain ✓ \u{0}")
  }

  @Test func `a stream holds back no more than may be a secret`() throws {
    var stream = try redactor("0123456789abcdef").makeStream()
    #expect(stream.write("nothing to see here, move along".utf8).count >= 20)
    _ = stream.write("0123456789".utf8)
    let later = stream.write("abcdef and on and on and on".utf8)
    #expect(String(decoding: later, as: UTF8.self).contains("[secret s#1] and on"))
    #expect(stream.redactionCount == 1)
    let end = stream.write("%30%31%32%33".utf8) + stream.finish()
    #expect(String(decoding: end, as: UTF8.self).hasSuffix("on%30%31%32%33"))
  }

  @Test func `damaged outputs keep no secret and no piece makes a difference`() throws {
    let redactor = try redactor(RedactionProperty.secret, "another-one")
    for output in RedactionProperty.outputs {
      #expect(!redactor.findings(in: Array(output.utf8)).isEmpty || output.contains(#"w\\\"rd"}"#))
    }
    #expect(FuzzTarget.redaction.run(cases: 300, seed: 99)?.description == nil)
    #expect(FuzzTarget.encodings.run(cases: 4000, seed: 3)?.description == nil)
  }
}
