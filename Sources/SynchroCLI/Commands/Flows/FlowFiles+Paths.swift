import SynchroFlows
import SynchroSimulation
import SynchroText

extension FlowFiles {
  /// The paths and profiles of the document.
  func paths(_ arguments: ParsedArguments) throws(UsageError) -> PathCatalogue {
    let suites = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
    let path = suites.path + "/" + Self.folder + "/" + PathCatalogue.fileName
    return try read(path) { source throws(FlowDataError) in try PathCatalogue(parsing: source) }
  }

  /// The bounds of a parent row and its links.
  func budget(_ path: String) throws(UsageError) -> PathBudget {
    try read(path) { source throws(FlowDataError) in try PathBudget(parsing: source) }
  }

  /// A scenario: a file of the user's own, or the one of section 4.21.
  func scenario(
    _ path: String?, _ arguments: ParsedArguments
  ) throws(UsageError) -> SimulationScenario {
    let own: String
    if let path {
      own = path
    } else {
      let suites = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
      own = suites.path + "/" + Self.folder + "/simulation-4.21.json"
    }
    return try read(own) { source throws(FlowDataError) in
      try SimulationScenario(parsing: source)
    }
  }

  private func read<Value>(
    _ path: String, _ parse: (SourceText) throws(FlowDataError) -> Value
  ) throws(UsageError) -> Value {
    let source = try console.source(path)
    do throws(FlowDataError) {
      return try parse(source)
    } catch {
      throw shown(error, "'\(source.name)' cannot be used")
    }
  }
}
