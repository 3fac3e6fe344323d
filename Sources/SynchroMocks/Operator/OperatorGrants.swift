import SynchroHTTP
import SynchroJSON

extension OperatorAction {
  /// Grants and files.
  static let grantActions: [OperatorAction] = []
}
