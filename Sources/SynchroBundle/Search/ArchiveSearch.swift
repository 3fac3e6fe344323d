import SynchroDigest

/// Searches the entries of an archive one by one, their names included, so that a place is an entry
/// and a line of it.
final class ArchiveSearch {
  private let findings: SearchFindings
  private let names: ContentSearch
  private var reader = ArchiveReader()
  private var entry: ContentSearch?
  private var isBroken = false

  init(_ findings: SearchFindings) {
    self.findings = findings
    names = ContentSearch(ofText: findings)
  }

  func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !isBroken else { return }
    do {
      try reader.read(UnsafeRawBufferPointer(bytes)) { event in
        switch event {
        case .entry(let name, _, _):
          findings.place = "the name of an entry"
          names.read(Array("\(name)\n".utf8))
          entry = ContentSearch(ofLines: findings, called: name.text)
        case .content(let range): entry?.read(UnsafeBufferPointer(rebasing: bytes[range]))
        case .entryEnd:
          entry?.finish()
          entry = nil
        }
      }
    } catch {
      note(error)
    }
  }

  private func note(_ fault: ArchiveFault) {
    isBroken = true
    findings.noteUnsearched("it is no archive: \(fault.message)", at: "byte \(fault.offset)")
  }

  func finish() {
    if !isBroken {
      do { try reader.finish() } catch { note(error) }
    }
    entry?.finish()
    names.finish()
  }
}
