import SynchroJSON
import SynchroPXB

/// The prices that a device knows: those in force, and those to come.
struct PriceBook: Sendable {
  struct Price: Sendable, Equatable {
    let tariff: String
    let price: Double
    let from: PXBTime
    let until: PXBTime?
  }

  private(set) var prices: [Price] = []

  mutating func add(_ price: Price, at now: PXBTime) {
    prices.removeAll { old in
      (old.until.map { $0 <= now } ?? false)
        || (old.tariff == price.tariff && old.from == price.from)
    }
    prices.append(price)
    // A price without an end holds until the next one of its tariff begins: keep what may hold yet.
    if prices.count > 96 { prices.removeFirst() }
  }

  mutating func removeNext(after now: PXBTime) { prices.removeAll { $0.from > now } }

  /// The price in force: the one that began last.
  func current(at now: PXBTime) -> Price? {
    prices.filter { price in
      price.from <= now && (price.until.map { now < $0 } ?? true)
    }.max { $0.from < $1.from }
  }

  /// The price that comes next.
  func next(after now: PXBTime) -> Price? {
    prices.filter { $0.from > now }.min { $0.from < $1.from }
  }

  func state(at now: PXBTime) -> JSONValue {
    let current = current(at: now)
    let next = next(after: now)
    return [
      "price": current.map { .decimal($0.price, digits: 5) } ?? .null,
      "tariff": current.map { .string($0.tariff) } ?? .null,
      "since": current.map { .exactly($0.from) } ?? .null,
      "next_price": next.map { .decimal($0.price, digits: 5) } ?? .null,
      "next_from": next.map { .exactly($0.from) } ?? .null,
    ]
  }
}
