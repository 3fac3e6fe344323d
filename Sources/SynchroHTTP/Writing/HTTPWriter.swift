/// Appends messages to a byte buffer of the caller's, and refuses what would not be read back as it
/// was meant. Nothing is added that was not given, except a Content-Length to whole messages.
///
/// The `Unchecked` forms are for deliberate misbehaviour: they put the bytes down as they are.
public enum HTTPWriter {
  // MARK: - Heads

  /// Appends a request line, the fields and the empty line; appends nothing when it throws.
  public static func write(
    _ head: HTTPRequestHead, to buffer: inout [UInt8]
  ) throws(HTTPWriteError) {
    try WriteRules.check(head)
    writeUnchecked(head, to: &buffer)
  }

  /// Appends a status line, the fields and the empty line; appends nothing when it throws.
  public static func write(
    _ head: HTTPResponseHead, to buffer: inout [UInt8]
  ) throws(HTTPWriteError) {
    try WriteRules.check(head)
    writeUnchecked(head, to: &buffer)
  }

  // MARK: - Whole messages

  /// Appends a whole request. Content without Content-Length or Transfer-Encoding gets a
  /// Content-Length, and so does no content where the method leads one to expect some; with chunked
  /// the content is one chunk, followed by the trailers.
  public static func write(
    _ request: HTTPRequest, to buffer: inout [UInt8]
  ) throws(HTTPWriteError) {
    try WriteRules.check(request.head)
    let framing = try WriteRules.framing(of: request.head.fields, body: request.body)
    try WriteRules.check(trailers: request.trailers, framing)
    let expectsContent =
      switch request.head.method {
      case .post, .put, .patch: true
      case .get, .head, .delete, .connect, .options, .trace, .other: false
      }
    let needsLength = framing == .none && (!request.body.isEmpty || expectsContent)
    append(request.head, contentLength: needsLength ? request.body.count : nil, to: &buffer)
    append(request.body, request.trailers, framing, to: &buffer)
  }

  /// Appends a whole response as it answers a request with `method`. To HEAD the content is left
  /// out, and where no framing is given a Content-Length is added.
  public static func write(
    _ response: HTTPResponse, answering method: HTTPMethod, to buffer: inout [UInt8]
  ) throws(HTTPWriteError) {
    let head = response.head
    try WriteRules.check(head)
    let isTunnel = method == .connect && head.status.category == .successful
    if head.status.neverHasContent || isTunnel || head.status == .resetContent {
      guard response.body.isEmpty else { throw .contentNotAllowed(head.status) }
    }
    let isHeadOnly = head.status.neverHasContent || isTunnel || method == .head
    // To HEAD and in a 304 the length is that of content which is not sent.
    let framing = try WriteRules.framing(
      of: head.fields, body: response.body, isLengthFree: isHeadOnly)
    try WriteRules.check(trailers: response.trailers, framing)
    let mayHaveLength = !head.status.neverHasContent && !isTunnel
    let isUnknown = method == .head && response.body.isEmpty
    let needsLength = framing == .none && mayHaveLength && !isUnknown
    append(head, contentLength: needsLength ? response.body.count : nil, to: &buffer)
    if !isHeadOnly { append(response.body, response.trailers, framing, to: &buffer) }
  }

  // MARK: - Chunks

  /// Appends one chunk. No bytes, no chunk: the empty one would end the message.
  public static func writeChunk(_ bytes: UnsafeRawBufferPointer, to buffer: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    appendHex(bytes.count, to: &buffer)
    appendLineEnd(to: &buffer)
    buffer.append(contentsOf: bytes)
    appendLineEnd(to: &buffer)
  }

  /// Appends one chunk. No bytes, no chunk: the empty one would end the message.
  public static func writeChunk(_ bytes: [UInt8], to buffer: inout [UInt8]) {
    bytes.withUnsafeBytes { writeChunk($0, to: &buffer) }
  }

  /// Appends the last chunk, the trailer fields and the empty line.
  public static func writeLastChunk(
    trailers: HTTPFields = [:], to buffer: inout [UInt8]
  ) throws(HTTPWriteError) {
    try WriteRules.check(trailers)
    buffer.append(UInt8(ascii: "0"))
    appendLineEnd(to: &buffer)
    append(trailers, to: &buffer)
    appendLineEnd(to: &buffer)
  }

  // MARK: - Without a check

