import Glibc

/// What lies in a folder.
enum FolderNames {
  /// The names of its entries, in no order, at most so many. Names that are no UTF-8 are mended, and lead
  /// to nothing then.
  static func read(_ folder: String, limit: Int = .max) -> Result<[String], ReadFault> {
    guard let stream = opendir(folder) else { return .failure(FileBytes.fault(folder, errno)) }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < limit, let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return .success(names)
  }
}
