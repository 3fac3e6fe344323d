import Glibc
import SynchroBundle
import SynchroDigest
import SynchroText

/// The search of everything that a run has written for every secret that it knows, at its end: when
/// the program ends the secrets are gone, and nobody can look again.
struct RunSearch {
  let folder: String
  let run: String

  /// What came of it.
  struct Outcome {
    /// What was searched and found; nil when it could not be finished.
    let proof: RedactionProof?
    /// Why it could not.
    let fault: String?
  }

  /// Searches every file below the folder for the secrets, which the redactor knows, and writes down
  /// what was searched.
  func carryOut(_ secrets: [Secret], _ redactor: GrowingRedactor) async -> Outcome {
    // Nearly all of the bytes are evidence; the rest is searched meanwhile.
    async let cleanEvidence = cleanEvidence(redactor)
    var files: [RedactionProof.File] = []
    let paths: [String]
    do throws(ReadFault) {
      paths = try self.paths(below: "")
    } catch {
      return Outcome(proof: nil, fault: error.message)
    }
    for path in paths where path != RunEntries.redaction.text {
      guard let name = EntryName(path) else {
        return Outcome(
          proof: nil, fault: "'\(VisibleText.escape(path))' is no name that a run writes")
      }
      if name == RunEntries.evidence { continue }
      switch search(name, redactor) {
      case .failure(let fault): return Outcome(proof: nil, fault: fault.message)
      case .success(let outcome): files.append(.init(name, outcome))
      }
    }
    if let clean = await cleanEvidence {
      files.append(.init(RunEntries.evidence, clean))
    } else {
      switch search(RunEntries.evidence, redactor) {
      case .failure(let fault): return Outcome(proof: nil, fault: fault.message)
      case .success(let outcome): files.append(.init(RunEntries.evidence, outcome))
      }
    }
    files.sort { $0.name.text < $1.name.text }
    return write(RedactionProof(run: run, secrets: secrets, files: files), redactor)
  }

  /// What stands in a file. Where it stands takes longer to find out, and hardly ever has to be.
  private func search(
    _ name: EntryName, _ redactor: GrowingRedactor
  ) -> Result<SecretSearch.Outcome, ReadFault> {
    let rough = search(name, redactor, .presence)
    guard case .success(let found) = rough, found.hitCount > 0,
      case .success(let exact) = search(name, redactor, .place), exact.hitCount > 0
    else { return rough }
    return .success(exact)
  }

  private func search(
    _ name: EntryName, _ redactor: GrowingRedactor, _ aim: RedactionSearch.Aim
  ) -> Result<SecretSearch.Outcome, ReadFault> {
    let form: SecretSearch.Form =
      name == RunEntries.evidence
      ? .evidence : name == RunEntries.suites ? .archive : .content
    let search = SecretSearch(for: redactor, in: form, aim: aim)
    let fault = StreamedFile.read("\(folder)/\(name)", .ordinary) {
      search.read($0.bindMemory(to: UInt8.self))
    }
    return fault.map { .failure($0) } ?? .success(search.finish())
  }

  /// What came of searching the evidence on two cores at once, when nothing was found or left out;
  /// nil when it has to be searched in order, which tells the places.
  private func cleanEvidence(_ redactor: GrowingRedactor) async -> SecretSearch.Outcome? {
    let path = "\(folder)/\(RunEntries.evidence)"
    guard let (middle, digest) = outline(path) else { return nil }
    let size = digest.size
    async let first = search(path, 0..<middle, redactor)
    async let second = search(path, middle..<size, redactor)
    let parts = await [first, second].compactMap { $0 }
    guard parts.count == 2,
      parts.allSatisfy({ $0.hitCount == 0 && $0.unsearched.isEmpty })
    else { return nil }
    return .nothing(in: size, sha256: digest.sha256)
  }

  private func search(
    _ path: String, _ stretch: Range<Int>, _ redactor: GrowingRedactor
  ) async -> SecretSearch.Outcome? {
    let search = SecretSearch(for: redactor, in: .evidence, aim: .presence)
    let fault = StreamedFile.read(path, .ordinary, in: stretch) {
      search.read($0.bindMemory(to: UInt8.self))
    }
    return fault == nil ? search.finish() : nil
  }

  /// Where the line ends that holds the middle of a log, and the digest of the whole.
  private func outline(_ path: String) -> (middle: Int, digest: (size: Int, sha256: SHA256Digest))?
  {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    let half = Int(status.st_size) / 2
    var hash = SHA256()
    var size = 0
    var middle: Int?
    let fault = StreamedFile.read(path, .ordinary) { piece in
      let bytes = piece.bindMemory(to: UInt8.self)
      hash.update(bytes)
      if middle == nil, size + bytes.count > half {
        let start = max(half - size, 0)
        middle = LineFeed.first(in: bytes, from: start).map { size + $0 + 1 }
      }
      size += bytes.count
    }
    guard fault == nil, let middle else { return nil }
    return (middle, (size, hash.finalized()))
  }

  /// The proof names secrets by their labels, and is searched like all else.
  private func write(_ proof: RedactionProof, _ redactor: GrowingRedactor) -> Outcome {
    let search = SecretSearch(for: redactor, in: .content)
    let bytes = proof.bytes
    bytes.withUnsafeBufferPointer { search.read($0) }
    if let hit = search.finish().hits.first {
      return Outcome(
        proof: nil, fault: "what is written about the search would show \(hit.secret) itself")
    }
    let fault = WholeFile.write(bytes, to: "\(folder)/\(RunEntries.redaction)")
    return Outcome(proof: proof, fault: fault)
  }

  /// The files below a folder of the run's folder, in order.
  private func paths(below parent: String) throws(ReadFault) -> [String] {
    var found: [String] = []
    for name in try FolderNames.read("\(folder)/\(parent)").get() {
      let path = parent.isEmpty ? name : "\(parent)/\(name)"
      var status = stat()
      let isFolder =
        lstat("\(folder)/\(path)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      found += isFolder ? try paths(below: path) : [path]
    }
    return found.sorted()
  }
}

extension RunSearch.Outcome {
  /// What is said on the error stream; empty when all is well.
  var words: [String] {
    if let fault {
      return ["error: the files of the run were not searched for secrets to the end: \(fault)"]
    }
    guard let proof else { return [] }
    var lines: [String] = []
    for file in proof.files where file.hitCount > 0 {
      for hit in file.hits.prefix(5) {
        let layers = hit.layers.map(\.rawValue).joined(separator: " in ")
        let wrapping = layers.isEmpty ? "" : " in \(layers)"
        lines.append("error: \(file.name), \(hit.place): \(hit.secret) stands here\(wrapping)")
      }
      let more = file.hitCount - min(file.hits.count, 5)
      if more > 0 { lines.append("error: \(file.name): and \(more) more") }
    }
    if proof.hitCount > 0 {
      lines.append(
        "  help: give these files to nobody, and take the secret out of what put it there")
    }
    for file in proof.files {
      for stretch in file.unsearched.prefix(3) {
        lines.append(
          "note: \(file.name), \(stretch.place): not searched for secrets: \(stretch.reason)")
      }
    }
    return lines
  }

  /// The exit code of the run: what was found here counts unless the run has failed already.
  func exit(_ code: ExitCode) -> ExitCode {
    let isBad = fault != nil || (proof?.hitCount ?? 0) > 0
    return isBad && (code == .success || code == .unproven) ? .harnessFault : code
  }
}
