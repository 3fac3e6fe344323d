public import SynchroHTTP
public import SynchroTiming
public import SynchroVerdict
public import SynchroWire

/// Where answers come from: a live target, a record of an earlier run, a script of a test.
public protocol ExchangeSource: Sendable {
  /// Sends one request and waits for its end; cancelling the task ends the exchange. Redirects are
  /// not followed, nothing is retried.
  func answer(_ order: ExchangeOrder) async -> ExchangeAnswer
}

/// One request to be sent.
public struct ExchangeOrder: Sendable, Equatable {
  /// The method.
  public var method: HTTPMethod
  /// Where it goes; http or https.
  public var url: URI
  /// The header lines in order.
  public var fields: HTTPFields
  /// The content.
  public var body: [UInt8]
  /// The time for all of the exchange.
  public var timeout: Duration
  /// More content is not read.
  public var bodyLimit: Int
  /// More content is not decoded.
  public var decodedLimit: Int
  /// The test that asks; nil for the doctor.
  public var test: String?

  /// A request; the limits are those of a run that states none.
  public init(
    _ method: HTTPMethod, _ url: URI, fields: HTTPFields = [:], body: [UInt8] = [],
    timeout: Duration = .seconds(15), bodyLimit: Int = 8 << 20, decodedLimit: Int = 32 << 20
  ) {
    self.method = method
    self.url = url
    self.fields = fields
    self.body = body
    self.timeout = timeout
    self.bodyLimit = bodyLimit
    self.decodedLimit = decodedLimit
  }
}

/// What came of a request.
public struct ExchangeAnswer: Sendable, Equatable {
  /// What to do about a fault.
  public struct Hint: Sendable, Equatable {
    /// The key of the target file to look at.
    public var field: String?
    /// What to do, in one sentence.
    public var nextStep: String

    /// A hint.
    public init(field: String? = nil, nextStep: String) {
      self.field = field
      self.nextStep = nextStep
    }
  }

  /// The request, byte for byte, as far as it was sent.
  public var sent: [UInt8] = []
  /// What came, byte for byte.
  public var received: [UInt8] = []
  /// The status of the final response.
  public var status: HTTPStatus?
  /// The header lines of the final response.
  public var fields: HTTPFields = [:]
  /// The content as it came, its codings included.
  public var body: [UInt8] = []
  /// Every deviation from the protocol.
  public var findings: [ExchangeSummary.WireFinding] = []
  /// Why it did not complete.
  public var fault: ExchangeSummary.Fault?
  /// Whether the connection ended before any byte of an answer.
  public var isLost = false
  /// What to do about the fault.
  public var hint: Hint?
  /// How long each phase took.
  public var times: ExchangeSummary.Times
  /// From submission to the first byte of the response.
  public var firstByte: Duration?
  /// When it was submitted, by the clock on the wall.
  public var start: Timestamp
  /// What the handshake agreed on.
  public var tls: TLSFacts?
  /// The same in words, as reports have it.
  public var tlsFacts: [RunFact] = []
  /// The address and port reached.
  public var peer: String?
  /// Whether the connection had carried exchanges before.
  public var isReused = false
  /// The length of the content when `received` is what libcurl showed, which does not tell it.
  public var contentCount: Int?
  /// What was recorded of it, when the request was made in an earlier run.
  public var past: PastExchange?
  /// Why the record of an earlier run has no answer, without a full stop.
  public var gap: String?

  /// An answer without anything in it yet.
  public init(times: ExchangeSummary.Times, start: Timestamp) {
    self.times = times
    self.start = start
  }

  /// The version of TLS, `TLS 1.3`; nil without TLS.
  var tlsVersion: String? { tlsFacts.first { $0.name == "version" }?.value }
}

/// What was recorded of an exchange.
public struct PastExchange: Sendable, Equatable {
  /// Everything but the bytes.
  public var summary: ExchangeSummary
  /// From the beginning of its test to the moment at which its answer was looked at.
  public var elapsed: Duration
}
