import Glibc

/// Where the suites and what belongs to them lie.
struct SuitesDirectory: Sendable {
  /// The folder, as it is shown in messages.
  let path: String
  /// The files of one that lies in an archive.
  var archived: [String]?

  /// Rounds of folders below folders are a mistake or a link to itself.
  private static let depthLimit = 8
  /// More files than any collection of suites has.
  private static let fileLimit = 10_000

  /// The option that every command that reads suites has.
  static let option = Option(
    "suites", .file("DIR"), help: "the folder of the suites; found by itself when it is ./Suites")

  /// The folder that was named; else `./Suites`; else the one that was installed with the program,
  /// or that lies in the checkout in which it was built.
  static func locate(_ named: String?) throws(UsageError) -> SuitesDirectory {
    if let named {
      guard isFolder(named) else {
        throw .unusable("'\(named)' is no folder", help: "name the folder that holds the suites")
      }
      return SuitesDirectory(path: named)
    }
    let candidates = ["Suites"] + candidates(besides: executablePath())
    for candidate in candidates where isFolder(candidate) {
      return SuitesDirectory(path: candidate)
    }
    throw .unusable(
      "there are no suites here",
      help: "name their folder: --suites DIR (looked for "
        + candidates.joined(separator: ", ") + ")")
  }

  /// Places that follow from where the program lies.
  static func candidates(besides executable: String?) -> [String] {
    guard let executable else { return [] }
    var parts = executable.split(separator: "/").map(String.init)
    guard parts.popLast() != nil else { return [] }
    var places: [String] = []
    if let build = parts.firstIndex(of: ".build") {
      places.append(([""] + parts[..<build] + ["Suites"]).joined(separator: "/"))
    }
    if parts.popLast() != nil {
      places.append(
        ([""] + parts + ["share", "synchroscope", "Suites"]).joined(separator: "/"))
    }
    return places
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
    guard depth < Self.depthLimit else { return }
    guard let stream = opendir(folder) else {
      if errno == ENOENT || errno == ENOTDIR { return }
      let fault = FileBytes.fault(folder, errno)
      throw .unusable(fault.message, help: fault.help)
    }
    defer { closedir(stream) }
    while found.count < Self.fileLimit, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
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

  private static func executablePath() -> String? {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }
}
