import Foundation
import SynchroDevices
import SynchroFlows
import SynchroTestSupport
import SynchroText

/// The model and the catalogue of the suites, read once.
enum ShippedModel {
  static let catalogue = Result { try FlowCatalogue(catalogueFiles()) }
  static let model = Result { try DeviceModel(files(), catalogue: catalogue.get()) }

  static func files(
    replacing others: [DeviceModel.Part: String] = [:]
  ) throws -> [DeviceModel.Part: SourceText] {
    var files: [DeviceModel.Part: SourceText] = [:]
    for part in DeviceModel.Part.allCases {
      files[part] =
        try others[part].map { SourceText(name: part.rawValue, $0) } ?? source(part.rawValue)
    }
    return files
  }

  private static func catalogueFiles() throws -> [FlowCatalogue.Part: SourceText] {
    var files: [FlowCatalogue.Part: SourceText] = [:]
    for part in FlowCatalogue.Part.allCases {
      files[part] = try source("sg-network/" + part.rawValue)
    }
    return files
  }

  private static func source(_ path: String) throws -> SourceText {
    let url = Fixtures.root.appending(path: "Suites").appending(path: path)
    return SourceText(name: path, bytes: Array(try Data(contentsOf: url)))
  }
}
