import Glibc
import SynchroBundle
import SynchroDigest

/// Writes a bundle as a whole or not at all.
enum BundleFile {
  /// Writes the entries; answers the digest of the file. A file that has changed since it was looked
  /// at stops it.
  static func write(
    _ items: [BundleFolder.Item], _ seals: [(name: EntryName, bytes: [UInt8])], to path: String
  ) throws(UsageError) -> SHA256Digest {
    let draft = "\(path).\(getpid())-\(UInt32.random(in: .min ... .max)).part"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw fault(path) }
    var sink = Sink(descriptor: descriptor)
    let changed = fill(&sink, items, seals)
    let code = errno
    var isWritten = sink.isWritten
    if close(descriptor) != 0 { isWritten = false }
    if changed == nil, isWritten, rename(draft, path) == 0 { return sink.hash.finalized() }
    errno = isWritten ? errno : code
    let problem = changed.map { changed in
      UsageError.unusable(
        "'\(changed)' has changed while the bundle was written",
        help: "wait until nothing writes to the run's folder, and try again")
    }
    let failure = problem ?? fault(path)
    unlink(draft)
    throw failure
  }

  private struct Sink {
    let descriptor: Int32
    var hash = SHA256()
    var isWritten = true

    mutating func write(_ bytes: UnsafeRawBufferPointer) {
      hash.update(bytes)
      guard isWritten else { return }
      isWritten = FileBytes.write(bytes, to: descriptor)
    }

    mutating func write(_ bytes: [UInt8]) {
      bytes.withUnsafeBytes { write($0) }
    }
  }

  /// Writes all entries in order; answers the file that is not what it was.
  private static func fill(
    _ sink: inout Sink, _ items: [BundleFolder.Item], _ seals: [(name: EntryName, bytes: [UInt8])]
  ) -> String? {
    var writer = ArchiveWriter()
    for (name, bytes) in seals {
      sink.write(writer.begin(name, size: bytes.count))
      sink.write(bytes)
      writer.pass(bytes.count)
    }
    for item in items.sorted(by: { $0.entry.name < $1.entry.name }) {
      sink.write(writer.begin(item.entry.name, size: item.entry.size))
      writer.pass(item.entry.size)
      switch item.source {
      case .bytes(let bytes): sink.write(bytes)
      case .file(let path):
        var hash = SHA256()
        let unreadable = StreamedFile.read(path, .ordinary) { bytes in
          hash.update(bytes)
          sink.write(bytes)
        }
        guard unreadable == nil, hash.finalized() == item.entry.sha256 else { return path }
      }
      if !sink.isWritten { return nil }
    }
    sink.write(writer.finish())
    return nil
  }

  private static func fault(_ path: String) -> UsageError {
    .unusable(
      "'\(path)' cannot be written: \(String(cString: strerror(errno)))",
      help: "name another place with --out")
  }
}
