public import SynchroHTTP

/// What one exchange showed, as checks see it; made from a live exchange or from a recorded one.
public struct Observation: Sendable {
  /// What there is to judge.
  public enum Answer: Sendable {
    /// A response.
    case response(Response)
    /// None, and why.
    case none(NoAnswer)
  }

  /// A response and what could be made of its content.
  public struct Response: Sendable {
    /// The status code.
    public var status: Int
    /// The header fields.
    public var fields: HTTPFields
    /// The content as it came, its coding included.
    public var rawBody: [UInt8]
    /// The content without its coding; nil with the reason in `bodyFault` when it has none.
    public var body: ObservedBody
  }

  /// Why an exchange has no response to judge.
  public struct NoAnswer: Sendable, Equatable {
    /// Whose fault it is; it decides what a step without response means.
    public enum Class: String, Sendable {
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
    public var reason: String
    /// Whose fault it is.
    public var kind: Class

    /// A reason.
    public init(reason: String, kind: Class) {
      self.reason = reason
      self.kind = kind
    }
  }

  /// The exchange's number in the run.
  public var number: Int
  /// The method of the request.
  public var method: String
  /// The URL of the request as it was sent first.
  public var url: String
  /// The URL after redirects.
  public var finalURL: String
  /// How many redirects were followed.
  public var redirects: Int
  /// The response, or why there is none.
  public var answer: Answer
  /// From the request to the end of the answer.
  public var duration: Duration
  /// From the request to the first byte of the answer.
  public var firstByte: Duration?
  /// The codes of what is wrong on the wire.
  public var wireFindings: [String]
  /// The version of TLS, `TLSv1.3`; nil without TLS.
  public var tlsVersion: String?

  /// An observation from its parts, for recorded exchanges.
  public init(
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
  public var response: Response? {
    if case .response(let response) = answer { return response }
    return nil
  }
}

extension Observation.Response {
  /// A response whose content is decoded and read at once.
  public init(status: Int, fields: HTTPFields, rawBody: [UInt8]) {
    self.status = status
    self.fields = fields
    self.rawBody = rawBody
    body = ObservedBody(rawBody, codedAs: fields)
  }
}
