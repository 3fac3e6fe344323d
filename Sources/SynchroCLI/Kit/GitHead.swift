/// The commit that a checkout stands at, read from git's files: git itself need not be installed.
enum GitHead {
  /// The hash in hexadecimal; nil when the folder is no checkout, or one of a form unknown here.
  static func commit(
    ofCheckout root: String, _ read: (String) -> Result<[UInt8], ReadFault>
  ) -> String? {
    func text(_ path: String) -> String? {
      (try? read(path).get()).map { String(decoding: $0, as: UTF8.self) }
    }
    func line(_ path: String) -> String? { text(path).map { String($0.prefix { $0 != "\n" }) } }

    // A second working tree has a file there that names its folder.
    let mark = "gitdir: "
    let link = line(root + "/.git").flatMap { $0.hasPrefix(mark) ? $0.dropFirst(mark.count) : nil }
    let folder = join(root, link.map(String.init) ?? ".git")
    guard let head = line(folder + "/HEAD") else { return nil }
    guard head.hasPrefix("ref: ") else { return hash(head) }
    let reference = String(head.dropFirst("ref: ".count))
    // What working trees share lies in the folder of the first.
    let shared = line(folder + "/commondir").map { join(folder, $0) } ?? folder
    if let found = line(shared + "/" + reference) { return hash(found) }
    let packed = text(shared + "/packed-refs")?.split(separator: "\n") ?? []
    return packed.first { $0.hasSuffix(" " + reference) }.flatMap { hash($0.prefix { $0 != " " }) }
  }

  private static func join(_ folder: String, _ path: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }

  private static func hash(_ text: some StringProtocol) -> String? {
    text.count >= 40 && text.allSatisfy(\.isHexDigit) ? String(text) : nil
  }
}
