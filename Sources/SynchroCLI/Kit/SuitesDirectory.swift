import Glibc

/// Where the suites and what belongs to them lie.
struct SuitesDirectory: Sendable {
  /// The folder, as it is shown in messages.
  let path: String
  /// The files of one that lies in an archive.
  var archived: [String]?
  /// Whether it was taken although there is a folder of this name here.
  var isPreferred = false

  /// Rounds of folders below folders are a mistake or a link to itself.
  private static let depthLimit = 8
  /// More files than any collection of suites has.
  private static let fileLimit = 10_000

  /// The option that every command that reads suites has.
  static let option = Option(
    "suites", .file("DIR"),
    help: "the folder of the suites; else the installed one, or ./Suites")

  /// The folder that was named; else the one that was installed with the program, else `./Suites`, else
  /// that of the checkout in which the program was built.
  static func locate(
    _ named: String?, home: ProgramHome? = .current
  ) throws(UsageError) -> SuitesDirectory {
    if let named {
      guard isFolder(named) else {
        throw .unusable("'\(named)' is no folder", help: "name the folder that holds the suites")
      }
      return SuitesDirectory(path: named)
    }
    return try first(of: places(home))
  }

  /// The first folder that there is.
  static func first(of places: [String]) throws(UsageError) -> SuitesDirectory {
    for place in places where isFolder(place) {
      var suites = SuitesDirectory(path: place)
      suites.isPreferred = place != here && isFolder(here)
      return suites
    }
    let looked = places.map { $0.hasPrefix("/") ? $0 : "./" + $0 }
    throw .unusable(
      "there are no suites; looked for " + looked.joined(separator: " and "),
      help: "name their folder: --suites DIR")
  }

  /// The suites of the current folder.
  static let here = "Suites"

  /// Where suites are looked for, in this order. Folders of this name are common: one of somebody's own
  /// project must not stand before what belongs to an installed program.
  static func places(_ home: ProgramHome?) -> [String] {
    switch home {
    case .installed: [home?.suites, here].compactMap { $0 }
    case .checkout: [here, home?.suites].compactMap { $0 }
    case nil: [here]
    }
  }

  /// The files whose names end in one of the extensions, sorted, as paths that start with ``path``. A
  /// folder that is there and cannot be read is an error: what lies in it would not be missed.
  func files(_ extensions: Set<String>) throws(UsageError) -> [String] {
    if let archived {
      return archived.filter { path in
        path.lastIndex(of: ".").map { extensions.contains(String(path[path.index(after: $0)...])) }
          ?? false
      }.sorted()
    }
    var found: [String] = []
    try collect(in: path, depth: 0, extensions, &found)
    return found.sorted()
  }

  private func collect(
    in folder: String, depth: Int, _ extensions: Set<String>, _ found: inout [String]
  ) throws(UsageError) {
    guard depth < Self.depthLimit else {
      throw .unusable(
        "'\(folder)' lies \(depth) folders below '\(self.path)', too deep to be looked into",
        help: "name the folder that holds the suites and nothing else; a link may lead round in it")
    }
    let names: [String]
    switch FolderNames.read(folder) {
    case .success(let read): names = read
    case .failure(let fault):
      let isHidden = access(folder, F_OK) != 0 && errno == EACCES
      guard isHidden || Self.isFolder(folder) else { return }
      throw .unusable(fault.message, help: fault.help)
    }
    for name in names where !name.hasPrefix(".") {
      guard found.count < Self.fileLimit else {
        throw .unusable(
          "there are more than \(Self.fileLimit) files below '\(self.path)'",
          help: "name the folder that holds the suites and nothing else")
      }
      let path = folder + "/" + name
      if Self.isFolder(path) {
        try collect(in: path, depth: depth + 1, extensions, &found)
      } else if let dot = name.lastIndex(of: "."),
        extensions.contains(String(name[name.index(after: dot)...]))
      {
        found.append(path)
      }
    }
  }

  /// Whether a path leads to a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
