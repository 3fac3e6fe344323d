import Glibc

/// The folder that holds what the program needs besides itself; it follows from where the program lies.
enum ProgramHome: Sendable, Equatable {
  /// `PREFIX/share/synchroscope` of the program `PREFIX/bin/synchroscope`.
  case installed(String)
  /// The checkout in whose `.build` the program lies.
  case checkout(String)

  /// The home of this process.
  static let current = executablePath().flatMap { ProgramHome(of: $0) }

  /// The home of a program; none when it lies at the top of the file system.
  init?(of executable: String) {
    let folders = executable.split(separator: "/").dropLast()
    if let build = folders.firstIndex(of: ".build") {
      self = .checkout(Self.path(folders[..<build]))
    } else if !folders.isEmpty {
      self = .installed(Self.path(folders.dropLast() + ["share", "synchroscope"]))
    } else {
      return nil
    }
  }

  /// The folder itself.
  var path: String {
    switch self {
    case .installed(let path), .checkout(let path): path
    }
  }

  /// Where its suites are, if it has any.
  var suites: String { path + "/Suites" }

  /// The commit that the program comes from, in words: a package brings a file that says it, and a
  /// checkout knows its own.
  func commit(_ read: (String) -> Result<[UInt8], ReadFault>) -> String? {
    switch self {
    case .installed(let path): (try? read(path + "/COMMIT").get()).map { Self.line($0) }
    case .checkout(let path): GitHead.commit(ofCheckout: path, read).map { $0 + " (checked out)" }
    }
  }

  static func line(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  private static func path(_ folders: some Sequence<Substring>) -> String {
    folders.map { "/" + $0 }.joined()
  }

  private static func executablePath() -> String? {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }
}
