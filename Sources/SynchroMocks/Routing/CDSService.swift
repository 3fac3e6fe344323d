import SynchroDigest
import SynchroHTTP
public import SynchroServer
import SynchroTiming
import Synchronization

/// The reference server without a socket: requests in, replies out.
public final class CDSService: Sendable {
  private struct State {
    var defects: [CDSDefect]
    var requests = 0
    var address = "localhost"
  }

  /// What it started with.
  public let seed: CDSSeed
  /// The time it lives in.
  public let clock: CDSClock
  private let router: CDSRouter
  private let state: Mutex<State>
  private let world: Mutex<CDSWorld>
  let documents = DocumentCache()
  /// What the moods of defects follow from.
  private let moodSeed: UInt64

  /// A service that serves a seed, rightly but for the defects. With a random seed, what happens can
  /// be repeated: identifiers and secrets follow from it.
  public init(
    seed: CDSSeed, defects: [CDSDefect] = [], clock: CDSClock = CDSClock(),
    randomSeed: UInt64? = nil
  ) {
    self.seed = seed
    self.clock = clock
    router = CDSRouter(seed)
    moodSeed = randomSeed ?? .random(in: .min ... .max)
    state = Mutex(State(defects: defects))
    world = Mutex(CDSWorld(seed: seed, randomSeed: randomSeed))
  }

  /// Looks at what has happened so far, or changes it, between two requests.
  func withWorld<Result>(_ body: (inout CDSWorld) -> Result) -> Result {
    let quirks = Self.quirks(of: defects.flatMap(\.effects))
    return world.withLock { world in
      world.quirks = quirks
      world.settle(at: clock.now)
      return body(&world)
    }
  }

  /// What it does wrong; may be changed between any two requests.
  public var defects: [CDSDefect] {
    get { state.withLock { $0.defects } }
    set { state.withLock { $0.defects = newValue } }
  }

  /// How many requests have come so far, those of the operator included.
  public var requestCount: Int { state.withLock { $0.requests } }

  /// Counts a request of the operator.
  func countRequest() { state.withLock { $0.requests += 1 } }

  /// Where it is reached, for clients that do not say which host they mean (HTTP/1.0).
  var address: String {
    get { state.withLock { $0.address } }
    set { state.withLock { $0.address = newValue } }
  }

  /// Which answer a path leads to.
  public func answer(at path: String) -> CDSAnswer { router.route(path).answer }

  /// Answers one request.
  public func reply(to request: CDSRequest) -> ServerReply {
    let (defects, number) = state.withLock { state in
      state.requests += 1
      return (state.defects, state.requests)
    }
    let mayBeKept = defects.isEmpty && DocumentCache.serves(request)
    if mayBeKept, let kept = documents.response(to: request) { return .response(dated(kept)) }
    let effects = defects.flatMap(\.effects)
    let route = route(of: request.path, effects)
    var rules = CDSRules()
    for case .rules(let answers, let change) in effects where answers.contains(route.answer) {
      change(&rules)
    }
    var edits: [DocumentEdit] = []
    for case .edits(let answers, let more) in effects where answers.contains(route.answer) {
      edits += more
    }
    var objectEdits: [CDSObjectKind: [DocumentEdit]] = [:]
    for case .objects(let kind, let more) in effects { objectEdits[kind, default: []] += more }
    let call = CDSCall(
      request: request, answer: route.answer, rules: rules, edits: edits, objectEdits: objectEdits,
      quirks: Self.quirks(of: effects), now: clock.now, number: number, moodSeed: moodSeed)
    var response = respond(to: call, route)
    if mayBeKept, route.isDocument, response.head.status == .ok, !call.moment.isSet {
      documents.keep(response, for: request)
    }
    response = dated(response)
    for case .reply(let answers, let change) in effects where answers.contains(route.answer) {
      change(call, &response)
    }
    var wire: ServerFault?
    for case .wire(let answers, let fault) in effects where answers.contains(route.answer) {
      wire = fault
    }
    // The faults are made for answers to GET that have content.
    if let wire, request.method == .get, response.head.status == .ok {
      return .wire(wire.steps(content: String(decoding: response.body, as: UTF8.self)))
    }
    return .response(response)
  }

  /// The decisions that defects turn.
  private static func quirks(of effects: [CDSDefect.Effect]) -> Set<Quirk> {
    var quirks: Set<Quirk> = []
    for case .quirk(let quirk) in effects { quirks.insert(quirk) }
    return quirks
  }

  /// With the date of the server's own time, unless that is the machine's.
  private func dated(_ response: HTTPResponse) -> HTTPResponse {
    guard clock.kind != .real else { return response }
    var response = response
    // Beyond the year 9999 there is no such date.
    if let date = HTTPDate(secondsSince1970: clock.now.seconds) {
      response.head.fields.set("Date", date.description)
    }
    return response
  }

