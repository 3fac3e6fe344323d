import SynchroHTTP
import SynchroJSON

extension OperatorAction {
  /// Messages, requests and their decisions.
  static let messageActions: [OperatorAction] = []
}
