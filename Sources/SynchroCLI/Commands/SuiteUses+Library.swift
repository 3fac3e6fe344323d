import SynchroRunner
import SynchroScript
import SynchroText

extension SuiteUses {
  /// The places in the suites that lie in the folder.
  static let ofSuites = SuiteUses { suites, console async throws(UsageError) in
    let library = try await SuiteFiles(console: console).library(from: suites)
    var places: [String: [String]] = [:]
    for use in library.uses {
      guard let source = library[use.suite]?.source else { continue }
      let place = "\(source.name):\(source.place(at: use.range.start).line)"
      if places[use.id]?.contains(place) != true { places[use.id, default: []].append(place) }
    }
    return places
  }
}
