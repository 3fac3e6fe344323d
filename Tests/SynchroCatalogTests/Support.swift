import Foundation
import SynchroCatalog
import SynchroTestSupport
import SynchroText

/// The catalogue of the checkout.
enum CheckedIn {
  static let sources: [SourceText] = {
    let root = Fixtures.root.appending(path: "Suites/cds")
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
    return (names ?? []).sorted().filter { name in
      ["requirements", "register", "edition", "profile", "hooks", "notes"].contains {
        name.hasSuffix("." + $0)
      }
    }.compactMap { name in
      FileManager.default.contents(atPath: root.appending(path: name).path).map {
        SourceText(name: name, bytes: Array($0))
      }
    }
  }()

  static let loaded = Catalogue.load(sources)
  static var catalogue: Catalogue { loaded.catalogue }
}
