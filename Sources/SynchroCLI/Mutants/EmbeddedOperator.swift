import SynchroHTTP
import SynchroJSON
import SynchroMocks
import SynchroRunner
import SynchroServer

extension OperatorHooks where Self == OperatorAPI {
  /// The operator of a reference server in this program, asked without a socket.
  static func asking(_ service: CDSService) -> OperatorAPI {
    // Nobody else can reach it: the key need not be a secret.
    let key = "in-process"
    let operatorAPI = CDSOperator(of: service, key: key)
    return OperatorAPI(direct: { request in
      var asked = CDSRequest(
        HTTPMethod(request.method), CDSOperator.path + request.path,
        fields: ["Authorization": "Bearer \(key)"])
      if let content = request.content {
        asked.fields.append("Content-Type", "application/json")
        asked.body = Array(JSONPrinter.compact(content).utf8)
      }
      guard case .response(let response) = operatorAPI.reply(to: asked) else {
        return .fault("it does not answer in HTTP")
      }
      return .response(status: response.head.status.code, body: response.body)
    })
  }
}
