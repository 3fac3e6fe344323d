import Glibc

/// Files that are there as a whole or not at all.
enum WholeFile {
  /// Writes beside the file and renames; answers why it could not.
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) -> String? {
    // A link is followed, so that what it leads to is replaced and not the link.
    let path = resolved(path)
    // What a killed process has left behind is never in the way.
    let draft = "\(path).\(getpid())-\(UInt32.random(in: .min ... .max)).part"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { return fault(path) }
    var status = stat()
    // A file that is there keeps its mode, unless others could read what is for the owner alone.
    if mode != 0o600, stat(path, &status) == 0 { fchmod(descriptor, status.st_mode & 0o7777) }
    var problem = FileBytes.write(bytes, to: descriptor) ? nil : fault(path)
    if close(descriptor) != 0, problem == nil { problem = fault(path) }
    if problem == nil, rename(draft, path) != 0 { problem = fault(path) }
    if problem != nil { unlink(draft) }
    return problem
  }

  /// Makes a folder and those above it; answers why it could not.
  static func makeFolder(_ path: String) -> String? {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += part
      if mkdir(made, 0o755) != 0, errno != EEXIST {
        return "the folder '\(made)' cannot be made: \(String(cString: strerror(errno)))"
      }
      made += "/"
    }
    return nil
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func fault(_ path: String) -> String {
    "'\(path)' cannot be written: \(String(cString: strerror(errno)))"
  }
}
