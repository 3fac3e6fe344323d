import Foundation
import SynchroTestSupport
import SynchroText

@testable import SynchroFlows

/// The catalogue of the suites, read once.
enum SampleCatalogue {
  static let whole = Result { try FlowCatalogue(files()) }

  /// The files, where some may have another text.
  static func files(
    replacing others: [FlowCatalogue.Part: String] = [:]
  ) throws -> [FlowCatalogue.Part: SourceText] {
    var files: [FlowCatalogue.Part: SourceText] = [:]
    for part in FlowCatalogue.Part.allCases {
      if let text = others[part] {
        files[part] = SourceText(name: part.rawValue, text)
        continue
      }
      let url = Fixtures.root.appending(path: "Suites/sg-network").appending(path: part.rawValue)
      files[part] = SourceText(name: part.rawValue, bytes: Array(try Data(contentsOf: url)))
    }
    return files
  }
}
