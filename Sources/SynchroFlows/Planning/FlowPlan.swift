public import SynchroText

/// A traffic plan as its author wrote it: which requirements, between whom, for how many, and every
/// value that the document leaves to its reader.
///
/// It follows the seven steps of section 4.21: use cases, interfaces, payloads, values, assumptions,
/// method and result.
public struct FlowPlan: Sendable, Equatable {
  /// What the plan is called.
  public let name: String
  /// Why it is made.
  public let reason: String
  /// The use cases that are claimed; what they need is added.
  public let useCases: [Placed<String>]
  /// Between whom traffic is counted.
  public let interfaces: [PlanInterface]
  /// The number of endpoints that figures for one endpoint are divided by.
  public let endpoints: Int
  /// Why so many.
  public let endpointsReason: String
  /// How many devices of each kind there are.
  public let populations: [PlanPopulation]
  /// How long months and years are, which the document does not say.
  public let calendar: PlanCalendar?
  /// The values chosen where the document leaves a choice.
  public let choices: [PlanChoice]
  /// What is left out, and why.
  public let omissions: [PlanOmission]
  /// Where the populations and the choices stand, for findings about those that are missing.
  let places: Places

  struct Places: Sendable, Equatable {
    let populations: SourceRange
    let choices: SourceRange
  }
}

/// A value and where it stands in the plan's file.
public struct Placed<Value: Sendable & Equatable>: Sendable, Equatable {
  /// The value.
  public let value: Value
  /// Its bytes.
  public let range: SourceRange
}

/// Traffic from some actors to others that crosses one place of the network.
public struct PlanInterface: Sendable, Equatable {
  /// Its name in the results.
  public let name: String
  /// Why these flows cross it.
  public let reason: String
  /// The actors whose payloads enter it, by the names of the actor tables.
  public let from: [Placed<String>]
  /// The actors that they are for.
  public let to: [Placed<String>]
  /// Its place in the file.
  public let range: SourceRange
}

/// How many devices of a kind there are; the kinds are those that cells count by: `ElectrMtr`.
public struct PlanPopulation: Sendable, Equatable {
  /// A number of devices, or a part of another number.
  public enum Amount: Sendable, Equatable {
    /// So many.
    case count(Int)
    /// A share of another population, or of the endpoints when that has no name.
    case share(Rational, of: Placed<String>?)
  }

  /// The word in the cells of the column How Often.
  public let name: String
  /// How many.
  public let amount: Amount
  /// The actors that such a device is; empty when any will do.
  public let actors: [Placed<String>]
  /// Why so many.
  public let reason: String
  /// Its place in the file.
  public let range: SourceRange
}

/// How long a month and a year are taken to be.
public struct PlanCalendar: Sendable, Equatable {
  /// Days of a month.
  public let daysPerMonth: Rational
  /// Days of a year.
  public let daysPerYear: Rational
  /// Why.
  public let reason: String
}

/// A row, or the part of it that counts by one population, that a plan leaves out.
public struct PlanOmission: Sendable, Equatable {
  /// The row's id.
  public let row: Placed<String>
  /// The population; nil leaves out the whole row.
  public let population: String?
  /// Why.
  public let reason: String
}
