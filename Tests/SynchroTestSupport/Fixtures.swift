public import Foundation
public import SynchroText

/// Finds files of the checkout from the place of this source file, never from the working
/// directory.
public enum Fixtures {
  /// The top of the checkout.
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file or folder below `Fixtures/`.
  public static func url(_ path: String) -> URL {
    root.appending(path: "Fixtures").appending(path: path)
  }

  /// The content of a file below `Fixtures/`.
  public static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url(path)))
  }

  /// The files directly inside a folder below `Fixtures/`, by name.
  public static func files(in path: String) throws -> [URL] {
    try sortedFiles(in: url(path))
  }
}

/// The official test suites that lie beside the checkout and are not copied into it.
public enum PeerTests {
  /// Where the suites lie; `SYNCHRO_PEER_TESTS` names another place.
  public static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["SYNCHRO_PEER_TESTS"] {
      return URL(filePath: path)
    }
    return Fixtures.root.deletingLastPathComponent().appending(path: "shared/peer-tests")
  }()

  /// A suite's folder, or nil after saying on standard output that its tests are skipped.
  public static func folder(_ name: String) -> URL? {
    let folder = root.appending(path: name)
    if FileManager.default.fileExists(atPath: folder.path) { return folder }
    print("\(name): skipped, no peer tests at \(folder.path) (SYNCHRO_PEER_TESTS names the place)")
    return nil
  }

  /// The files directly inside a folder of a suite, by name.
  public static func files(in folder: URL) throws -> [URL] {
    try sortedFiles(in: folder)
  }

  /// Prints a suite's outcome in the one form that people and scripts look for.
  public static func report(_ name: String, passed: Int, total: Int) {
    print("\(name) \(passed)/\(total)")
  }
}

/// Specifications and tables that lie beside the checkout and are not copied into it.
public enum Shared {
  /// A file's text, or nil after saying on standard output that its test is skipped.
  public static func text(_ path: String) -> SourceText? {
    let url = Fixtures.root.deletingLastPathComponent().appending(path: "shared/" + path)
    guard let data = FileManager.default.contents(atPath: url.path) else {
      print("\(path): skipped, there is no \(url.path)")
      return nil
    }
    return SourceText(name: path, bytes: Array(data))
  }
}

private func sortedFiles(in folder: URL) throws -> [URL] {
  try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    .sorted { $0.lastPathComponent < $1.lastPathComponent }
}
