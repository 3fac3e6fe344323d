import SynchroPXB

/// The devices' own clock: it follows whoever drives them, or stands still and moves on command.
struct WorldClock: Sendable {
  /// The time outside, as last told.
  private(set) var now = PXBTime.epoch
  private var ahead = Duration.zero
  var isFrozen = false
  var frozenAt = PXBTime.epoch

  /// What the devices' clock shows.
  var local: PXBTime { isFrozen ? frozenAt : now + ahead }

  mutating func note(_ time: PXBTime) { now = max(now, time) }

  /// When a moment of the devices' clock comes outside; nil when it never comes by itself.
  func outside(_ moment: PXBTime) -> PXBTime? { isFrozen ? nil : moment - ahead }

  mutating func freeze() {
    frozenAt = local
    isFrozen = true
  }

  /// Stands still at a moment, whatever it showed before.
  mutating func stand(at moment: PXBTime) {
    isFrozen = true
    frozenAt = moment
  }

  /// Moves the clock on to a moment of its own.
  mutating func move(to moment: PXBTime) {
    guard moment > local else { return }
    if isFrozen { frozenAt = moment } else { ahead = moment - now }
  }
}
