import SynchroHTTP
import SynchroMocks
import SynchroServer
import SynchroText
import SynchroTiming

extension FuzzTarget {
  /// The reference CDS server in conversations, right requests and damaged ones: no 5xx, no answer
  /// that is malformed, unbounded or slow, and afterwards it serves what it served before.
  public static let cds = FuzzTarget("cds") { cases, seed in
    var conversation: CDSConversation?
    for number in 0..<cases {
      // A new server now and then: an old one remembers what a failure does not need.
      if number.isMultiple(of: CDSConversation.length) {
        conversation = CDSConversation(seed: seed &+ UInt64(number / CDSConversation.length))
      }
      guard let (request, complaint) = conversation?.goOn() else {
        return FuzzFailure(
          target: "cds", number: number, seed: seed, input: [],
          complaint: "the reference data cannot be read")
      }
      if let complaint {
        var bytes: [UInt8] = []
        HTTPWriter.writeUnchecked(request.head, to: &bytes)
        bytes += request.body
        return FuzzFailure(
          target: "cds", number: number, seed: seed, input: bytes, complaint: complaint)
      }
    }
    return nil
  }
}

/// One server and one stream of requests to it.
private struct CDSConversation {
  static let length = 5_000
  private static let operatorKey = "the-operator"

  private let service: CDSService
  private let operatorAPI: CDSOperator
  private var traffic: CDSTraffic
  private var count = 0
  private let metadata: [UInt8]

  init?(seed: UInt64) {
    guard let data = try? CDSSeed.reference() else { return nil }
    // The operator lets time pass.
    service = CDSService(seed: data, clock: CDSClock(.virtual), randomSeed: seed)
    operatorAPI = CDSOperator(of: service, key: Self.operatorKey)
    traffic = CDSTraffic(seed: seed, operatorKey: Self.operatorKey)
    metadata = Self.metadata(of: service)
  }

  /// Asks once more; what was asked, and what is wrong with the answer.
  mutating func goOn() -> (HTTPRequest, complaint: String?) {
    let request = traffic.next()
    let head = request.head
    let start = SystemTime().now
    let asked = CDSRequest(head.method, head.target, fields: head.fields, body: request.body)
    let reply =
      head.path.hasPrefix(CDSOperator.path)
      ? operatorAPI.reply(to: asked) : service.reply(to: asked)
    let time = start.duration(to: SystemTime().now)
    guard case .response(let response) = reply else { return (request, "no plain response") }
    traffic.learn(from: response, to: request)
    if time > .seconds(2) { return (request, "the answer took \(time)") }
    count += 1
    if count.isMultiple(of: 500), Self.metadata(of: service) != metadata {
      return (request, "the metadata are not what they were")
    }
    return (
      request,
      CDSAnswerRules.complaint(about: response, to: request)
        ?? CDSAnswerRules.wireComplaint(about: response, answering: head.method)
    )
  }

  private static func metadata(of service: CDSService) -> [UInt8] {
    guard case .response(let response) = service.reply(to: CDSRequest(.get, CDSSeed.wellKnownPath))
    else { return [] }
    return response.body
  }
}
