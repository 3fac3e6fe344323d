import SynchroHTTP
import SynchroJSON

extension OperatorAction {
  /// Clients.
  static let clientActions: [OperatorAction] = []
}
