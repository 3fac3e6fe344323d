import SynchroHTTP
import SynchroJSON
import SynchroText

extension CDSCall {
  /// The most that a request may hold where nothing says otherwise.
  static let usualBodyLimit = 1 << 20

  /// How deep and how wide JSON from clients may be: far more than honest requests need, and nothing
  /// that would take a stack or a memory.
  static let requestLimits = JSONLimits(depth: 64, nodes: 200_000)

  /// Refuses other methods than these.
  func allow(_ methods: HTTPMethod...) throws(CDSProblem) {
    guard !methods.contains(request.method) else { return }
    let names = methods.map(\.name).joined(separator: ", ")
    throw refusal(
      .methodNotAllowed, "only \(names) can be asked for here", fields: ["Allow": names])
  }

  /// A refusal in the form of the endpoint: OAuth has a code and a sentence, the APIs a sentence.
  func refusal(_ status: HTTPStatus, _ sentence: String, fields: HTTPFields = [:]) -> CDSProblem {
    switch answer {
    case .token, .revocation, .introspection, .pushedRequest:
      .oauth("invalid_request", sentence, status, fields: fields)
    case .registration: .oauth("invalid_client_metadata", sentence, status, fields: fields)
    default: CDSProblem(status, sentence, fields: fields)
    }
  }

  /// The JSON object that was sent, with every name once.
  func jsonObject(
    limit: Int = usualBodyLimit, limits: JSONLimits = requestLimits
  ) throws(CDSProblem) -> JSONValue {
    guard request.body.count <= limit else {
      throw refusal(.contentTooLarge, "the content may have up to \(limit) bytes")
    }
    guard isOfType("application/json") else {
      throw refusal(.unsupportedMediaType, "send a JSON object as application/json")
    }
    let document: JSONDocument
    do {
      document = try JSONDocument(
        parsing: SourceText(name: "the content", bytes: request.body), limits: limits)
    } catch {
      throw refusal(.badRequest, "the content is no JSON: \(error.diagnostic.message)")
    }
    guard document.root.kind == .object else {
      throw refusal(.badRequest, "the content must be a JSON object")
    }
    guard document.duplicateKeys.isEmpty else {
      throw refusal(.badRequest, "a name stands twice in one object of the content")
    }
    return document.root.value
  }

  /// The form that was sent. Failures are those of RFC 6749, section 5.2.
  func form() throws(CDSProblem) -> HTTPForm {
    guard request.body.count <= Self.usualBodyLimit else {
      throw refusal(.contentTooLarge, "the content is too long for a form")
    }
    guard isOfType("application/x-www-form-urlencoded") else {
      throw .oauth("invalid_request", "send a form as application/x-www-form-urlencoded")
    }
    guard let form = HTTPForm(decoding: request.body) else {
      throw .oauth("invalid_request", "the form is not percent-encoded UTF-8")
    }
    return form
  }

  /// The query, as a form.
  func query() throws(CDSProblem) -> HTTPForm {
    guard let query = HTTPForm(decoding: request.query ?? "") else {
      throw refusal(.badRequest, "the query is not percent-encoded UTF-8")
    }
    return query
  }

  private func isOfType(_ essence: String) -> Bool {
    guard let field = request.fields["Content-Type"], let type = MediaType(field) else {
      return false
    }
    return type.essence.lowercased() == essence
  }
}
