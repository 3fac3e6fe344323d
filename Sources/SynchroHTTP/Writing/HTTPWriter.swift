/// Appends messages to a byte buffer of the caller's, and refuses what would not be read back as it
/// was meant. Nothing is added that was not given, except by `write(_:answering:to:)`.
///
/// The `Unchecked` forms are for deliberate misbehaviour: they put the bytes down as they are.
public enum HTTPWriter {
  /// Appends a request line, the fields and the empty line.
  public static func write(
    _ head: HTTPRequestHead, to buffer: inout [UInt8]
  ) throws(HTTPWriteError) {
  }

  /// Appends a status line, the fields and the empty line.
  public static func write(
    _ head: HTTPResponseHead, to buffer: inout [UInt8]
  ) throws(HTTPWriteError) {
  }

  /// Appends a whole request; content without Content-Length or Transfer-Encoding gets a
  /// Content-Length, and trailers need chunked.
  public static func write(
    _ request: HTTPRequest, to buffer: inout [UInt8]
  ) throws(HTTPWriteError) {
  }

  /// Appends a whole response as it answers a request with `method`: to HEAD the content is left
  /// out, and where no framing is given a Content-Length is added.
  public static func write(
    _ response: HTTPResponse, answering method: HTTPMethod, to buffer: inout [UInt8]
  ) throws(HTTPWriteError) {
  }

  /// Appends one chunk. No bytes, no chunk: the empty one would end the message.
  public static func writeChunk(_ bytes: UnsafeRawBufferPointer, to buffer: inout [UInt8]) {
  }

  /// Appends one chunk. No bytes, no chunk: the empty one would end the message.
  public static func writeChunk(_ bytes: [UInt8], to buffer: inout [UInt8]) {
  }

  /// Appends the last chunk, the trailer fields and the empty line.
  public static func writeLastChunk(
    trailers: HTTPFields = [:], to buffer: inout [UInt8]
  ) throws(HTTPWriteError) {
  }

  /// Appends a request head without looking at it.
  public static func writeUnchecked(_ head: HTTPRequestHead, to buffer: inout [UInt8]) {
  }

  /// Appends a response head without looking at it.
  public static func writeUnchecked(_ head: HTTPResponseHead, to buffer: inout [UInt8]) {
  }

  /// Appends one field line without looking at it.
  public static func writeUnchecked(
    name: some Sequence<UInt8>, value: some Sequence<UInt8>, to buffer: inout [UInt8]
  ) {
  }
}
