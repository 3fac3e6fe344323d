import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroTestSupport
import Testing

@testable import SynchroBundle

@Suite struct SecretSearchTests {
  private static let secret = "p&ss<w>rd'4711\"x"

  private static func outcome(
    of bytes: [UInt8], _ form: SecretSearch.Form = .content, step: Int = .max
  ) throws -> SecretSearch.Outcome {
    let ledger = SecretLedger()
    _ = ledger.secret(secret, kind: "door")
    _ = ledger.secret("tokenTOKENtoken0123", kind: "token")
    let search = SecretSearch(for: try ledger.redactor(), in: form)
    var place = 0
    while place < bytes.count {
      let end = step < bytes.count - place ? place + step : bytes.count
      bytes[place..<end].withUnsafeBufferPointer { search.read($0) }
      place = end
    }
    return search.finish()
  }

  private static func gzip(_ bytes: [UInt8]) -> [UInt8] { ContentEncoder.encode(bytes, as: .gzip) }

  /// Somewhere between other bytes.
  private static func within(_ bytes: [UInt8]) -> [UInt8] {
    Array("first line\nand here: ".utf8) + bytes + Array("\nand on\n".utf8)
  }

  static let wrappings: [(String, [UInt8], [SearchLayer])] = {
    let text = Array("user=ada;key=\(secret);end".utf8)
    let padding = [UInt8](repeating: 0x61, count: 3000)
    return [
      ("as it is", text, []),
      ("percent", Array("p%26ss%3Cw%3Erd%274711%22x".utf8), [.percent]),
      ("JSON", Array(JSONPrinter.quote(secret).utf8), [.json]),
      ("base64", Array(Base64.encode(text).utf8), [.base64]),
      ("HTML", Array("<p>p&amp;ss&lt;w&gt;rd&#39;4711&quot;x</p>".utf8), [.markup]),
      ("XML in numbers", Array("p&#38;ss&#x3c;w&#x3E;rd&apos;4711&#34;x".utf8), [.markup]),
      ("gzip", gzip(padding + text), [.gzip]),
      ("zlib", ContentEncoder.encode(padding + text, as: .deflate), [.zlib]),
      ("gzip in gzip", gzip(gzip(text) + padding), [.gzip, .gzip]),
      ("base64 in gzip", gzip(Array(Base64.encode(text).utf8)), [.gzip, .base64]),
      ("HTML in gzip", gzip(Array("p&amp;ss&lt;w&gt;rd&#39;4711&quot;x".utf8)), [.gzip, .markup]),
    ]
  }()

  @Test(arguments: wrappings)
  func `a secret is found in whatever it is wrapped in, with its line`(
    name: String, wrapped: [UInt8], layers: [SearchLayer]
  ) throws {
    let bytes = Self.within(wrapped)
    for step in [1, 7, 256, .max] {
      let outcome = try Self.outcome(of: bytes, step: step)
      let hit = try #require(outcome.hits.first, "in pieces of \(step)")
      #expect(hit.secret.description == "[secret door#1]" && hit.layers == layers)
      #expect(outcome.unsearched == [] && outcome.size == bytes.count)
      #expect(outcome.sha256 == SHA256.digest(bytes))
    }
    let whole = try Self.outcome(of: bytes).hits.first
    #expect(layers.contains(.gzip) || layers.contains(.zlib) || whole?.place == "line 2")
  }

