public import SynchroHTTP

/// A request in the very bytes that will be sent. They are made once, when the value is made, so
/// sending it many times costs nothing more.
public struct ExchangeRequest: Sendable {
  /// Time, limits, connection.
  public var options: ExchangeOptions
  private let wire: Wire

  /// What never changes, behind one reference: requests are copied for every exchange.
  private final class Wire: Sendable {
    let destination: Destination
    let bytes: [UInt8]
    let headLength: Int
    let method: HTTPMethod
    let addedFields: [String]
    let message: HTTPRequest?
    let expectsContinue: Bool

    init(
      destination: Destination, bytes: [UInt8], headLength: Int, method: HTTPMethod,
      addedFields: [String] = [], message: HTTPRequest? = nil, expectsContinue: Bool = false
    ) {
      self.destination = destination
      self.bytes = bytes
      self.headLength = headLength
      self.method = method
      self.addedFields = addedFields
      self.message = message
      self.expectsContinue = expectsContinue
    }
  }

  /// Where it goes.
  public var destination: Destination { wire.destination }
  /// What is sent, byte for byte.
  public var bytes: [UInt8] { wire.bytes }
  /// Where the content begins in `bytes`.
  public var headLength: Int { wire.headLength }
  /// Decides whether the response has content, and whether the request may be repeated.
  public var method: HTTPMethod { wire.method }
  /// The fields that the caller left out and we had to add: `Host`, `Content-Length`,
  /// `Transfer-Encoding`. Nothing else is ever added.
  public var addedFields: [String] { wire.addedFields }
  /// The message, unless raw bytes were given.
  var message: HTTPRequest? { wire.message }
  /// Whether the content waits for 100 (Continue).
  var expectsContinue: Bool { wire.expectsContinue }

  /// A well-formed request. `Host` is added when absent, and what frames the content: its length,
  /// or chunks of `chunkLength` bytes.
  public init(
    _ request: HTTPRequest, to destination: Destination, chunkLength: Int? = nil,
    options: ExchangeOptions = .standard
  ) throws(HTTPWriteError) {
    var request = request
    var added: [String] = []
    if !request.head.fields.contains("Host") {
      added.append("Host")
      // First, as RFC 9112, section 3.2 asks.
      var fields: HTTPFields = ["Host": destination.hostField]
      for field in request.head.fields {
        fields.append(name: field.nameBytes, value: field.valueBytes)
      }
      request.head.fields = fields
    }
    var bytes: [UInt8] = []
    if let chunkLength {
      if !request.head.fields.contains("Transfer-Encoding") {
        added.append("Transfer-Encoding")
        request.head.fields.append("Transfer-Encoding", "chunked")
      }
      try Self.write(request, chunkLength: max(1, chunkLength), to: &bytes)
    } else {
      let fields = request.head.fields
      if !request.body.isEmpty, !fields.contains("Content-Length"),
        !fields.contains("Transfer-Encoding")
      {
        added.append("Content-Length")
        request.head.fields.append("Content-Length", String(request.body.count))
      }
      try HTTPWriter.write(request, to: &bytes)
    }
    let headLength = Self.headLength(of: bytes)
    let expectsContinue =
      headLength < bytes.count
      && request.head.fields.list("Expect")?.contains { $0.lowercased() == "100-continue" } == true
    self.options = options
    wire = Wire(
      destination: destination, bytes: bytes, headLength: headLength, method: request.head.method,
      addedFields: added, message: request, expectsContinue: expectsContinue)
  }

  /// Bytes that are sent as they are, malformed on purpose or not. `method` says how the response
  /// is to be read.
  public init(
    raw bytes: [UInt8], answering method: HTTPMethod, to destination: Destination,
    options: ExchangeOptions = .alone
  ) {
    self.options = options
    wire = Wire(
      destination: destination, bytes: bytes, headLength: bytes.count, method: method)
  }

  private static func write(
    _ request: HTTPRequest, chunkLength: Int, to bytes: inout [UInt8]
  ) throws(HTTPWriteError) {
    try HTTPWriter.write(request.head, to: &bytes)
    var rest = request.body[...]
    while !rest.isEmpty {
      HTTPWriter.writeChunk(Array(rest.prefix(chunkLength)), to: &bytes)
      rest = rest.dropFirst(chunkLength)
    }
    try HTTPWriter.writeLastChunk(trailers: request.trailers, to: &bytes)
  }

  /// The writer lets no line end into a field, so the first empty line ends the head.
  private static func headLength(of bytes: [UInt8]) -> Int {
    var index = 3
    while index < bytes.count {
      if bytes[index] == 0x0A, bytes[index - 1] == 0x0D, bytes[index - 2] == 0x0A {
        return index + 1
      }
      index += 1
    }
    return bytes.count
  }
}
