import Glibc
import SynchroJSON
import SynchroReport
import SynchroText
import SynchroVerdict

/// `reports/index.html`: the runs of a folder, from the few numbers that each of them keeps beside
/// its results.
enum RunIndex {
  /// Ids sort by time; older runs than so many are counted.
  private static let limit = 500
  /// More is no summary of ours.
  private static let summaryLimit = 64 << 10

  /// Writes the page anew; answers why it could not.
  static func write(in folder: String) -> String? {
    let names: [String]
    switch FolderNames.read(folder) {
    case .success(let found):
      names = found.filter { !$0.hasPrefix(".") && SuitesDirectory.isFolder("\(folder)/\($0)") }
        .sorted(by: >)
    case .failure(let fault): return fault.message
    }
    var items: [RunIndexPage.Item] = []
    var left = 0
    for name in names {
      let run = "\(folder)/\(name)"
      let hasPage = isFile("\(run)/index.html")
      let entry = entry(of: "\(run)/summary.json")
      guard entry != nil || isFile("\(run)/evidence/exchanges.jsonl") else { continue }
      if items.count < limit {
        items.append(RunIndexPage.Item(folder: name, entry: entry, hasPage: hasPage))
      } else {
        left += 1
      }
    }
    return WholeFile.write(RunIndexPage(items, left: left).render(), to: "\(folder)/index.html")
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func entry(of path: String) -> RunEntry? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= summaryLimit, case .success(let bytes) = FileBytes.read(path),
      let document = try? JSONDocument(parsing: SourceText(name: path, bytes: bytes))
    else { return nil }
    return try? RunEntry(document: document.root)
  }
}
