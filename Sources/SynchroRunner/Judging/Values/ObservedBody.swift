public import SynchroHTTP
public import SynchroJSON
import SynchroText

/// The content of a response: decoded, and read as JSON.
public struct ObservedBody: Sendable {
  /// What the content is as JSON.
  public enum Reading: Sendable {
    /// A document; its repeated member names are kept apart.
    case json(JSONDocument)
    /// None, and the reason in plain words. `isLimit` when a limit of ours ended the reading.
    case notJSON(reason: String, isLimit: Bool)
  }

  /// The content without its coding, as far as it could be read.
  public let bytes: [UInt8]
  /// The codes of what is wrong with the coding.
  public let codingFindings: [String]
  /// Whether the coding was given up at a limit of ours.
  public let isCut: Bool
  /// The content as JSON.
  public let reading: Reading

  /// How much is read of an answer.
  public static let jsonLimits = JSONLimits(
    bytes: 32 << 20, depth: 128, nodes: 1_000_000, numberLength: 1000, exponent: 100_000)

  /// Undoes the codings that the fields name and reads the rest.
  public init(
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
  public init(decoded bytes: [UInt8], codingFault: WireFinding? = nil) {
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
  public var document: JSONDocument? {
    if case .json(let document) = reading { return document }
    return nil
  }

  /// The content as text, with replacement characters where it is no UTF-8.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
