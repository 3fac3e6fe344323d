import SynchroJSON
import SynchroPXB

extension Device {
  mutating func price(
    _ asked: Attributes, _ payload: PayloadMessage, in turn: inout DeviceTurn
  ) -> ActionOutcome {
    guard let amount = asked.number("price"), amount >= 0 else {
      return .refused(.badAttribute, "price is a number")
    }
    let tariff = payload.name.split(separator: "_").first.map(String.init) ?? "TOU"
    let from = asked.moment("effective_from") ?? turn.now
    let until = asked.seconds("effective_s").map { from + $0 }
    if let until, until <= turn.now {
      return .refused(.stateConflict, "the price is no longer in force")
    }
    if turn.has(.stalePriceKept), prices.current(at: turn.now) != nil {
      return .done(Attributes())
    }
    prices.add(
      .init(
        tariff: tariff, price: amount, from: turn.has(.priceBeforeTime) ? turn.now : from,
        until: until), at: turn.now)
    if turn.has(.nextPriceLost) { prices.removeNext(after: turn.now) }
    return .done(Attributes())
  }
}
