import Glibc
import SynchroRunner
import SynchroScript
import SynchroText

/// The words of a command line that ask for suites, with the suite files among them told from the names.
struct SuiteWords: Sendable {
  private let words: [String]
  /// The paths below which the files are read that words name.
  private let files: [String: String]
  /// The files that lie outside of the folder of suites, each once, in the order of the words.
  let own: [String]

  /// Suite files by their paths, none of which lies in the folder of suites.
  init(own: [String] = []) {
    words = own
    files = [:]
    self.own = own
  }

  /// What words mean beside a folder of suites. A file that is there is meant before any of the folder whose path
  /// ends alike; what is not there may be the end of such a path.
  init(
    _ words: [String], beside suites: SuitesDirectory, _ console: Console
  ) throws(UsageError) {
    var files: [String: String] = [:]
    var own: [String] = []
    let named = words.filter { $0.hasSuffix(".suite") }
    let known = named.isEmpty ? [] : try suites.files(["suite"])
    for word in named where files[word] == nil {
      switch console.read(word) {
      case .failure(let fault):
        guard access(word, F_OK) == 0 else { continue }
        throw .unusable(fault.message, help: fault.help)
      case .success(let bytes):
        let path =
          (known + own).first { Self.isSame(word, $0) }
          // A checkout beside an installed program has the same suites once more.
          ?? known.first {
            $0.hasSuffix("/" + SuitePaths.plain(word)) && (try? console.read($0).get()) == bytes
          }
        files[word] = path ?? word
        if path == nil { own.append(word) }
      }
    }
    self.words = words
    self.files = files
    self.own = own
  }

  /// The words as a selection takes them: a file by the name of its suite.
  func names(in library: SuiteLibrary) -> [String] {
    words.map { word in
      guard let path = files[word] else { return word }
      return library.sources.first { $0.source.name == path }?.suite.name.value ?? word
    }
  }

  /// Those of some suites that lie outside of the folder.
  func own(of suites: [SuiteSource]) -> [SuiteSource] {
    suites.filter { own.contains($0.source.name) }
  }

  private static func isSame(_ path: String, _ other: String) -> Bool {
    var (one, two) = (stat(), stat())
    return path == other
      || stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev
        && one.st_ino == two.st_ino
  }
}
