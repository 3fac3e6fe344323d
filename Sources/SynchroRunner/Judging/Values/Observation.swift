import SynchroHTTP

/// What one exchange showed, as checks see it; made from the answer to it.
struct Observation: Sendable {
  /// What there is to judge.
  enum Answer: Sendable {
    /// A response.
    case response(Response)
    /// None, and why.
    case none(NoAnswer)
  }

  /// A response and what could be made of its content.
  struct Response: Sendable {
    /// The status code.
    var status: Int
    /// The header fields.
    var fields: HTTPFields
    /// The content as it came, its coding included.
    var rawBody: [UInt8]
    /// The content without its coding; with the reason when it has none.
    var body: ObservedBody
  }

  /// Why an exchange has no response to judge.
  struct NoAnswer: Sendable, Equatable {
    /// Whose fault it is; it decides what a step without response means.
    enum Class: String, Sendable {
      /// The target cannot be reached or trusted: configuration or network.
      case setup
      /// The target answered, and not with HTTP as it should be.
      case protocolBroken
      /// Silence until the deadline, or a limit of ours.
      case limit
      /// Our own machine or program.
      case harness
    }

    /// The reason in plain words, without a full stop.
    var reason: String
    /// Whose fault it is.
    var kind: Class

    /// A reason.
    init(reason: String, kind: Class) {
      self.reason = reason
      self.kind = kind
    }
  }

  /// The exchange's number in the run.
  var number: Int
  /// The method of the request.
  var method: String
  /// The URL of the request as it was sent first.
  var url: String
  /// The URL after redirects.
  var finalURL: String
  /// How many redirects were followed.
  var redirects: Int
  /// The response, or why there is none.
  var answer: Answer
  /// From the request to the end of the answer.
  var duration: Duration
  /// From the request to the first byte of the answer.
  var firstByte: Duration?
  /// The codes of what is wrong on the wire.
  var wireFindings: [String]
  /// The version of TLS, `TLS 1.3`; nil without TLS.
  var tlsVersion: String?

  /// An observation from its parts.
  init(
    number: Int, method: String, url: String, finalURL: String? = nil, redirects: Int = 0,
    answer: Answer, duration: Duration, firstByte: Duration? = nil, wireFindings: [String] = [],
    tlsVersion: String? = nil
  ) {
    self.number = number
    self.method = method
    self.url = url
    self.finalURL = finalURL ?? url
    self.redirects = redirects
    self.answer = answer
    self.duration = duration
    self.firstByte = firstByte
    self.wireFindings = wireFindings
    self.tlsVersion = tlsVersion
  }

  /// The response, when there is one.
  var response: Response? {
    if case .response(let response) = answer { return response }
    return nil
  }
}

extension Observation.Response {
  /// A response whose content is decoded and read at once.
  init(status: Int, fields: HTTPFields, rawBody: [UInt8]) {
    self.status = status
    self.fields = fields
    self.rawBody = rawBody
    body = ObservedBody(rawBody, codedAs: fields)
  }
}
