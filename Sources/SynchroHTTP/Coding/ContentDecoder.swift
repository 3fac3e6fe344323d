/// Undoes the content codings of a body as it arrives, within limits on bytes and on the ratio.
///
/// Offsets of its findings count from the start of the coded content. Not copyable, because it owns
/// the decompressors.
public struct ContentDecoder: ~Copyable {
  /// What was found so far.
  public private(set) var findings: [WireFinding] = []
  /// How many bytes came out so far.
  public private(set) var decodedCount = 0

  /// A decoder for codings in the order in which they were applied, as Content-Encoding lists them.
  public init(_ codings: [ContentCoding], limits: HTTPLimits = .standard) {
  }

  /// A decoder for the Content-Encoding of a message; throws the finding when a coding is unknown or
  /// the list is malformed.
  public init(for fields: HTTPFields, limits: HTTPLimits = .standard) throws(WireFinding) {
  }

  /// Whether anything is done to the bytes.
  public var isIdentity: Bool { true }

  /// Decodes the next bytes and appends the result. False when the content is broken or beyond a
  /// limit; the last finding says why, and nothing more will come.
  public mutating func decode(
    _ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) -> Bool {
    true
  }

  /// Says that the coded content is complete. False when it ended too early; see the last finding.
  public mutating func finish(into output: inout [UInt8]) -> Bool {
    true
  }
}

extension WireFinding: Error {}
