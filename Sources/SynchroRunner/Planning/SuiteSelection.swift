public import SynchroCatalog
public import SynchroScript
import SynchroText

/// What the words of a command line mean: suites by name, by the beginning of their name, by file
/// or by profile.
public struct SuiteSelection: Sendable {
  /// Why a word means nothing.
  public struct Fault: Error, Sendable, Equatable {
    /// What is wrong, in one sentence.
    public let message: String
    /// What to do about it.
    public let help: String
  }

  /// The suites that were asked for.
  public let requested: Set<String>
  /// Those suites and what they need, needed ones first.
  public let suites: [SuiteSource]
  /// The profile that a word named.
  public let profile: Profile?

  /// Finds what `words` mean in a library.
  public init(_ words: [String], in library: SuiteLibrary) throws(Fault) {
    var requested: Set<String> = []
    var profile: Profile?
    for word in words {
      let word = word.hasSuffix("/") ? String(word.dropLast()) : word
      let named = library.catalogue.profile(word)
      if profile == nil { profile = named }
      let found = Self.suites(word, named, in: library)
      guard !found.isEmpty else { throw Self.miss(word, in: library) }
      requested.formUnion(found)
    }
    self.requested = requested
    self.profile = profile
    suites = Self.closure(of: requested, in: library)
  }

  private static func suites(
    _ word: String, _ profile: Profile?, in library: SuiteLibrary
  ) -> [String] {
    let names = library.sources.map { $0.suite.name.value }
    if names.contains(word) { return [word] }
    var found = names.filter { $0.hasPrefix(word + "/") }
    if let profile {
      found += names.filter { library.catalogue.includes(suite: $0, in: profile) }
    }
    if !found.isEmpty { return found }
    let path = word.hasPrefix("./") ? String(word.dropFirst(2)) : word
    return library.sources
      .filter { $0.source.name == path || $0.source.name.hasSuffix("/" + path) }
      .map { $0.suite.name.value }
  }

  private static func miss(_ word: String, in library: SuiteLibrary) -> Fault {
    var known: Set<String> = Set(library.catalogue.profiles.map(\.name))
    for source in library.sources {
      // Every beginning of a name may be asked for.
      var name = source.suite.name.value
      while !name.isEmpty {
        known.insert(name)
        guard let slash = name.lastIndex(of: "/") else { break }
        name = String(name[..<slash])
      }
    }
    return Fault(
      message: "there is no suite, group of suites, profile or suite file '\(word)'",
      help: advice(word, known.sorted()))
  }

  /// The name that was meant: one that only lacks its beginning, one written as a path, or a near one.
  private static func advice(_ word: String, _ known: [String]) -> String {
    let meant =
      known.first { $0.hasSuffix("/" + word) }
      ?? known.filter { word.hasSuffix("/" + $0) }.max { $0.count < $1.count }
      ?? NearestName.find(word, among: known)
    if let meant { return "did you mean '\(meant)'?" }
    guard !known.isEmpty else { return "name the folder that holds the suites: --suites DIR" }
    let families = known.filter { !$0.contains("/") }
    return "'synchroscope list suites' shows them all; they begin with "
      + families.joined(separator: ", ")
  }

  /// The suites and what they need, a needed one before those that need it. Circles are the
  /// checker's to report; here they only must not go on for ever.
  private static func closure(
    of names: Set<String>, in library: SuiteLibrary
  ) -> [SuiteSource] {
    var result: [SuiteSource] = []
    var seen: Set<String> = []
    func add(_ name: String) {
      guard seen.insert(name).inserted, let source = library[name] else { return }
      for need in source.suite.needs { add(need.value) }
      for test in source.suite.tests {
        for need in test.needs {
          add(TestID(reference: need.value, in: name).suite)
        }
      }
      result.append(source)
    }
    for source in library.sources where names.contains(source.suite.name.value) {
      add(source.suite.name.value)
    }
    return result
  }
}
