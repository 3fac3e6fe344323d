import SynchroDigest
import SynchroHTTP
import SynchroJSON
public import SynchroServer

/// The operator API of a reference server: what the people behind a real server do, and what its
/// clients cannot. It is served apart, and asks for a key of its own.
public final class CDSOperator: Sendable {
  /// Where every path of it begins.
  public static let path = "/operator"

  private let service: CDSService
  private let key: String

  /// The operator of a service, for whoever knows the key.
  public init(of service: CDSService, key: String) {
    self.service = service
    self.key = key
  }

  /// Answers one request.
  public func reply(to request: CDSRequest) -> ServerReply { .response(respond(to: request)) }

  private func respond(to request: CDSRequest) -> HTTPResponse {
    let call = CDSCall(
      request: request, answer: .unknown, rules: CDSRules(), edits: [], objectEdits: [:],
      quirks: [], now: service.clock.now, number: 0)
    do throws(CDSProblem) {
      try authenticate(request)
      return try answer(call)
    } catch {
      return error.response
    }
  }

  private func authenticate(_ request: CDSRequest) throws(CDSProblem) {
    let words = (request.fields["Authorization"] ?? "").split(separator: " ").map(String.init)
    guard words.count == 2, words[0].lowercased() == "bearer",
      ConstantTime.equal(words[1].utf8, key.utf8)
    else {
      throw CDSProblem(
        .unauthorized, "send the operator's key: 'Authorization: Bearer KEY'",
        fields: ["WWW-Authenticate": "Bearer realm=\"operator\""])
    }
  }

  private func answer(_ call: CDSCall) throws(CDSProblem) -> HTTPResponse {
    guard call.request.path.hasPrefix(Self.path) else {
      throw CDSProblem(.notFound, "the operator's paths begin with \(Self.path)")
    }
    let path = String(call.request.path.dropFirst(Self.path.count))
    let here = OperatorAction.all.compactMap { action in
      action.identifier(in: path).map { (action: action, id: $0) }
    }
    guard !here.isEmpty else {
      throw CDSProblem(
        .notFound, "nothing is at '\(call.request.path)'; GET /operator lists what is")
    }
    guard let (action, id) = here.first(where: { $0.action.method == call.request.method }) else {
      let allowed = here.map(\.action.method.name).joined(separator: ", ")
      throw CDSProblem(
        .methodNotAllowed, "only \(allowed) can be asked for here", fields: ["Allow": allowed])
    }
    let needsContent = action.method != .get && action.method != .delete
    let content = needsContent && !call.request.body.isEmpty ? try call.jsonObject() : [:]
    let context = OperatorAction.Context(
      service: service, call: call, id: id, body: OperatorBody(content))
    service.countRequest()
    let outcome = service.withWorld { world -> Result<JSONValue, CDSProblem> in
      // An action that is refused halfway leaves nothing behind.
      var changed = world
      var context = context
      do throws(CDSProblem) {
        let answer = try action.act(&context, &changed)
        try context.body.finish()
        world = changed
        return .success(answer)
      } catch {
        return .failure(error)
      }
    }
    return call.answer(try outcome.get())
  }
}
