/// Why the writer refused to put a message on the wire; nothing was appended.
public enum HTTPWriteError: Error, Sendable, Equatable {
  /// The method is no token.
  case methodMalformed(String)
  /// The request target is empty or holds whitespace, a control or a byte outside ASCII.
  case targetMalformed(String)
  /// The reason phrase holds a control, such as a line end.
  case reasonMalformed(String)
  /// The field name is no token.
  case fieldNameMalformed(String)
  /// The field's value holds CR, LF, NUL or another control, or begins or ends with whitespace.
  case fieldValueMalformed(name: String)
  /// The fields declare another length than the body has.
  case lengthMismatch(declared: String, actual: Int)
  /// Content-Length and Transfer-Encoding stand in one message.
  case framingAmbiguous
  /// There are trailers, and the message is not chunked.
  case trailersWithoutChunks
  /// The message has content that its status forbids.
  case contentNotAllowed(HTTPStatus)
}

extension HTTPWriteError: CustomStringConvertible {
  /// What is wrong, in one sentence without a full stop.
  public var description: String {
    switch self {
    case .methodMalformed(let name): "the method '\(name)' is no token"
    case .targetMalformed(let target): "the request target '\(target)' cannot be sent"
    case .reasonMalformed(let reason): "the reason phrase '\(reason)' holds a control character"
    case .fieldNameMalformed(let name): "the field name '\(name)' is no token"
    case .fieldValueMalformed(let name): "the value of '\(name)' holds a byte that ends or hides it"
    case .lengthMismatch(let declared, let actual):
      "Content-Length says '\(declared)' and the body has \(actual) bytes"
    case .framingAmbiguous: "Content-Length and Transfer-Encoding stand in one message"
    case .trailersWithoutChunks: "trailer fields need Transfer-Encoding: chunked"
    case .contentNotAllowed(let status): "a response with status \(status.code) has no content"
    }
  }
}
