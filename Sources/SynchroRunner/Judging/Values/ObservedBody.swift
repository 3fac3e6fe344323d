import SynchroHTTP
import SynchroJSON
import SynchroText

/// The content of a response: decoded, and read as JSON.
struct ObservedBody: Sendable {
  /// What the content is as JSON.
  enum Reading: Sendable {
    /// A document; its repeated member names are kept apart.
    case json(JSONDocument)
    /// None, and the reason in plain words. `isLimit` when a limit of ours ended the reading.
    case notJSON(reason: String, isLimit: Bool)
  }

  /// The content without its coding, as far as it could be read.
  let bytes: [UInt8]
  /// The codes of what is wrong with the coding.
  let codingFindings: [String]
  /// Whether the coding was given up at a limit of ours.
  let isCut: Bool
  /// The content as JSON.
  let reading: Reading

  /// How much is read of an answer.
  static let jsonLimits = JSONLimits(
    bytes: 32 << 20, depth: 128, nodes: 1_000_000, numberLength: 1000, exponent: 100_000)

  /// Undoes the codings that the fields name and reads the rest.
  init(
    _ rawBody: [UInt8], codedAs fields: HTTPFields, limits: HTTPLimits = .standard
  ) {
    var bytes: [UInt8] = []
    var fault: WireFinding?
    do throws(WireFinding) {
      var decoder = try ContentDecoder(for: fields, limits: limits)
      if decoder.isIdentity {
        bytes = rawBody
      } else {
        let isRead = rawBody.withUnsafeBytes { decoder.decode($0, into: &bytes) }
        if !(isRead && decoder.finish()) { fault = decoder.findings.last }
      }
    } catch {
      fault = error
    }
    self.init(decoded: bytes, codingFault: fault)
  }

  /// A content that was decoded before.
  init(decoded bytes: [UInt8], codingFault: WireFinding? = nil) {
    self.bytes = bytes
    codingFindings = codingFault.map { [$0.code] } ?? []
    if case .limitExceeded = codingFault?.kind { isCut = true } else { isCut = false }
    if let codingFault {
      reading = .notJSON(
        reason: "its content coding cannot be undone: \(codingFault.message)", isLimit: isCut)
    } else if bytes.isEmpty {
      reading = .notJSON(reason: "it is empty", isLimit: false)
    } else {
      do throws(JSONSyntaxError) {
        reading = .json(
          try JSONDocument(
            parsing: SourceText(name: "<body>", bytes: bytes), limits: Self.jsonLimits))
      } catch {
        reading = .notJSON(reason: error.description, isLimit: error.isLimit)
      }
    }
  }

  /// The document, when the content is JSON.
  var document: JSONDocument? {
    if case .json(let document) = reading { return document }
    return nil
  }

  /// The content as text, with replacement characters where it is no UTF-8.
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
