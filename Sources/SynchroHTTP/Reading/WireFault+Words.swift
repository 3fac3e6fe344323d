internal import SynchroText

// The words of every fault: a stable code, the clause it breaks, and one sentence. One table, so
// that a new fault without words does not compile.

extension WireFault {
  /// A stable word for the kind of fault; tools may match on it.
  public var code: String { words.code }
  /// The clause that is broken.
  public var clause: String { words.clause }
  /// What is wrong, in one sentence without a full stop.
  public var message: String { words.message }

  private typealias Words = (code: String, clause: String, message: String)

  private var words: Words {
    switch self {
    // Start lines
    case .emptyLineBeforeStart:
      ("empty-line-before-start", "RFC 9112 2.2", "an empty line stands before the start line")
    case .notHTTP:
      ("not-http", "RFC 9112 2.1", "these bytes begin no HTTP/1.1 message")
    case .methodMalformed:
      ("method-malformed", "RFC 9112 3.1", "the method is no token")
    case .startLineWhitespace:
      (
        "start-line-whitespace", "RFC 9112 3",
        "something else than single spaces separates the parts of the start line"
      )
    case .versionMissing:
      ("version-missing", "RFC 9112 3", "the request line has no HTTP version")
    case .versionMalformed:
      ("version-malformed", "RFC 9112 2.3", "the version is not HTTP/ and two digits with a point")
    case .versionUnsupported(let version):
      ("version-unsupported", "RFC 9110 2.5", "\(version) is not spoken here, HTTP/1.1 is")
    case .targetMalformed(let fault):
      ("request-target-malformed", "RFC 9112 3.2", "the request target \(fault.rawValue)")
    case .statusMalformed:
      ("status-malformed", "RFC 9112 4", "the status code is not three digits")
    case .statusOutOfRange(let code):
      ("status-out-of-range", "RFC 9110 15", "the status code \(code) is not from 100 to 599")
    case .reasonSpaceMissing:
      (
        "reason-space-missing", "RFC 9112 4",
        "the space behind the status code is missing, which must stand even without a reason"
      )
    case .reasonMalformed:
      ("reason-malformed", "RFC 9112 4", "the reason phrase holds a control character")
    // Lines, fields, Host and Expect
    case .bareLF:
      ("bare-lf", "RFC 9112 2.2", "the line ends in LF without CR")
    case .bareCR:
      ("bare-cr", "RFC 9112 2.2", "a CR stands here without LF behind it")
    case .whitespaceBeforeFields:
      (
        "whitespace-before-fields", "RFC 9112 2.2",
        "a line that begins with whitespace stands before the first field"
      )
    case .colonMissing:
      ("colon-missing", "RFC 9112 5", "the field line has no colon")
    case .fieldNameEmpty:
      ("field-name-empty", "RFC 9110 5.1", "the field name is empty")
    case .fieldNameMalformed(let byte):
      ("field-name-malformed", "RFC 9110 5.1", "byte 0x\(byte.hexPair) stands in a field name")
    case .spaceBeforeColon:
      ("space-before-colon", "RFC 9112 5.1", "whitespace stands between field name and colon")
    case .obsoleteFold:
      ("obs-fold", "RFC 9112 5.2", "a field value goes on in the next line")
    case .fieldValueMalformed(let byte):
      ("field-value-malformed", "RFC 9110 5.5", "byte 0x\(byte.hexPair) stands in a field value")
    case .fieldRepeated(let name):
      (
        "field-repeated", "RFC 9110 5.3",
        "'\(VisibleText.escape(name))' is no list and stands in more than one line"
      )
    case .listMalformed(let field):
      (
        "list-malformed", "RFC 9110 5.6.1",
        "\(VisibleText.escape(field)) is not the list that its grammar asks for"
      )
    case .connectionOptionNotAllowed(let option):
      (
        "connection-option-not-allowed", "RFC 9110 7.6.1",
        "Connection names '\(VisibleText.escape(option))', which is meant for every recipient"
      )
    case .hostMissing:
      ("host-missing", "RFC 9112 3.2", "the HTTP/1.1 request has no Host")
    case .hostRepeated:
      ("host-repeated", "RFC 9112 3.2", "the request has more than one Host line")
    case .hostMalformed:
      ("host-malformed", "RFC 9110 7.2", "Host is not a host with an optional port")
    case .hostDiffersFromTarget:
      ("host-differs-from-target", "RFC 9112 3.2", "Host is not the authority of the target")
    case .expectationUnknown(let expectation):
      (
        "expectation-unknown", "RFC 9110 10.1.1",
        "'\(VisibleText.escape(expectation))' is expected, not 100-continue"
      )
    case .expectationWithoutContent:
      (
        "expectation-without-content", "RFC 9110 10.1.1",
        "100-continue is expected, and the request has no content"
      )
    // Framing
    case .contentLengthMalformed(let value):
      (
        "content-length-malformed", "RFC 9112 6.3",
        "Content-Length is '\(VisibleText.escape(value))', not a number"
      )
    case .contentLengthOverflow:
      ("content-length-overflow", "RFC 9112 6.3", "Content-Length is too large to count with")
    case .contentLengthRepeated:
      ("content-length-repeated", "RFC 9112 6.3", "the same Content-Length stands there again")
    case .contentLengthConflict:
      ("content-length-conflict", "RFC 9112 6.3", "two Content-Length values differ")
    case .contentLengthWithTransferEncoding:
      (
        "content-length-with-transfer-encoding", "RFC 9112 6.2",
        "Content-Length and Transfer-Encoding stand in one message"
      )
    case .contentLengthNotAllowed(let status):
      (
        "content-length-not-allowed", "RFC 9110 8.6",
        "a response with status \(status.code) must not have Content-Length here"
      )
    case .contentNotAllowed(let status):
      (
        "content-not-allowed", "RFC 9110 15.3.6",
        "a response with status \(status.code) must not have content"
      )
    case .requestContentNotAllowed(let method):
      (
        "request-content-not-allowed", method == .trace ? "RFC 9110 9.3.8" : "RFC 9110 9.3.6",
        "a \(method) request must not have content"
      )
    case .transferEncodingMalformed:
      (
        "transfer-encoding-malformed", "RFC 9112 6.1",
        "Transfer-Encoding is no list of transfer codings"
      )
    case .transferEncodingInHTTP10:
      (
        "transfer-encoding-in-http10", "RFC 9112 6.1",
        "an HTTP/1.0 message must not have Transfer-Encoding"
      )
    case .transferEncodingNotAllowed(let status):
      (
        "transfer-encoding-not-allowed", "RFC 9112 6.1",
        "a response with status \(status.code) must not have Transfer-Encoding here"
      )
    case .transferCodingUnknown(let name):
      (
        "transfer-coding-unknown", "RFC 9112 6.1",
        "the transfer coding '\(VisibleText.escape(name))' was not asked for"
      )
    case .chunkedNotLast:
      ("chunked-not-last", "RFC 9112 6.3", "chunked is not the last transfer coding")
    case .chunkedRepeated:
      ("chunked-repeated", "RFC 9112 6.1", "chunked is applied more than once")
    // Chunks and trailers
    case .chunkSizeMalformed:
      ("chunk-size-malformed", "RFC 9112 7.1", "the chunk size is not hexadecimal digits")
    case .chunkSizeOverflow:
      ("chunk-size-overflow", "RFC 9112 7.1", "the chunk size is too large to count with")
    case .chunkWhitespace:
      ("chunk-whitespace", "RFC 9112 7.1", "whitespace stands in the chunk line")
    case .chunkExtensionMalformed:
      ("chunk-extension-malformed", "RFC 9112 7.1.1", "the chunk extension is malformed")
    case .chunkEndMissing:
      ("chunk-end-missing", "RFC 9112 7.1", "no line end follows the data of the chunk")
    case .trailerFieldNotAllowed(let name):
      (
        "trailer-field-not-allowed", "RFC 9110 6.5.1",
        "'\(VisibleText.escape(name))' must not stand in a trailer"
      )
    // Ends and limits
    case .emptyReply:
      ("empty-reply", "RFC 9112 9.5", "the connection closed without a byte of the response")
    case .endInHead:
      ("end-in-head", "RFC 9112 8", "the stream ends inside the head")
    case .endInBody(let expected, let received):
      (
        "end-in-body", "RFC 9112 8",
        "the stream ends after \(received) of \(expected) bytes of content"
      )
    case .endInChunks:
      ("end-in-chunks", "RFC 9112 8", "the stream ends before the last chunk")
    case .endInTrailers:
      ("end-in-trailers", "RFC 9112 8", "the stream ends inside the trailer section")
    case .bytesAfterMessage:
      ("bytes-after-message", "RFC 9112 6.3", "bytes come while no message is due")
    case .limitExceeded(let name, let limit):
      ("limit-exceeded", name.clause, "more than the limit \(name.rawValue) of \(limit)")
    // Content codings
    case .contentCodingUnknown(let name):
      (
        "content-coding-unknown", "RFC 9110 8.4.1",
        "the content coding '\(VisibleText.escape(name))' is unknown"
      )
    case .deflateRaw:
      (
        "deflate-raw", "RFC 9110 8.4.1.2", "the deflate coding lacks the zlib wrapper it asks for"
      )
    case .contentCorrupt(let coding):
      ("content-corrupt", "RFC 9110 8.4.1", "the \(coding.rawValue) content is broken")
    case .contentChecksum(let coding):
      (
        "content-checksum", "RFC 9110 8.4.1",
        "the checksum of the \(coding.rawValue) content is wrong"
      )
    case .contentTruncated(let coding):
      ("content-truncated", "RFC 9110 8.4.1", "the \(coding.rawValue) content ends too early")
    case .contentTrailingBytes(let coding):
      ("content-trailing-bytes", "RFC 9110 8.4.1", "bytes follow the \(coding.rawValue) content")
    }
  }
}
