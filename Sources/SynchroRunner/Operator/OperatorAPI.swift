public import SynchroCatalog
import SynchroHTTP
public import SynchroJSON
import SynchroText
import SynchroVerdict

/// An operator API of the form that the reference server has, wherever it is: what a hook of the
/// catalogue means there stands in the catalogue.
public struct OperatorAPI: OperatorHooks {
  /// One request to it.
  public struct Request: Sendable, Equatable {
    /// The method.
    public var method: String
    /// The path below the API's URL, percent-encoded.
    public var path: String
    /// The content; nil for none.
    public var content: JSONValue?
    /// How long the answer may take.
    public var timeout: Duration
  }

  /// What it answers.
  public enum Reply: Sendable, Equatable {
    /// A status with a content.
    case response(status: Int, body: [UInt8])
    /// Nothing, and why.
    case fault(String)
  }

  private let way: HookRun.Way
  private let send: @Sendable (Request) async -> Reply

  /// A server in this program that answers without a socket.
  public init(direct send: @escaping @Sendable (Request) async -> Reply) {
    way = .direct
    self.send = send
  }

  init(_ way: HookRun.Way, send: @escaping @Sendable (Request) async -> Reply) {
    self.way = way
    self.send = send
  }

  /// Hooks that the catalogue knows no request for cannot be asked for here.
  public func refusal(of hook: OperatorHook) -> HookRefusal? {
    guard hook.request == nil else { return nil }
    var refusal = HookRefusal(unknownHere: hook)
    refusal.nextStep += "; operator APIs have no standard request for it"
    return refusal
  }

  /// Sends the request that the catalogue tells.
  public func act(_ order: HookOrder) async -> HookAnswer {
    guard let request = order.hook.request, let path = request.path(order.text) else {
      return HookAnswer(way, fault: "there is no request for '\(order.hook.name)'")
    }
    let reply = await send(
      Request(
        method: request.method, path: path, content: request.content { order.arguments[$0] },
        timeout: order.timeout))
    var answer = HookAnswer(way)
    switch reply {
    case .fault(let reason): answer.fault = "the operator API does not answer: \(reason)"
    case .response(let status, let body):
      answer.status = status
      answer.output = Array(body.prefix(HookAnswer.outputLimit))
      answer.isCut = body.count > HookAnswer.outputLimit
      if !(200..<300).contains(status) {
        answer.fault = "the operator API answers with status \(status)" + Self.words(of: body)
      }
    }
    return answer
  }

  /// Why it refuses, when it says so as OAuth does or in one line.
  private static func words(of body: [UInt8]) -> String {
    let text = String(decoding: body.prefix(4096), as: UTF8.self)
    if let document = try? JSONDocument(parsing: text) {
      let words = document.root["error_description"]?.string ?? document.root["error"]?.string
      return words.map { ": \(VisibleText.excerpt($0, limit: 200))" } ?? ""
    }
    let line = text.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
    return line.isEmpty ? "" : ": \(VisibleText.excerpt(line, limit: 200))"
  }
}

extension OperatorAPI {
  /// The API that a target file names, reached like the target itself.
  init(
    _ access: TargetFile.OperatorAccess, key: String?, through exchanges: any ExchangeSource
  ) {
    self.init(.api) { request in
      let base = access.url.text
      let root = base.hasSuffix("/") ? String(base.dropLast()) : base
      guard let url = try? URI(root + request.path) else {
        return .fault("'\(VisibleText.excerpt(root + request.path))' is no URL")
      }
      var order = ExchangeOrder(
        HTTPMethod(request.method), url, fields: ["Accept": "application/json"],
        timeout: request.timeout, bodyLimit: HookAnswer.outputLimit * 4,
        decodedLimit: HookAnswer.outputLimit * 4)
      if let key { order.fields.append("Authorization", "Bearer \(key)") }
      if let content = request.content {
        order.fields.append("Content-Type", "application/json")
        order.body = Array(JSONPrinter.compact(content).utf8)
      } else if request.method != "GET" {
        order.fields.append("Content-Length", "0")
      }
      let answer = await exchanges.answer(order)
      if let fault = answer.fault { return .fault(fault.sentence) }
      guard let status = answer.status?.code else { return .fault("there is no response") }
      return .response(status: status, body: answer.body)
    }
  }
}
