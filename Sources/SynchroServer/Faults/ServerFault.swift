/// The catalogue of ways in which a server can answer wrongly on the wire. Each case makes a
/// response to GET that is right but for one thing.
///
/// The first nine are accepted silently by ordinary clients, which is why they matter.
public enum ServerFault: String, Sendable, CaseIterable {
  // MARK: Accepted silently by ordinary clients

  /// Two Content-Length lines that differ: nobody can say where the message ends.
  case conflictingContentLength = "conflicting-content-length"
  /// `Content-Length: +11`, which is no number by the grammar.
  case signedContentLength = "signed-content-length"
  /// Content-Length beside Transfer-Encoding: the door to response smuggling.
  case contentLengthWithTransferEncoding = "content-length-with-transfer-encoding"
  /// Whitespace between a field name and its colon.
  case spaceBeforeColon = "space-before-colon"
  /// A field value that goes on in the next line.
  case obsoleteFold = "obsolete-fold"
  /// Lines that end in LF without CR.
  case bareLF = "bare-lf"
  /// A status line that ends behind the status code, its last space missing too.
  case missingReason = "missing-reason"
  /// Bytes of content behind a 204, which has none.
  case bodyOn204 = "body-on-204"
  /// More bytes than Content-Length says.
  case bytesAfterBody = "bytes-after-body"

  // MARK: Noticed by ordinary clients

  /// Fewer bytes than Content-Length says, then FIN.
  case truncatedBody = "truncated-body"
  /// Chunks without the last one, then FIN.
  case truncatedChunks = "truncated-chunks"
  /// A chunk size that is no hexadecimal number.
  case badChunkSize = "bad-chunk-size"
  /// A chunk whose data is not followed by CR LF.
  case missingChunkEnd = "missing-chunk-end"
  /// RST in the middle of the content.
  case reset
  /// FIN without a single byte.
  case emptyReply = "empty-reply"
  /// The head, then silence.
  case stall
  /// `Content-Length: -1`.
  case negativeContentLength = "negative-content-length"
  /// A field line without a colon.
  case fieldWithoutColon = "field-without-colon"
  /// A NUL in a field value.
  case nulInField = "nul-in-field"
  /// Content without any head, as HTTP/0.9 had it.
  case http09 = "http-0.9"
  /// A version that nobody speaks.
  case http91 = "http-9.1"
  /// A status code of four digits.
  case status2000 = "status-2000"
  /// One field of 200 KB.
  case hugeField = "huge-field"

  // MARK: Slow and cut

  /// A right response, one byte at a time.
  case slowBytes = "slow-bytes"
  /// A whole head and half the content, then an end without close_notify under TLS.
  case missingCloseNotify = "missing-close-notify"

  /// Whether an ordinary client (libcurl 7.88) takes the response without a word.
  public var isAcceptedSilently: Bool {
    switch self {
    case .conflictingContentLength, .signedContentLength, .contentLengthWithTransferEncoding,
      .spaceBeforeColon, .obsoleteFold, .bareLF, .missingReason, .bodyOn204, .bytesAfterBody:
      true
    default: false
    }
  }
}

extension ServerFault {
  /// The steps that answer a GET with this fault around `content`.
  public func steps(content: String = #"{"ok":true}"#, pause: Duration = .seconds(60)) -> [WireStep]
  {
    let length = content.utf8.count
    let chunk = String(length, radix: 16) + "\r\n\(content)"
    let json = "Content-Type: application/json\r\n"
    func ok(_ fields: String, _ body: String = content) -> WireStep {
      .text("HTTP/1.1 200 OK\r\n\(json)\(fields)\r\n\(body)")
    }
    let half = String(content.prefix(length / 2))
    switch self {
    case .conflictingContentLength:
      // Ordinary clients believe the last line: that one is right, or they would notice.
      return [ok("Content-Length: \(length + 1)\r\nContent-Length: \(length)\r\n"), .close]
    case .signedContentLength:
      return [ok("Content-Length: +\(length)\r\n"), .close]
    case .contentLengthWithTransferEncoding:
      let fields = "Content-Length: \(length)\r\nTransfer-Encoding: chunked\r\n"
      return [ok(fields, "\(chunk)\r\n0\r\n\r\n"), .close]
    case .spaceBeforeColon:
      return [ok("Content-Length : \(length)\r\n"), .close]
    case .obsoleteFold:
      return [ok("X-Note: one\r\n two\r\nContent-Length: \(length)\r\n")]
    case .bareLF:
      let head = "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: \(length)\n\n"
      return [.text(head + content), .close]
    case .missingReason:
      return [.text("HTTP/1.1 200\r\n\(json)Content-Length: \(length)\r\n\r\n\(content)")]
    case .bodyOn204:
      return [.text("HTTP/1.1 204 No Content\r\n\r\n\(content)"), .close]
    case .bytesAfterBody:
      return [ok("Content-Length: \(length)\r\n", content + "and more"), .close]
    case .truncatedBody:
      return [ok("Content-Length: \(length)\r\n", half), .close]
    case .truncatedChunks:
      return [ok("Transfer-Encoding: chunked\r\n", "\(chunk)\r\n"), .close]
    case .badChunkSize:
      return [ok("Transfer-Encoding: chunked\r\n", "xyz\r\n\(content)\r\n0\r\n\r\n"), .close]
    case .missingChunkEnd:
      return [ok("Transfer-Encoding: chunked\r\n", "\(chunk)0\r\n\r\n"), .close]
    case .reset:
      return [ok("Content-Length: \(length)\r\n", half), .reset]
    case .emptyReply:
      return [.close]
    case .stall:
      return [ok("Content-Length: \(length)\r\n", ""), .sleep(pause), .close]
    case .negativeContentLength:
      return [ok("Content-Length: -1\r\n"), .close]
    case .fieldWithoutColon:
      return [ok("this line has no colon\r\nContent-Length: \(length)\r\n"), .close]
    case .nulInField:
      return [ok("X-Note: a\u{0}b\r\nContent-Length: \(length)\r\n"), .close]
    case .http09:
      return [.text(content), .close]
    case .http91:
      return [.text("HTTP/9.1 200 OK\r\nContent-Length: \(length)\r\n\r\n\(content)"), .close]
    case .status2000:
      return [.text("HTTP/1.1 2000 OK\r\nContent-Length: \(length)\r\n\r\n\(content)"), .close]
    case .hugeField:
      let value = String(repeating: "a", count: 200 << 10)
      return [ok("X-Note: \(value)\r\nContent-Length: \(length)\r\n")]
    case .slowBytes:
      let text = "HTTP/1.1 200 OK\r\n\(json)Content-Length: \(length)\r\n\r\n\(content)"
      return [.drip(Array(text.utf8), every: pause / 1_000)]
    case .missingCloseNotify:
      return [ok("Content-Length: \(length)\r\n", half), .truncate]
    }
  }
}
