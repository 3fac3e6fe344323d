import SynchroPXB

/// A service switch or a valve: where it is, where it is going, and whether there is credit.
struct ServiceSwitch: Sendable {
  /// An operation that has been taken and has not happened.
  struct Operation: Sendable {
    let id: String
    let supplies: Bool
    let cause: PayloadMessage
  }

  /// Whether the customer is supplied.
  var supplies = true
  var pending: Operation?
  /// Credit that is left, where the customer pays in advance.
  var credit: Double?
  /// When it will be used up.
  var creditEnds: PXBTime?

  var isOutOfCredit: Bool { credit.map { $0 <= 0 } ?? false }

  /// A switch that supplies is closed, a valve that does is open.
  func word(valve: Bool) -> String { supplies != valve ? "closed" : "open" }
}
