import SynchroHTTP
import Testing

@Suite struct ContentCodingTests {
  static let text = Array(String(repeating: "The quick brown fox. ", count: 40).utf8)
  static let gzip = ContentEncoder.encode(text, as: .gzip)
  static let zlib = ContentEncoder.encode(text, as: .deflate)
  static let raw = ContentEncoder.encodeRawDeflate(text)
  static let corpus: [[UInt8]] = [
    gzip, zlib, raw, gzip + gzip, ContentEncoder.encode(gzip, as: .gzip),
    ContentEncoder.encode(gzip, as: .deflate), ContentEncoder.encode([], as: .gzip),
    ContentEncoder.encode([], as: .deflate), ContentEncoder.encodeRawDeflate([]),
    ContentEncoder.encode([UInt8](repeating: 0, count: 300_000), as: .gzip),
    ContentEncoder.encode(text, as: .gzip, level: 0),
  ]

  struct Outcome {
    var output: [UInt8] = []
    var codes: [String] = []
    var isFine = true
  }

  static func decode(
    _ bytes: [UInt8], _ codings: [ContentCoding], pieces: Int = .max,
    limits: HTTPLimits = .standard
  ) -> Outcome {
    var decoder = ContentDecoder(codings, limits: limits)
    var outcome = Outcome()
    var rest = bytes[...]
    while !rest.isEmpty, outcome.isFine {
      outcome.isFine = decoder.decode(Array(rest.prefix(pieces)), into: &outcome.output)
      rest = rest.dropFirst(pieces)
    }
    outcome.isFine = decoder.finish()
    outcome.codes = decoder.findings.map(\.code)
    return outcome
  }

  @Test(arguments: [1, 2, 7, Int.max])
  func `contents come back whole, however they arrive`(pieces: Int) {
    let twice = ContentEncoder.encode(Self.gzip, as: .deflate)
    let cases: [([UInt8], [ContentCoding], [UInt8], [String])] = [
      (Self.gzip, [.gzip], Self.text, []), (Self.zlib, [.deflate], Self.text, []),
      (Self.raw, [.deflate], Self.text, ["deflate-raw"]), (Self.text, [], Self.text, []),
      (Self.text, [.identity], Self.text, []),
      (Self.gzip + Self.gzip, [.gzip], Self.text + Self.text, []),
      (twice, [.gzip, .deflate], Self.text, []), ([], [.gzip], [], []),
      (ContentEncoder.encode([], as: .gzip), [.gzip], [], []),
      (ContentEncoder.encodeRawDeflate([]), [.deflate], [], ["deflate-raw"]),
      (ContentEncoder.encodeRawDeflate([65]), [.deflate], [65], ["deflate-raw"]),
      (Self.gzip + [1, 2, 3], [.gzip], Self.text, ["content-trailing-bytes"]),
      (Self.gzip + [0x1F], [.gzip], Self.text, ["content-trailing-bytes"]),
      (Self.gzip + [0x1F, 2], [.gzip], Self.text, ["content-trailing-bytes"]),
      (Self.zlib + [0], [.deflate], Self.text, ["content-trailing-bytes"]),
    ]
    for (bytes, codings, expected, codes) in cases {
      let outcome = Self.decode(bytes, codings, pieces: pieces)
      #expect(outcome.output == expected)
      #expect(outcome.codes == codes)
      #expect(outcome.isFine)
    }
  }

  @Test(arguments: [1, 7, Int.max])
  func `what is broken is said to be`(pieces: Int) {
    func changed(_ bytes: [UInt8], at place: Int) -> [UInt8] {
      var bytes = bytes
      bytes[place] ^= 0x55
      return bytes
    }
    let count = Self.gzip.count
    let cases: [([UInt8], ContentCoding, String)] = [
      (Array(Self.gzip.dropLast()), .gzip, "content-truncated"),
      (Array(Self.gzip.prefix(5)), .gzip, "content-truncated"),
      (Array(Self.zlib.prefix(1)), .deflate, "content-truncated"),
      (Array(Self.raw.dropLast(3)), .deflate, "content-truncated"),
      (changed(Self.gzip, at: count - 6), .gzip, "content-checksum"),
      (changed(Self.gzip, at: count - 2), .gzip, "content-checksum"),
      (changed(Self.zlib, at: Self.zlib.count - 1), .deflate, "content-checksum"),
      (changed(Self.gzip, at: 0), .gzip, "content-corrupt"),
      (Self.text, .gzip, "content-corrupt"),
    ]
    for (bytes, coding, code) in cases {
      let outcome = Self.decode(bytes, [coding], pieces: pieces)
      #expect(outcome.codes.last == code)
      #expect(!outcome.isFine)
    }
  }

  @Test func `any number of empty members is nothing, in one piece as well`() {
    let member = ContentEncoder.encode([], as: .gzip)
    let outcome = Self.decode(Array(repeatElement(member, count: 100_000).joined()), [.gzip])
    #expect(outcome.output.isEmpty && outcome.codes.isEmpty && outcome.isFine)
  }

  @Test func `a bomb is refused at the limit that its finding names`() {
    // A megabyte of gzip that holds a gigabyte of zeros.
    let zeros = [UInt8](repeating: 0, count: 16 << 20)
    let inner = ContentEncoder.encode(zeros, as: .gzip)
    let bomb = Array(repeatElement(inner, count: 64).joined())
    let ratio = Self.decode(bomb, [.gzip])
    #expect(ratio.codes == ["limit-exceeded"])
    #expect(ratio.output.count <= 64 << 20)
    var limits = HTTPLimits.standard
    limits.decodedRatio = .max
    limits.decodedBytes = 1 << 20
    let absolute = Self.decode(bomb, [.gzip], limits: limits)
    #expect(absolute.output.count <= 1 << 20)
    #expect(absolute.codes == ["limit-exceeded"])
    // Some kilobytes of gzip in gzip that hold ten gigabytes.
    let huge = Array(repeatElement(inner, count: 640).joined())
    let nested = Self.decode(
      ContentEncoder.encode(huge, as: .gzip), [.gzip, .gzip], limits: limits)
    #expect(nested.output.count <= 1 << 20)
    #expect(nested.codes == ["limit-exceeded"])
  }

  @Test func `the codings come from Content-Encoding, and unknown ones are findings`() throws {
    let plain = try ContentDecoder(for: ["X": "y"])
    let isIdentity = plain.isIdentity
    #expect(isIdentity)
    let coded = try ContentDecoder(for: ["Content-Encoding": "X-GZIP, identity"])
    let isCoded = !coded.isIdentity
    #expect(isCoded)
    for (value, code) in [
      ("br", "content-coding-unknown"), ("\"gzip", "list-malformed"),
      ("gzip, gzip, gzip, gzip, gzip", "limit-exceeded"),
    ] {
      do throws(WireFinding) {
        _ = try ContentDecoder(for: ["Content-Encoding": value])
        Issue.record("\(value) is accepted")
      } catch {
        #expect(error.code == code)
      }
    }
  }
}