  /// Appends a request head without looking at it.
  public static func writeUnchecked(_ head: HTTPRequestHead, to buffer: inout [UInt8]) {
    append(head, contentLength: nil, to: &buffer)
  }

  /// Appends a response head without looking at it.
  public static func writeUnchecked(_ head: HTTPResponseHead, to buffer: inout [UInt8]) {
    append(head, contentLength: nil, to: &buffer)
  }

  /// Appends one field line without looking at it.
  public static func writeUnchecked(
    name: some Sequence<UInt8>, value: some Sequence<UInt8>, to buffer: inout [UInt8]
  ) {
    buffer.append(contentsOf: name)
    buffer.append(UInt8(ascii: ":"))
    buffer.append(UInt8(ascii: " "))
    buffer.append(contentsOf: value)
    appendLineEnd(to: &buffer)
  }

  // MARK: - Pieces

  private static func append(
    _ head: HTTPRequestHead, contentLength: Int?, to buffer: inout [UInt8]
  ) {
    buffer.append(contentsOf: head.method.name.utf8)
    buffer.append(UInt8(ascii: " "))
    buffer.append(contentsOf: head.targetBytes)
    buffer.append(UInt8(ascii: " "))
    append(head.version, to: &buffer)
    appendLineEnd(to: &buffer)
    append(head.fields, contentLength: contentLength, to: &buffer)
  }

  private static func append(
    _ head: HTTPResponseHead, contentLength: Int?, to buffer: inout [UInt8]
  ) {
    append(head.version, to: &buffer)
    buffer.append(UInt8(ascii: " "))
    appendDecimal(head.status.code, to: &buffer)
    buffer.append(UInt8(ascii: " "))
    buffer.append(contentsOf: head.reasonBytes)
    appendLineEnd(to: &buffer)
    append(head.fields, contentLength: contentLength, to: &buffer)
  }

  private static func append(
    _ fields: HTTPFields, contentLength: Int?, to buffer: inout [UInt8]
  ) {
    append(fields, to: &buffer)
    if let contentLength {
      buffer.append(contentsOf: "Content-Length: ".utf8)
      appendDecimal(contentLength, to: &buffer)
      appendLineEnd(to: &buffer)
    }
    appendLineEnd(to: &buffer)
  }

  private static func append(_ fields: HTTPFields, to buffer: inout [UInt8]) {
    fields.arena.withUnsafeBufferPointer { arena in
      for entry in fields.entries {
        writeUnchecked(
          name: UnsafeBufferPointer(rebasing: arena[entry.name]),
          value: UnsafeBufferPointer(rebasing: arena[entry.value]), to: &buffer)
      }
    }
  }

  private static func append(
    _ body: [UInt8], _ trailers: HTTPFields, _ framing: WriteRules.Framing,
    to buffer: inout [UInt8]
  ) {
    guard framing == .chunked else {
      buffer.append(contentsOf: body)
      return
    }
    writeChunk(body, to: &buffer)
    buffer.append(UInt8(ascii: "0"))
    appendLineEnd(to: &buffer)
    append(trailers, to: &buffer)
    appendLineEnd(to: &buffer)
  }

  private static func append(_ version: HTTPVersion, to buffer: inout [UInt8]) {
    buffer.append(contentsOf: "HTTP/".utf8)
    buffer.append(UInt8(ascii: "0") + version.major)
    buffer.append(UInt8(ascii: "."))
    buffer.append(UInt8(ascii: "0") + version.minor)
  }

  private static func appendDecimal(_ number: Int, to buffer: inout [UInt8]) {
    append(number, radix: 10, to: &buffer)
  }

  private static func appendHex(_ number: Int, to buffer: inout [UInt8]) {
    append(number, radix: 16, to: &buffer)
  }

  /// Writes a number that is not negative, without a String in between.
  private static func append(_ number: Int, radix: Int, to buffer: inout [UInt8]) {
    var divisor = 1
    while number / divisor >= radix { divisor *= radix }
    var rest = number
    while divisor > 0 {
      let digit = UInt8(truncatingIfNeeded: rest / divisor)
      buffer.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      rest %= divisor
      divisor /= radix
    }
  }

  private static func appendLineEnd(to buffer: inout [UInt8]) {
    buffer.append(UInt8(ascii: "\r"))
    buffer.append(UInt8(ascii: "\n"))
  }
}
