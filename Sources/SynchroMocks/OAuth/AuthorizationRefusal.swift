import SynchroHTTP

/// Where a browser is sent with the outcome of an authorization request.
struct ReturnAddress: Sendable, Codable {
  let uri: String
  let state: String?

  /// The response with these parameters, and the state. RFC 6749, sections 4.1.2 and 4.1.2.1.
  func response(
    _ parameters: [(String, String)], to call: CDSCall, fields more: HTTPFields = [:]
  ) -> HTTPResponse {
    var fields = parameters.map { HTTPForm.Field($0.0, $0.1) }
    if let state = shownState(in: call, isError: parameters.first?.0 == "error") {
      fields.append(HTTPForm.Field("state", state))
    }
    let separator: Character = uri.contains("?") ? "&" : "?"
    let mark: Character = call.has(.codeInFragment) ? "#" : separator
    var response = HTTPResponse(
      // What was posted is not to be posted again, to somebody else.
      call.request.method == .post ? .seeOther : .found, fields: more)
    response.head.fields.append("Location", uri + String(mark) + HTTPForm(fields).encoded)
    response.head.fields.append("Content-Length", "0")
    response.head.fields.append("Cache-Control", "no-store")
    response.head.fields.append("Referrer-Policy", "no-referrer")
    return response
  }

  private func shownState(in call: CDSCall, isError: Bool) -> String? {
    guard let state else { return nil }
    if isError { return call.has(.stateLostInErrors) ? nil : state }
    return call.has(.stateAltered) ? state.lowercased() + "-" : state
  }
}

/// Why an authorization request goes no further. RFC 6749, section 4.1.2.1.
struct AuthorizationRefusal: Error {
  var code: String
  let sentence: String
  /// Where the client learns of it; nil when there is nowhere that is known to be the client's.
  var address: ReturnAddress?

  init(_ code: String, _ sentence: String, to address: ReturnAddress? = nil) {
    self.code = code
    self.sentence = sentence
    self.address = address
  }

  /// The same, as an error of an endpoint that clients ask themselves.
  var problem: CDSProblem { .oauth(code, sentence) }

  /// The same, as what a browser gets.
  func response(to call: CDSCall) -> HTTPResponse {
    guard let address else {
      return call.page(.problem(sentence, code: code), .badRequest)
    }
    return address.response([("error", code), ("error_description", sentence)], to: call)
  }
}
