public import SynchroTiming

/// What is known about one exchange apart from its bytes.
public struct ExchangeSummary: Sendable, Equatable {
  /// A deviation from the protocol that the codec saw.
  public struct WireFinding: Sendable, Equatable {
    /// The stable word for it.
    public var code: String
    /// What is wrong, in one sentence.
    public var sentence: String
    /// Where in the bytes received.
    public var offset: Int

    /// A finding.
    public init(code: String, sentence: String, offset: Int) {
      self.code = code
      self.sentence = sentence
      self.offset = offset
    }
  }

  /// Why an exchange did not complete.
  public struct Fault: Sendable, Equatable {
    /// Whom it speaks about.
    public enum Blame: String, Sendable, CaseIterable {
      /// The target answered, and wrongly.
      case target
      /// The target cannot be reached or trusted as it is configured.
      case setup
      /// A limit of ours was reached, silence and unreachable hosts of others included; says nothing
      /// about the target.
      case limit
      /// The run was stopped.
      case interrupted
      /// Our bug or our machine.
      case harness
    }

    /// Whom it speaks about.
    public var blame: Blame
    /// What happened, in one sentence.
    public var sentence: String

    /// A fault.
    public init(_ blame: Blame, _ sentence: String) {
      self.blame = blame
      self.sentence = sentence
    }
  }

  /// How long each phase took; nil for one that was not passed.
  public struct Times: Sendable, Equatable {
    /// Resolving the name.
    public var lookup: Duration?
    /// Opening TCP.
    public var connect: Duration?
    /// Opening the proxy's tunnel.
    public var proxy: Duration?
    /// The handshake.
    public var tls: Duration?
    /// Writing the request.
    public var request: Duration?
    /// From the last byte of the request to the first of the response.
    public var waiting: Duration?
    /// Reading the response.
    public var response: Duration?
    /// Everything.
    public var total: Duration

    /// Times by phase.
    public init(
      lookup: Duration? = nil, connect: Duration? = nil, proxy: Duration? = nil,
      tls: Duration? = nil, request: Duration? = nil, waiting: Duration? = nil,
      response: Duration? = nil, total: Duration
    ) {
      self.lookup = lookup
      self.connect = connect
      self.proxy = proxy
      self.tls = tls
      self.request = request
      self.waiting = waiting
      self.response = response
      self.total = total
    }
  }

  /// Which test's it is and which of them: see ``RecordNumber``.
  public var number: Int
  /// The test that sent it; nil for one of the doctor.
  public var test: String?
  /// The line of the step in the test's suite file.
  public var line: Int?
  /// The method.
  public var method: String
  /// The URL as requested.
  public var url: String
  /// How many bytes were sent.
  public var sentCount: Int
  /// How many bytes were received.
  public var receivedCount: Int
  /// The status, when a response came.
  public var status: Int?
  /// Whether the connection had carried exchanges before.
  public var isReused: Bool
  /// The address and port reached.
  public var peer: String?
  /// What the handshake agreed on.
  public var tls: [RunFact]
  /// How long each phase took.
  public var times: Times
  /// When it was submitted, by the clock on the wall.
  public var start: Timestamp
  /// What the codec saw that is no proper HTTP.
  public var findings: [WireFinding]
  /// Why it did not complete.
  public var fault: Fault?
  /// The number of the exchange whose redirect led here.
  public var redirectedFrom: Int?
  /// Counts the attempts of one request, from 1.
  public var attempt: Int

  /// A summary.
  public init(
    number: Int, test: String? = nil, line: Int? = nil, method: String, url: String,
    sentCount: Int = 0, receivedCount: Int = 0, status: Int? = nil, isReused: Bool = false,
    peer: String? = nil, tls: [RunFact] = [], times: Times, start: Timestamp,
    findings: [WireFinding] = [], fault: Fault? = nil, redirectedFrom: Int? = nil, attempt: Int = 1
  ) {
    self.number = number
    self.test = test
    self.line = line
    self.method = method
    self.url = url
    self.sentCount = sentCount
    self.receivedCount = receivedCount
    self.status = status
    self.isReused = isReused
    self.peer = peer
    self.tls = tls
    self.times = times
    self.start = start
    self.findings = findings
    self.fault = fault
    self.redirectedFrom = redirectedFrom
    self.attempt = attempt
  }

  /// The exchange in a few words: `GET https://… -> 200`.
  public var headline: String {
    let end = status.map(String.init) ?? fault.map(\.sentence) ?? "no response"
    return "\(method) \(url) -> \(end)"
  }
}
