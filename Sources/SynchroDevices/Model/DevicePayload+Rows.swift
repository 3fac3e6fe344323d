import SynchroFlows

extension DevicePayload {
  /// How large a body is where the document has letters for its size.
  static let chosenSize = 1000

  /// The payload of rows that share its name.
  init(rows: [FlowRow], keys: [AttributeKey], qualified: [String: [String]]) {
    let first = rows[0]
    self.init(
      name: first.payload, kind: first.kind, keys: keys,
      routes: rows.flatMap { Self.routes(of: $0, qualified: qualified) }, via: [])
  }

  /// A route for each combination of alternatives. Where the document does not say which belong
  /// together, all senders may meet all receivers, within the tightest of the bounds: a reference
  /// device that keeps it keeps every reading of the row.
  private static func routes(of row: FlowRow, qualified: [String: [String]]) -> [Route] {
    // A meter is of some class of customers: it plays the rows of its kind and of every class.
    func named(_ actors: [String]) -> [String] {
      actors.flatMap { actor in
        let plain = qualified.keys.filter { qualified[$0]?.contains(actor) ?? false }
        return [actor] + (qualified[actor] ?? []) + plain
      }
    }
    if !row.variants.isEmpty {
      return row.variants.map { variant in
        Route(
          requirement: row.id, from: named(variant.from), to: named(variant.to),
          limit: variant.latency.limit, size: variant.size.bytes?.lowerBound ?? chosenSize,
          largest: variant.size.bytes?.upperBound ?? chosenSize,
          lastCount: variant.reliability.lastCount)
      }
    }
    let limit = row.latency.alternatives.map(\.limit).min() ?? .seconds(60)
    let sizes = row.size.alternatives.compactMap(\.bytes)
    return row.from.alternatives.flatMap { from in
      row.to.alternatives.map { to in
        Route(
          requirement: row.id, from: named(from), to: named(to), limit: limit,
          size: sizes.map(\.lowerBound).min() ?? chosenSize,
          largest: sizes.map(\.upperBound).min() ?? chosenSize,
          lastCount: row.reliability.alternatives.compactMap(\.lastCount).max())
      }
    }
  }
}

extension ReliabilityBound {
  /// The oldest age at which a share is counted; nil for plain shares.
  fileprivate var lastCount: Duration? {
    criteria.compactMap(\.window)
      .compactMap { CalendarPeriod($0.count.upperBound, $0.unit).seconds }.max()
      .map { .seconds(Int64($0)) }
  }
}