  /// A line of evidence whose response is given, with bytes of a mask before it or without.
  private static func evidence(
    _ response: [UInt8], request: [UInt8] = [], masked: [UInt8]? = nil
  ) -> [UInt8] {
    let head = #"{"evidence":1,"run":"r"}"# + "\n" + #"{"event":"exchange","exchange":{"#
    let part = masked.map { #"{"at":0,"base64":"\#(Base64.encode($0))"}"# }
    let replay = part.map { #""replay":{"masks":[{"parts":[\#($0),\#($0)]}]},"# } ?? ""
    let line =
      #""number":20003,"method":"GET",\#(replay)"#
      + #""request":{"base64":"\#(Base64.encode(request))"},"#
      + #""response":{"base64":"\#(Base64.encode(response))","text":"\\\"base64\\\":\\\""}}}"#
    return Array((head + line + "\n").utf8)
  }

  private static func message(_ fields: String, _ content: [UInt8]) -> [UInt8] {
    Array("HTTP/1.1 200 OK\r\n\(fields)\r\n\r\n".utf8) + content
  }

  private static func chunked(_ content: [UInt8], by size: Int) -> [UInt8] {
    stride(from: 0, to: content.count, by: size).flatMap { start -> [UInt8] in
      let piece = content[start..<min(start + size, content.count)]
      return Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8)
    } + Array("0\r\n\r\n".utf8)
  }

  static let responses: [(String, [UInt8], [SearchLayer])] = {
    let text = Array("{\"access_token\":\"tokenTOKENtoken0123\"}".utf8)
    let many = [UInt8](repeating: 0x20, count: 100_000) + text
    return [
      ("as it is", message("Content-Length: \(text.count)", text), [.base64]),
      ("base64", message("X: y", Array(Base64.encode(text).utf8)), [.base64, .base64]),
      ("gzip", message("Content-Encoding: gzip", gzip(many)), [.base64, .gzip]),
      (
        "chunks", message("Transfer-Encoding: chunked", chunked(text, by: 5)),
        [.base64, .chunked]
      ),
      (
        "gzip in chunks",
        message("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(gzip(many), by: 9)),
        [.base64, .chunked, .gzip]
      ),
      (
        "a bare deflate stream",
        message("Content-Encoding: deflate", ContentEncoder.encodeRawDeflate(many)),
        [.base64, .deflate]
      ),
    ]
  }()

  @Test(arguments: responses)
  func `a secret is found in recorded bytes, in the coding that they came in`(
    name: String, response: [UInt8], layers: [SearchLayer]
  ) throws {
    for step in [1, 10, 1000, .max] {
      let outcome = try Self.outcome(of: Self.evidence(response), .evidence, step: step)
      #expect(outcome.hits.map(\.place) == ["line 2, response of exchange 20003"], "\(step)")
      #expect(outcome.hits.first?.layers == layers && outcome.unsearched == [])
      let masked = try Self.outcome(
        of: Self.evidence(response, masked: [1, 2, 3]), .evidence, step: step)
      #expect(masked.hits == outcome.hits, "\(step)")
    }
    let inMask = try Self.outcome(of: Self.evidence([], masked: response), .evidence)
    #expect(inMask.hits.allSatisfy { $0.place.hasPrefix("line 2, part ") })
    let request = try Self.outcome(of: Self.evidence([], request: response), .evidence)
    let isPlain = !layers.contains(.chunked) && !layers.contains(.deflate)
    #expect(request.hits.map(\.place) == (isPlain ? ["line 2, request of exchange 20003"] : []))
  }

  @Test func `an archive is searched entry by entry`() throws {
    let archive = ArchiveWriter.archive([
      (try #require(EntryName("cds/a.suite")), Array("no\nthing\n".utf8)),
      (try #require(EntryName("cds/b.suite")), Array("\n\n\(Self.secret)".utf8)),
      (try #require(EntryName("cds/tokenTOKENtoken0123.suite")), []),
    ])
    let outcome = try Self.outcome(of: archive, .archive, step: 600)
    #expect(outcome.hits.map(\.place) == ["cds/b.suite, line 3", "the name of an entry"])
    let broken = try Self.outcome(of: Array(archive.dropFirst()), .archive)
    #expect(broken.unsearched.map(\.place) == ["byte 0"])
    for count in [0, 100, archive.count - 1, archive.count - 700] {
      let cut = try Self.outcome(of: Array(archive.prefix(count)), .archive)
      #expect(cut.unsearched.map(\.place) == ["byte \(count)"])
    }
  }

  @Test func `what is not searched is said`() throws {
    let bomb = SecretSearch(
      for: GrowingRedactor(), in: .content, aim: .presence, inflatedLimit: 1 << 20)
    Self.gzip([UInt8](repeating: 0, count: 2 << 20)).withUnsafeBufferPointer { bomb.read($0) }
    let reasons = bomb.finish().unsearched.map(\.reason)
    #expect(reasons == ["compressed contents yield more than 1 MiB"])
    let deep = Self.gzip(Self.gzip(Self.gzip(Self.gzip(Self.gzip(Array(Self.secret.utf8))))))
    #expect(try Self.outcome(of: deep).unsearched.count == 1)
    let foreign = Array(#"{"exchange":{"request":{"base64":"!!!!"}}}"#.utf8)
    #expect(try Self.outcome(of: foreign, .evidence).unsearched.count == 1)
  }

  @Test func `nothing is found where nothing is`() throws {
    var mutator = Mutator(
      corpus: Self.wrappings.map(\.1) + Self.responses.map { Self.evidence($0.1) }
        + [Array(repeating: 0x1F, count: 50) + [0x8B, 8, 0]],
      dictionary: ["&", "&#", "\u{1F}", "\"base64\":\"", "x\u{1}"], seed: 6, limit: 8192)
    let ledger = SecretLedger()
    _ = ledger.secret("nowhere in any of these", kind: "absent")
    let redactor = try ledger.redactor()
    for number in 0..<3000 {
      let search = SecretSearch(for: redactor, in: number % 2 == 0 ? .content : .evidence)
      let bytes = mutator.next()
      bytes.withUnsafeBufferPointer { search.read($0) }
      #expect(search.finish().hits == [])
    }
  }

  @Test func `a proof is read back as it was, and not otherwise`() throws {
    let outcome = try Self.outcome(of: Self.within(Array(Self.secret.utf8)))
    let bomb = try Self.outcome(of: Array(#"{"base64":"!"}"#.utf8), .evidence)
    let ledger = SecretLedger()
    for text in ["one secret", "two secrets"] { _ = ledger.secret(text, kind: "Door") }
    let proof = RedactionProof(
      run: "r", secrets: ledger.secrets,
      files: [.init(RunEntries.results, outcome), .init(RunEntries.evidence, bomb)])
    #expect(proof.secrets == ["door": 2] && proof.hitCount == 1)
    #expect(RedactionProof(reading: proof.bytes) == proof)
    let text = String(decoding: proof.bytes, as: UTF8.self)
    for (piece, other) in [
      ("\"hit_count\": 1", "\"hit_count\": 0, \"x\": 1"), ("door#1", "door# 1"),
      ("line 2", "lin\\u0065"),
    ] {
      #expect(text.contains(piece))
      #expect(RedactionProof(reading: Array(text.replacing(piece, with: other).utf8)) == nil)
    }
  }
}
