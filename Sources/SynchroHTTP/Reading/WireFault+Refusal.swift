extension WireFault {
  /// The status with which a server answers a request that has this fault, before it closes.
  public var refusalStatus: HTTPStatus {
    switch self {
    case .versionUnsupported: .httpVersionNotSupported
    case .expectationUnknown: .expectationFailed
    // RFC 9112, section 6.1: "SHOULD respond with 501".
    case .transferCodingUnknown: .notImplemented
    case .contentCodingUnknown: .unsupportedMediaType
    case .limitExceeded(let name, _):
      switch name {
      case .startLineBytes: .uriTooLong
      case .headBytes, .fieldCount, .trailerBytes: .requestHeaderFieldsTooLarge
      case .bodyBytes, .decodedBytes, .decodedRatio, .contentCodings: .contentTooLarge
      case .chunkLineBytes, .chunkExtensionBytes, .interimResponses: .badRequest
      }
    // RFC 9112, section 2.2: what cannot be read as the grammar has it "SHOULD" be answered with
    // 400.
    default: .badRequest
    }
  }
}
