public import SynchroDigest
public import SynchroTiming

/// Looks at a bundle while it is read, once, and keeps no more of it than its manifest.
public struct BundleCheck {
  /// A manifest of more bytes is no manifest of ours.
  static let manifestLimit = 4 << 20
  /// With so many findings nobody reads on.
  static let findingLimit = 100

  private struct Open {
    let name: EntryName
    let size: Int
    let start: Int
    var hash = SHA256()
    /// The bytes, of an entry about others.
    var kept: [UInt8] = []
  }

  private var reader = ArchiveReader()
  private var open: Open?
  var seal = SealCheck()
  /// How many entries of the manifest were met or passed over.
  private var next = 0
  private var findings: [BundleFinding] = []
  private var places: [BundleVerdict.Place] = []
  /// Whether what follows cannot be understood.
  public private(set) var hasStopped = false

  /// A check at the start of a file.
  public init() {}

  /// Looks at the next bytes.
  public mutating func read(_ window: UnsafeRawBufferPointer) {
    guard !hasStopped else { return }
    // A copy, so that the reader can be used while this is told what it reads.
    var reader = reader
    do {
      try reader.read(window) { event in
        guard !hasStopped else { return }
        switch event {
        case .entry(let name, let size, let start): begin(name, size: size, at: start)
        case .content(let range): add(UnsafeRawBufferPointer(rebasing: window[range]))
        case .entryEnd: endEntry()
        }
      }
    } catch {
      // What comes behind a place that cannot be understood is not judged.
      if !hasStopped { note(error) }
    }
    self.reader = reader
  }

  /// Says that nothing follows; `now` is for the expiry, `key` is the signer that is asked for.
  public mutating func finish(now: Timestamp, key: Ed25519.PublicKey?) -> BundleVerdict {
    if !hasStopped {
      do {
        try reader.finish()
        if seal.manifest == nil { noteManifestMissing() } else { passOver(to: nil) }
      } catch {
        note(error)
      }
    }
    let (more, origin) = seal.verdict(now: now, key: key, isWhole: !hasStopped)
    return BundleVerdict(
      manifest: seal.manifest, findings: more + findings, origin: origin, places: places,
      isCutShort: hasStopped)
  }

  // MARK: - Entries

  private mutating func begin(_ name: EntryName, size: Int, at start: Int) {
    open = Open(name: name, size: size, start: start)
    if name.isAboutOthers {
      if size > Self.manifestLimit {
        stop(BundleFinding(name.text, .size, "it has \(size) bytes, more than any that we write"))
      }
      return
    }
    guard let manifest = seal.manifest else { return noteManifestMissing() }
    passOver(to: name)
    guard next < manifest.entries.count, manifest.entries[next].name == name else {
      return add(BundleFinding(name.text, .extra, "it is not in the manifest"))
    }
    let expected = manifest.entries[next].size
    if expected != size {
      add(BundleFinding(name.text, .size, "expected \(expected) bytes, and it has \(size)"))
    }
  }

  private mutating func add(_ bytes: UnsafeRawBufferPointer) {
    open?.hash.update(bytes)
    if open?.name.isAboutOthers == true { open?.kept += bytes }
  }

  private mutating func endEntry() {
    guard let entry = open else { return }
    open = nil
    places.append(.init(name: entry.name, range: entry.start..<entry.start + entry.size))
    if entry.name.isAboutOthers {
      if let finding = seal.take(entry.name, entry.kept) { stop(finding) }
      return
    }
    guard let manifest = seal.manifest, next < manifest.entries.count,
      manifest.entries[next].name == entry.name
    else { return }
    let expected = manifest.entries[next]
    next += 1
    let digest = entry.hash.finalized()
    // Of another size it has been said already.
    if expected.size == entry.size, expected.sha256 != digest {
      add(
        BundleFinding(
          entry.name.text, .digest, "expected SHA-256 \(expected.sha256), and it has \(digest)"))
    }
  }

  /// Whatever the manifest has before a name, or up to its end, is not there.
  private mutating func passOver(to name: EntryName?) {
    guard let manifest = seal.manifest else { return }
    while next < manifest.entries.count, name.map({ manifest.entries[next].name < $0 }) ?? true {
      let missing = manifest.entries[next].name.text
      add(BundleFinding(missing, .missing, "the manifest has it, and it is not there"))
      next += 1
    }
  }

  // MARK: - Findings

  private mutating func add(_ finding: BundleFinding) {
    guard findings.count < Self.findingLimit else {
      hasStopped = true
      return
    }
    findings.append(finding)
  }

  private mutating func stop(_ finding: BundleFinding) {
    add(finding)
    hasStopped = true
  }

  private mutating func noteManifestMissing() {
    stop(
      BundleFinding(
        EntryName.manifest.text, .missing, "a bundle begins with it, and it is not there"))
  }

  private mutating func note(_ fault: ArchiveFault) {
    let kind: BundleFinding.Kind
    var entry = fault.entry?.text
    switch fault.problem {
    case .header:
      kind = .header
      // What a broken header says of its name may be what is broken.
      entry = expectedName ?? entry
    case .order: kind = .order
    case .padding, .surplus, .end: kind = .padding
    case .cut:
      kind = .cut
      entry = entry ?? expectedName
    }
    stop(BundleFinding(entry ?? "end of the archive", kind, fault.message))
  }

  /// The entry whose header comes next; nil at the end.
  private var expectedName: String? {
    if let name = seal.expectedName { return name.text }
    guard let manifest = seal.manifest, next < manifest.entries.count else { return nil }
    return manifest.entries[next].name.text
  }
}
