import SynchroText
import SynchroVerdict

/// What becomes of the files in the folders of shards when these are merged.
struct ShardFiles {
  /// What is made anew from all shards.
  private static let remade: Set = [
    "results.json", "summary.json", "junit.xml", "index.html", "evidence",
  ]
  /// What all shards must have alike, if one has it, and what is taken over then.
  private static let shared = ["target.json", "suites.tar"]
  /// What is true of one shard alone, and why it is left out.
  private static let own = [
    "environment.json": "it tells of the machine of one shard",
    "redaction.json":
      "nobody has searched the shards for the secrets of one another, so the merged "
      + "run is no proof that none stands in it, and cannot be bundled",
  ]

  private let parts: [(shard: String, folder: String, names: [String])]

  /// The folders of merged runs.
  init(_ merge: RunMerge) {
    parts = merge.parts.map { part in
      let folder = RunPath(part.path).home ?? "."
      let shard = part.report.header.selection?.shard?.description ?? "?"
      return (shard, folder, Self.names(in: folder))
    }
  }

  /// A sentence for each file that the merged run will not have.
  var remarks: [String] {
    let names = Set(parts.flatMap(\.names)).subtracting(Self.remade).subtracting(Self.shared)
    return names.sorted().map { name in
      let why = Self.own[name] ?? "merge does not know what it is"
      return "'\(VisibleText.excerpt(name))' of the shards is left out: \(why)"
    }
  }

  /// The files that all shards have alike; an error when one has another, or none.
  func agreed() throws(UsageError) -> [(name: String, bytes: [UInt8])] {
    var files: [(String, [UInt8])] = []
    for name in Self.shared where parts.contains(where: { $0.names.contains(name) }) {
      var first: (path: String, bytes: [UInt8])?
      for part in parts {
        let path = part.folder + "/" + name
        let bytes: [UInt8]
        switch FileBytes.read(path) {
        case .failure(let fault):
          throw .unusable(
            "shard \(part.shard) has no usable '\(name)', and others have one: \(fault.message)",
            help: "name the folders of the shards as their runs left them")
        case .success(let found): bytes = found
        }
        guard let first else {
          first = (path, bytes)
          continue
        }
        guard first.bytes == bytes else {
          throw .unusable(
            "'\(first.path)' and '\(path)' differ",
            help: "run all shards by the same target file and "
              + "with the same suites")
        }
      }
      if let first { files.append((name, first.bytes)) }
    }
    return files
  }

  private static func names(in folder: String) -> [String] {
    let names = (try? FolderNames.read(folder, limit: 1_000).get()) ?? []
    return names.filter { !$0.hasPrefix(".") }
  }
}
