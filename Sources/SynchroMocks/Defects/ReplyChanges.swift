import SynchroHTTP

/// The changes of finished replies that several defects share.
enum ReplyChange {
  typealias Change = @Sendable (CDSCall, inout HTTPResponse) -> Void

  /// Successful replies get another status.
  static func status(_ status: HTTPStatus) -> Change {
    { _, response in
      if response.head.status == .ok { response.head.status = status }
    }
  }

  /// Every reply is this one.
  static func always(_ status: HTTPStatus, _ sentence: String) -> Change {
    { _, response in response = CDSCall.problem(status, sentence) }
  }

  /// Whoever brings no credentials is refused.
  static let refuseAnonymous: Change = { call, response in
    guard !call.request.fields.contains("Authorization") else { return }
    response = CDSCall.problem(
      .unauthorized, "sign in first", fields: ["WWW-Authenticate": "Bearer realm=\"everything\""])
  }

  /// Methods that are not supported get 200 and a page about an error.
  static let errorPageFor200: Change = { _, response in
    guard response.head.status == .methodNotAllowed else { return }
    response = HTTPResponse(
      .ok, fields: ["Content-Type": "text/html"],
      body: Array("<!doctype html><title>Error</title><p>Something went wrong.\n".utf8))
  }

  /// Methods that are not supported get 500.
  static let failure: Change = { _, response in
    guard response.head.status == .methodNotAllowed else { return }
    response = CDSCall.problem(.internalServerError, "unexpected method")
  }

  /// Successful replies have this content instead.
  static func content(_ text: String, contentType: String) -> Change {
    { _, response in
      guard response.head.status == .ok else { return }
      response = HTTPResponse(
        .ok, fields: ["Content-Type": contentType], body: Array(text.utf8))
    }
  }

  /// Successful replies say that they are of another media type.
  static func contentType(_ contentType: String) -> Change {
    { _, response in
      if response.head.status == .ok { response.head.fields.set("Content-Type", contentType) }
    }
  }
}
