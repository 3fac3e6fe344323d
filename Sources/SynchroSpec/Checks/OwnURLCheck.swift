import SynchroJSON
import SynchroText

/// The member in which an answer repeats the URL at which it was found.
enum OwnURLCheck {
  static func check(
    _ exchange: ExampleExchange, by rule: ExampleRule, _ log: inout FindingLog
  ) {
    guard let member = rule.ownURL, let request = exchange.request,
      case .request(_, let target) = request.start, let json = exchange.answer?.json,
      let node = json.document?.root[member], let url = node.string,
      let scheme = url.firstRange(of: "://")
    else { return }
    let rest = url[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" }
    let path = rest.dropFirst(host.count)
    let isPathEqual = target.hasPrefix("/") ? path == target.prefix { $0 != "?" } : url == target
    let wanted = request.field("Host")?.value
    guard !isPathEqual || wanted.map({ $0.lowercased() != host.lowercased() }) ?? false else {
      return
    }
    log.report(
      Diagnostic(
        code: "own-url", "'\(member)' is not the URL of the request",
        at: .init(json.range(node.range)),
        expected: "\(url[..<scheme.upperBound])\(wanted ?? String(host))\(target)", received: url,
        help: ["let both examples speak of the same object"]))
  }
}
