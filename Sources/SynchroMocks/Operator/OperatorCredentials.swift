import SynchroHTTP
import SynchroJSON

extension OperatorAction {
  /// Secrets.
  static let credentialActions: [OperatorAction] = []
}
