import SynchroHTTP
import Synchronization

/// Answers that are the same each time, ready to be sent again.
///
/// What the seed tells does not change while the server runs, only the origin in its URLs does. So
/// a document is kept per path and origin, as the right server gives it: while any defect is on,
/// nobody asks here. What changes with the time or the count of requests is never kept.
final class DocumentCache: Sendable {
  private struct Key: Hashable {
    let path: String
    let origin: String
  }

  private struct State {
    var responses: [Key: HTTPResponse] = [:]
    var bytes = 0
  }

  private let state = Mutex(State())
  /// Hosts are what clients say they are, so one could ask for a document of ever new names.
  private let limit: Int

  /// A cache of so many bytes at most.
  init(limit: Int = 4 << 20) { self.limit = limit }

  /// Whether the path and the origin decide the answer to a request alone.
  static func serves(_ request: CDSRequest) -> Bool {
    (request.method == .get || request.method == .head) && request.query == nil
      && request.body.isEmpty && !request.fields.contains("If-None-Match")
      && !request.fields.contains("Authorization")
  }

  /// The answer to a request, if it was kept.
  func response(to request: CDSRequest) -> HTTPResponse? {
    let key = Key(path: request.path, origin: request.origin)
    return state.withLock { $0.responses[key] }
  }

  /// Keeps an answer for all requests like this one.
  func keep(_ response: HTTPResponse, for request: CDSRequest) {
    let key = Key(path: request.path, origin: request.origin)
    // The fields of an answer are short; the constant stands for them.
    let size = key.path.utf8.count + key.origin.utf8.count + response.body.count + 500
    guard size <= limit else { return }
    state.withLock { state in
      if state.responses[key] != nil { return }
      if state.bytes + size > limit { state = State() }
      state.responses[key] = response
      state.bytes += size
    }
  }

  /// How many answers are kept.
  var count: Int { state.withLock { $0.responses.count } }
}
