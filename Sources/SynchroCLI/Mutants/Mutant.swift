import SynchroDevices
import SynchroMocks

/// A defect as the matrix speaks of it, whatever it is a defect of.
struct Mutant: Sendable, Equatable {
  /// Its name.
  let id: String
  /// The requirements of which at least one has to fail for it to be killed; never empty.
  let aims: [String]
  /// All requirements that it says it breaks.
  let named: Set<String>

  /// The requirement that it is listed under.
  var aim: String { aims.first ?? "" }

  /// A defect of the reference server, which is meant for one requirement.
  init(_ defect: CDSDefect) {
    id = defect.id
    aims = [defect.primaryRequirement]
    named = Set(defect.requirements)
  }

  /// A defect of reference devices, which breaks every row that it names.
  init(_ defect: DeviceDefect) {
    id = defect.id
    aims = defect.breaks
    named = Set(defect.breaks)
  }
}
