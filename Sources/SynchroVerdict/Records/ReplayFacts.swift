public import SynchroDigest

/// What must be known of an exchange, besides its bytes and its summary, to judge it again.
public struct ReplayFacts: Sendable, Equatable {
  /// From the beginning of its test to the moment at which its answer was looked at, by a clock that
  /// never jumps.
  public var elapsed: Duration
  /// From submission to the first byte of the response.
  public var firstByte: Duration?
  /// Whether the connection ended before any byte of an answer.
  public var isLost: Bool
  /// The length of the content when the bytes received are what libcurl showed: then nothing in them
  /// tells where it ends. Nil for bytes as they were on the wire.
  public var contentCount: Int?
  /// The labels in the request.
  public var requestMasks: [MaskedBytes.Mask] = []
  /// The labels in the response.
  public var responseMasks: [MaskedBytes.Mask] = []

  /// What is known of an exchange before its bytes are masked.
  public init(
    elapsed: Duration, firstByte: Duration? = nil, isLost: Bool = false, contentCount: Int? = nil
  ) {
    self.elapsed = elapsed
    self.firstByte = firstByte
    self.isLost = isLost
    self.contentCount = contentCount
  }
}

/// What must be known of an act of the operator, besides its record, to judge it again.
public struct HookReplayFacts: Sendable, Equatable {
  /// From the beginning of its test to its end, by a clock that never jumps.
  public var elapsed: Duration
  /// Whether there was more to its output than was kept.
  public var isCut: Bool
  /// The labels in its output.
  public var outputMasks: [MaskedBytes.Mask] = []

  /// What is known of an act before its output is masked.
  public init(elapsed: Duration, isCut: Bool = false) {
    self.elapsed = elapsed
    self.isCut = isCut
  }
}
