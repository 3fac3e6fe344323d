/// What follows from a plan: the traffic of each interface, and what is and is not in it.
public struct TrafficPlan: Sendable, Equatable {
  /// The plan it follows from.
  public let plan: FlowPlan
  /// The use cases that the plan's own ones need, with those that need them.
  public let added: [AddedUseCase]
  /// How many devices there are of each kind that was used.
  public let populations: [CountedPopulation]
  /// The interfaces, in the order of the plan.
  public let interfaces: [PlannedInterface]
  /// Rows that cross an interface and are not in the sums, and why.
  public let left: [LeftRow]
  /// The rows of these use cases that cross none of the interfaces.
  public let elsewhere: [String]

  /// A use case that comes with those that were claimed.
  public struct AddedUseCase: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// One that needs it.
    public let neededBy: String
    /// Whether the list of the claimed use case leaves it out, and only follows from other lists.
    public let isIndirect: Bool
  }

  /// A kind of device and how many there are.
  public struct CountedPopulation: Sendable, Equatable {
    /// The word in the cells.
    public let name: String
    /// How many; a share of the endpoints need not be whole.
    public let devices: Rational
  }

  /// A row or a part of one that is in no sum.
  public struct LeftRow: Sendable, Equatable {
    /// The row's id.
    public let row: String
    /// The population; nil for the whole row.
    public let population: String?
    /// Why, in the plan's words or in ours.
    public let reason: String
    /// Whether the plan left it out; otherwise there is nobody it could happen to.
    public let isChosen: Bool
  }

  /// Every flow of every interface.
  public var flows: [PlannedFlow] { interfaces.flatMap(\.flows) }
}

/// One requirement in numbers: so many devices, so many events of such a size, at these hours.
public struct PlannedFlow: Sendable, Equatable {
  /// The requirement.
  public let row: FlowRow
  /// Which alternative of the column How Often it counts by, from 1, for each load case.
  public let alternative: ByLoad<Int>
  /// The use case that its load is booked to.
  public let useCase: String
  /// What it is called.
  public let label: String
  /// Whom it counts by.
  public let population: String
  /// How many of them there are.
  public let devices: Rational
  /// Its load; nil where the document excludes it from a load case.
  public let load: ByLoad<FlowLoad?>
  /// Why the plan chose its values; nil when the row leaves no choice.
  public let reason: String?
  /// Why a value is none of those printed; nil when all are.
  public let departure: String?
  /// The words of the alternatives that the plan picked for a verdict.
  public let picks: [FlowColumn: String]
  /// Why no verdict can be made of it; nil when one can.
  public let untestable: String?
}

/// How often one device sends, how much, and when.
public struct FlowLoad: Sendable, Equatable {
  /// Events of one device in a day.
  public let eventsPerDevice: Rational
  /// Bytes of one event.
  public let size: Int
  /// The hours that they are spread over, evenly.
  public let hours: OpenHours
}

/// Traffic across one interface.
public struct PlannedInterface: Sendable, Equatable {
  /// The interface.
  public let interface: PlanInterface
  /// What crosses it, in the order of the document.
  public let flows: [PlannedFlow]
  /// All of it.
  public let totals: ByLoad<DayLoad>
  /// The part of each use case, in the order of the document; only those with flows.
  public let useCases: [UseCaseLoad]

  /// The load of one use case.
  public struct UseCaseLoad: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Its load.
    public let load: ByLoad<DayLoad>
  }
}

/// What a day brings, in all and hour by hour.
public struct DayLoad: Sendable, Equatable {
  /// Events of the whole day.
  public let events: Rational
  /// Bytes of the whole day.
  public let bytes: Rational
  /// Events of each of the 24 hours.
  public let eventsByHour: [Rational]
  /// Bytes of each of the 24 hours.
  public let bytesByHour: [Rational]

  /// Adds up flows in a load case.
  init(_ flows: [PlannedFlow], _ load: LoadCase) throws(RationalError) {
    var events = [Rational](repeating: .zero, count: 24)
    var bytes = events
    var total = (events: Rational.zero, bytes: Rational.zero)
    for flow in flows {
      guard let part = flow.load[load] else { continue }
      let daily = try flow.devices * part.eventsPerDevice
      total.events = try total.events + daily
      total.bytes = try total.bytes + daily * Rational(part.size)
      let perMinute = try daily / Rational(part.hours.minutes)
      for hour in 0..<24 where part.hours.minutesByHour[hour] > 0 {
        let hourly = try perMinute * Rational(part.hours.minutesByHour[hour])
        events[hour] = try events[hour] + hourly
        bytes[hour] = try bytes[hour] + hourly * Rational(part.size)
      }
    }
    self.events = total.events
    self.bytes = total.bytes
    eventsByHour = events
    bytesByHour = bytes
  }

  /// The hour with the most bytes; the first of several.
  public var busiestHour: Int {
    bytesByHour.indices.reduce(0) { bytesByHour[$1] > bytesByHour[$0] ? $1 : $0 }
  }

  /// Bytes of an event on average; nil when there is none.
  public func bytesPerEvent() throws(RationalError) -> Rational? {
    events == .zero ? nil : try bytes / events
  }
}

/// A day's load for one endpoint, as section 4.21 sums it up.
public struct EndpointFigures: Sendable, Equatable {
  /// Events of a day.
  public let events: Rational
  /// Bytes of a day.
  public let bytes: Rational
  /// Bytes of an event on average; nil when there is none.
  public let bytesPerEvent: Rational?
  /// Events of a second.
  public let eventsPerSecond: Rational

  /// The figures of a load that so many endpoints share.
  public init(_ load: DayLoad, endpoints: Int) throws(RationalError) {
    events = try load.events / Rational(endpoints)
    bytes = try load.bytes / Rational(endpoints)
    bytesPerEvent = try load.bytesPerEvent()
    eventsPerSecond = try events / Rational(86_400)
  }
}
