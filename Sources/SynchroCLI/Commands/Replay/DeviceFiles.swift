import SynchroDevices
import SynchroFlows
import SynchroText

/// Reads what reference devices know from a folder of suites.
struct DeviceFiles {
  let console: Console

  /// What can be wrong with devices; nothing where a folder of suites knows none.
  func defects(below suites: SuitesDirectory) throws(UsageError) -> [DeviceDefect] {
    let files = FlowFiles(console: console)
    guard try files.hasRows(suites) else { return [] }
    return try model(in: suites, catalogue: files.catalogue(in: suites)).defects
  }

  /// The model; an error after showing what is wrong with its files.
  func model(
    in suites: SuitesDirectory, catalogue: FlowCatalogue
  ) throws(UsageError) -> DeviceModel {
    var files: [DeviceModel.Part: SourceText] = [:]
    for part in DeviceModel.Part.allCases {
      files[part] = try console.source(suites.path + "/" + part.rawValue)
    }
    do throws(FlowDataError) {
      return try DeviceModel(files, catalogue: catalogue)
    } catch {
      throw FlowFiles(console: console)
        .shown(error, "the reference devices below '\(suites.path)' cannot be used")
    }
  }
}