  private func route(of path: String, _ effects: [CDSDefect.Effect]) -> CDSRoute {
    var path = path
    for effect in effects {
      switch effect {
      case .document(let place, let value) where place == path:
        return .resource(
          CDSSeed.Resource(
            path: path, access: .everybody, contentType: "application/json", content: .json(value)))
      case .alias(let place, let original) where place == path: path = original
      case .document, .alias, .edits, .objects, .quirk, .rules, .reply, .wire: break
      }
    }
    return router.route(path)
  }

  private func respond(to call: CDSCall, _ route: CDSRoute) -> HTTPResponse {
    switch route {
    case .unknown:
      return CDSCall.problem(.notFound, "nothing is at '\(call.request.path)'")
    case .endpoint(let endpoint, let rest): return respond(to: call, endpoint, rest)
    default: break
    }
    guard call.request.method == .get || call.request.method == .head else {
      return CDSCall.problem(
        .methodNotAllowed, "only GET and HEAD are answered here", fields: ["Allow": "GET, HEAD"])
    }
    if let refusal = refusal(of: call, route.access) { return refusal }
    switch route {
    case .metadata(let source): return MetadataEndpoint(source: source).respond(to: call)
    case .coverage(let coverage, _): return CoverageEndpoint(coverage: coverage).respond(to: call)
    case .resource(let resource): return ResourceEndpoint(resource: resource).respond(to: call)
    case .page(let page): return PageEndpoint(page: page).respond(to: call)
    case .authorizationServer:
      return AuthorizationServerEndpoint(seed: seed.authorizationServer).respond(to: call)
    case .redirect(let redirect):
      return HTTPResponse(
        .movedPermanently, fields: ["Location": call.expand(redirect.to), "Content-Length": "0"])
    case .endpoint, .unknown: preconditionFailure("answered above")
    }
  }

  /// The endpoints that look at what has happened, or make something happen.
  private func respond(to call: CDSCall, _ endpoint: CDSEndpoint, _ rest: String) -> HTTPResponse {
    world.withLock { world in
      world.quirks = call.quirks
      world.settle(at: call.now)
      do throws(CDSProblem) {
        return try Self.respond(to: world.understood(call), endpoint, rest, &world)
      } catch {
        return error.response
      }
    }
  }

  private static func respond(
    to call: CDSCall, _ endpoint: CDSEndpoint, _ rest: String, _ world: inout CDSWorld
  ) throws(CDSProblem) -> HTTPResponse {
    switch call.answer {
    case .registration: try RegistrationEndpoint().respond(to: call, &world)
    case .token: try TokenEndpoint().respond(to: call, &world)
    case .revocation: try RevocationEndpoint().respond(to: call, &world)
    case .introspection: try IntrospectionEndpoint().respond(to: call, &world)
    case .pushedRequest: try PushedRequestEndpoint().respond(to: call, &world)
    case .authorization:
      switch endpoint {
      case .login: try LoginEndpoint().respond(to: call, &world)
      case .consent: try ConsentEndpoint().respond(to: call, &world)
      default: try AuthorizationEndpoint().respond(to: call, &world)
      }
    case .receipt: try ReceiptEndpoint().respond(to: call, &world)
    case .clientList: try ClientListEndpoint().respond(to: call, &world)
    case .client: try ClientEndpoint(id: rest).respond(to: call, &world)
    case .clientMetadata: try ClientMetadataEndpoint(path: rest).respond(to: call, &world)
    case .messageList: try MessageListEndpoint().respond(to: call, &world)
    case .message: try MessageEndpoint(id: rest).respond(to: call, &world)
    case .form: try FormEndpoint(path: rest).respond(to: call, &world)
    case .credentialList: try CredentialListEndpoint().respond(to: call, &world)
    case .credential: try CredentialEndpoint(id: rest).respond(to: call, &world)
    case .grantList: try GrantListEndpoint().respond(to: call, &world)
    case .grant: try GrantEndpoint(id: rest).respond(to: call, &world)
    case .fileList: try FileListEndpoint().respond(to: call, &world)
    case .file: try FileEndpoint(id: rest).respond(to: call, &world)
    case .fileData:
      try FileDataEndpoint(id: String(rest.dropLast("/data".count))).respond(to: call, &world)
    default: throw CDSProblem(.notFound, "nothing is at '\(call.request.path)'")
    }
  }

  /// RFC 6750, section 3: who lacks a token is told how to show one.
  private func refusal(of call: CDSCall, _ access: CDSSeed.Access) -> HTTPResponse? {
    guard access == .tokenHolders, !call.rules.restrictedIsOpen else { return nil }
    let words = call.request.fields["Authorization"]?.split(separator: " ") ?? []
    guard words.count == 2, words[0].lowercased() == "bearer" else {
      return CDSCall.problem(
        .unauthorized, "this is for clients with an access token",
        fields: ["WWW-Authenticate": "Bearer realm=\"partners\""])
    }
    let isKnown = seed.accessTokens.contains { ConstantTime.equal($0.token.utf8, words[1].utf8) }
    guard isKnown || call.rules.anyTokenOpens else {
      return CDSCall.problem(
        .unauthorized, "the access token is not known",
        fields: ["WWW-Authenticate": "Bearer realm=\"partners\", error=\"invalid_token\""])
    }
    return nil
  }
}
