import SynchroHTTP
import SynchroTiming
import SynchroVerdict
import Synchronization

/// How long a run waits for a place that has been silent before: the whole time once, and little
/// from then on, so that a target which accepts and never answers does not hold up every test.
final class Patience: Sendable {
  /// The time for a place that has been silent.
  static let little = Duration.seconds(2)
  /// When so many places of one origin have been silent, the others are given little time too.
  static let silentPlaces = 2

  private let silent = Mutex<[Origin: Set<String>]>([:])

  /// The time that an exchange is given.
  func time(for order: ExchangeOrder) -> Duration {
    guard let origin = order.url.origin else { return order.timeout }
    let isKnown = silent.withLock { silent in
      guard let places = silent[origin] else { return false }
      return places.count >= Self.silentPlaces || places.contains(Self.place(order.url))
    }
    return isKnown ? min(order.timeout, Self.little) : order.timeout
  }

  /// Learns from an answer.
  func note(_ answer: ExchangeAnswer, to order: ExchangeOrder, within time: Duration) {
    guard let origin = order.url.origin else { return }
    let place = Self.place(order.url)
    silent.withLock { silent in
      if answer.fault == nil {
        silent[origin]?.remove(place)
      } else if answer.fault?.blame == .limit, answer.times.total >= time {
        silent[origin, default: []].insert(place)
      }
    }
  }

  /// Pages of one listing are one place.
  private static func place(_ url: URI) -> String {
    String(url.requestTarget.prefix { $0 != "?" })
  }
}
