/// Everything that can be wrong with the bytes of an HTTP/1.1 peer.
public enum WireFault: Sendable, Equatable {
  // MARK: Start lines

  /// An empty line stands before the start line.
  case emptyLineBeforeStart
  /// The first bytes begin no HTTP message.
  case notHTTP
  /// The method is no token.
  case methodMalformed
  /// Something else than one space separates the parts of the start line, or stands around them.
  case startLineWhitespace
  /// A request line without version: HTTP/0.9.
  case versionMissing
  /// The version is not `HTTP/` digit `.` digit.
  case versionMalformed
  /// A version whose major digit is not 1.
  case versionUnsupported(HTTPVersion)
  /// The request target is wrong in this way.
  case targetMalformed(TargetFault)
  /// The status code is not three digits.
  case statusMalformed
  /// The status code is below 100 or above 599.
  case statusOutOfRange(Int)
  /// The space behind the status code is missing; it belongs there even without a reason phrase.
  case reasonSpaceMissing
  /// The reason phrase holds a control character.
  case reasonMalformed

  // MARK: Lines and fields

  /// A line ends in LF without CR.
  case bareLF
  /// A CR stands in a line and no LF follows it.
  case bareCR
  /// A line that begins with whitespace stands before the first field line, in a head or a trailer
  /// section.
  case whitespaceBeforeFields
  /// A field line has no colon.
  case colonMissing
  /// A field name is empty.
  case fieldNameEmpty
  /// A field name holds a byte that no token may hold.
  case fieldNameMalformed(byte: UInt8)
  /// Whitespace stands between field name and colon.
  case spaceBeforeColon
  /// A field value goes on in the next line.
  case obsoleteFold
  /// A field value holds a control character.
  case fieldValueMalformed(byte: UInt8)
  /// A field that is no list stands in more than one line.
  case fieldRepeated(String)
  /// A list field holds something else than its grammar allows.
  case listMalformed(field: String)

  // MARK: Connection, Host and Expect

  /// Connection names a field that is meant for every recipient, not for the next one.
  case connectionOptionNotAllowed(String)

  /// An HTTP/1.1 request has no Host.
  case hostMissing
  /// A request has more than one Host line.
  case hostRepeated
  /// The value of Host is no host with optional port.
  case hostMalformed
  /// Host is not the authority of the absolute request target.
  case hostDiffersFromTarget
  /// Expect asks for something else than 100-continue.
  case expectationUnknown(String)
  /// Expect asks for 100-continue, and there is no content to go on with.
  case expectationWithoutContent

  // MARK: Framing

  /// Content-Length is not one decimal number.
  case contentLengthMalformed(String)
  /// Content-Length is a number too large to count with.
  case contentLengthOverflow
  /// Content-Length stands there more than once, with the same number.
  case contentLengthRepeated
  /// Two Content-Length values differ.
  case contentLengthConflict
  /// Content-Length stands beside Transfer-Encoding.
  case contentLengthWithTransferEncoding
  /// Content-Length where it must not be: 1xx, 204, 2xx to CONNECT.
  case contentLengthNotAllowed(HTTPStatus)
  /// Content where there must be none: 205.
  case contentNotAllowed(HTTPStatus)
  /// A request whose method has no content declares some: CONNECT, TRACE.
  case requestContentNotAllowed(HTTPMethod)
  /// Transfer-Encoding is no list of codings.
  case transferEncodingMalformed
  /// Transfer-Encoding in an HTTP/1.0 message.
  case transferEncodingInHTTP10
  /// Transfer-Encoding where it must not be: 1xx, 204, 2xx to CONNECT.
  case transferEncodingNotAllowed(HTTPStatus)
  /// A transfer coding that nobody asked for.
  case transferCodingUnknown(String)
  /// The chunked coding is not the last one.
  case chunkedNotLast
  /// The chunked coding is applied more than once.
  case chunkedRepeated

  // MARK: Chunks and trailers

  /// A chunk size is not hexadecimal digits.
  case chunkSizeMalformed
  /// A chunk size is too large to count with.
  case chunkSizeOverflow
  /// Whitespace stands around a chunk size or inside an extension.
  case chunkWhitespace
  /// A chunk extension does not follow the grammar.
  case chunkExtensionMalformed
  /// The line end behind the data of a chunk is missing: the size was wrong.
  case chunkEndMissing
  /// A field stands in the trailer section that must not stand there.
  case trailerFieldNotAllowed(String)

  // MARK: Ends

  /// The peer closed without a byte of the message that was due.
  case emptyReply
  /// The stream ends inside a head.
  case endInHead
  /// The stream ends inside content of a declared length.
  case endInBody(expected: Int, received: Int)
  /// The stream ends inside a chunked message.
  case endInChunks
  /// The stream ends inside a trailer section.
  case endInTrailers
  /// Bytes come while no message is due: behind a body, behind the head of a 204.
  case bytesAfterMessage

  // MARK: Limits

  /// The peer sent, or announced, more than a limit.
  case limitExceeded(HTTPLimits.Name, limit: Int)

  // MARK: Content codings

  /// Content-Encoding names a coding that is unknown.
  case contentCodingUnknown(String)
  /// `deflate` without the zlib wrapper.
  case deflateRaw
  /// The coded content is broken.
  case contentCorrupt(ContentCoding)
  /// The checksum or length at the end of the coded content does not fit.
  case contentChecksum(ContentCoding)
  /// The coded content ends too early.
  case contentTruncated(ContentCoding)
  /// Bytes stand behind the end of the coded content.
  case contentTrailingBytes(ContentCoding)
}

/// What can be wrong with a request target, RFC 9112, section 3.2.
public enum TargetFault: String, Sendable {
  /// It is empty.
  case empty = "is empty"
  /// It holds a control, a space, a quote or a byte outside ASCII.
  case byteNotAllowed = "holds a byte that must be percent-encoded"
  /// A percent sign is not followed by two hexadecimal digits.
  case percentMalformed = "holds a percent sign without two hexadecimal digits"
  /// It has a fragment.
  case fragment = "has a fragment"
  /// It is neither a path, nor an absolute URI of http or https, nor `*`.
  case formUnknown = "is neither a path nor an http or https URI"
  /// It is `*` and the method is not OPTIONS.
  case asteriskNotAllowed = "is '*' and the method is not OPTIONS"
  /// CONNECT without host and port alone.
  case authorityRequired = "of CONNECT is not host and port"
  /// It names a user.
  case userinfo = "holds user information"
  /// The authority of the absolute URI is malformed or empty.
  case authorityMalformed = "has a malformed authority"
}
