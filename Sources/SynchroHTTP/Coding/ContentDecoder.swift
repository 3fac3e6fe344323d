/// Undoes the content codings of a body as it arrives, within limits on bytes and on the ratio.
///
/// Offsets of its findings count from the start of the coded content; that of a broken stream is
/// where the decompressor had read to, a few bytes behind the cause. Not copyable, because it owns
/// the decompressors.
public struct ContentDecoder: ~Copyable {
  /// What was found so far.
  public private(set) var findings: [WireFinding] = []
  /// How many bytes came out so far.
  public private(set) var decodedCount = 0
  /// How many coded bytes were given so far.
  public private(set) var codedCount = 0
  /// Whether the content turned out broken or beyond a limit.
  public private(set) var hasFailed = false

  /// In the order in which the codings are undone.
  private let stages: [CodingStage]
  private let limits: HTTPLimits
  /// Bytes between two stages, which are bounded like the result.
  private var intermediateCount = 0

  /// A decoder for codings in the order in which they were applied, as Content-Encoding lists them.
  public init(_ codings: [ContentCoding], limits: HTTPLimits = .standard) {
    stages = codings.reversed().filter { $0 != .identity }.map(CodingStage.init)
    self.limits = limits.bounded
  }

  /// A decoder for the Content-Encoding of a message; throws the finding when a coding is unknown,
  /// the list is malformed or there are more codings than the limit.
  public init(for fields: HTTPFields, limits: HTTPLimits = .standard) throws(WireFinding) {
    guard let names = fields.list("Content-Encoding") else {
      throw WireFinding(
        .listMalformed(field: "Content-Encoding"), at: 0, severity: .unrecoverable)
    }
    guard names.count <= limits.contentCodings else {
      throw WireFinding(
        .limitExceeded(.contentCodings, limit: limits.contentCodings), at: 0,
        severity: .unrecoverable)
    }
    var codings: [ContentCoding] = []
    for name in names {
      guard let coding = ContentCoding(name: name) else {
        throw WireFinding(
          .contentCodingUnknown(String(name.prefix(80))), at: 0, severity: .unrecoverable)
      }
      codings.append(coding)
    }
    self.init(codings, limits: limits)
  }

  /// Whether nothing is done to the bytes.
  public var isIdentity: Bool { stages.isEmpty }

  /// Decodes the next bytes and appends the result. False when the content is broken or beyond a
  /// limit; the last finding says why, and nothing more will come.
  public mutating func decode(
    _ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) -> Bool {
    guard !hasFailed else { return false }
    push(bytes, through: 0, into: &output)
    return !hasFailed
  }

  /// Decodes the next bytes and appends the result, like the other form.
  public mutating func decode(_ bytes: [UInt8], into output: inout [UInt8]) -> Bool {
    guard !hasFailed else { return false }
    bytes.withUnsafeBytes { push($0, through: 0, into: &output) }
    return !hasFailed
  }

  /// Says that the coded content is complete. False when it ended too early or had failed before;
  /// the last finding says why. No content at all is fine: a response to HEAD has none.
  public mutating func finish() -> Bool {
    guard !hasFailed, codedCount > 0 else { return !hasFailed }
    for stage in stages {
      switch stage.finish() {
      case .idle, .output: break
      case .deviation(let fault): note(fault, .deviation)
      case .failed(let fault):
        note(fault, .unrecoverable)
        return false
      }
    }
    return true
  }

  // MARK: - Pieces

  /// Runs bytes through a stage and all behind it; there are at most as many as the limit says.
  private mutating func push(
    _ bytes: UnsafeRawBufferPointer, through index: Int, into output: inout [UInt8]
  ) {
    guard index < stages.count else {
      if index == 0 { codedCount += bytes.count }
      deliver(bytes, into: &output)
      return
    }
    let stage = stages[index]
    var rest = bytes
    while !hasFailed {
      let before = rest.count
      let step = stage.step(&rest)
      if index == 0 { codedCount += before - rest.count }
      switch step {
      case .idle: return
      case .deviation(let fault): note(fault, .deviation)
      case .failed(let fault): note(fault, .unrecoverable)
      case .output(let piece):
        if index + 1 < stages.count {
          intermediateCount += piece.count
          guard isWithinLimits(intermediateCount) else { return }
        }
        push(piece, through: index + 1, into: &output)
      }
    }
  }

  private mutating func deliver(_ piece: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    decodedCount += piece.count
    guard isWithinLimits(decodedCount) else { return }
    output.append(contentsOf: piece)
  }

  private mutating func isWithinLimits(_ count: Int) -> Bool {
    if count > limits.decodedBytes {
      note(.limitExceeded(.decodedBytes, limit: limits.decodedBytes), .unrecoverable)
    } else if count > limits.decodedRatioFloor, count / limits.decodedRatio > codedCount {
      note(.limitExceeded(.decodedRatio, limit: limits.decodedRatio), .unrecoverable)
    }
    return !hasFailed
  }

  private mutating func note(_ fault: WireFault, _ severity: WireFinding.Severity) {
    findings.append(WireFinding(fault, at: codedCount, severity: severity))
    if severity == .unrecoverable { hasFailed = true }
  }
}
