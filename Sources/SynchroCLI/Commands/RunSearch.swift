import Glibc
import SynchroBundle
import SynchroDigest
import SynchroText

/// The search of everything that a run has written for every secret that it knows, at its end: when
/// the program ends the secrets are gone, and nobody can look again.
struct RunSearch {
  private let folder: String
  private let run: String
  private let redactor: GrowingRedactor
  private let evidence: Task<Found, Never>

  private typealias Found = Result<SecretSearch.Outcome, ReadFault>

  /// What came of it.
  struct Outcome {
    /// What was searched and found; nil when it could not be finished.
    let proof: RedactionProof?
    /// Why it could not.
    let fault: String?
  }

  /// A search of a run's folder for the secrets that the redactor knows. The evidence must be written
  /// by now, and is searched from here on: nearly all of the bytes are evidence.
  init(folder: String, run: String, for redactor: GrowingRedactor) {
    self.folder = folder
    self.run = run
    self.redactor = redactor
    evidence = Task { Self.search(RunEntries.evidence, in: folder, redactor) }
  }

  /// Searches every other file below the folder as well, and writes down what was searched.
  func carryOut(_ secrets: [Secret]) async -> Outcome {
    var names: [EntryName] = []
    do throws(ReadFault) {
      for path in try paths(below: "") where path != RunEntries.redaction.text {
        guard let name = EntryName(path) else {
          return Outcome(
            proof: nil, fault: "'\(VisibleText.escape(path))' is no name that a run writes")
        }
        names.append(name)
      }
    } catch {
      return Outcome(proof: nil, fault: error.message)
    }
    let (folder, redactor, evidence) = (folder, redactor, evidence)
    let found = await withTaskGroup(of: (EntryName, Found).self) { group in
      for name in names {
        group.addTask {
          name == RunEntries.evidence
            ? (name, await evidence.value) : (name, Self.search(name, in: folder, redactor))
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    var files: [RedactionProof.File] = []
    for (name, outcome) in found {
      switch outcome {
      case .failure(let fault): return Outcome(proof: nil, fault: fault.message)
      case .success(let outcome): files.append(.init(name, outcome))
      }
    }
    files.sort { $0.name.text < $1.name.text }
    return write(RedactionProof(run: run, secrets: secrets, files: files))
  }

  /// What stands in a file. Where it stands takes longer to find out, and hardly ever has to be.
  private static func search(
    _ name: EntryName, in folder: String, _ redactor: GrowingRedactor
  ) -> Found {
    let rough = search(name, in: folder, redactor, .presence)
    guard case .success(let found) = rough, found.hitCount > 0,
      case .success(let exact) = search(name, in: folder, redactor, .place), exact.hitCount > 0
    else { return rough }
    return .success(exact)
  }

  private static func search(
    _ name: EntryName, in folder: String, _ redactor: GrowingRedactor,
    _ aim: RedactionSearch.Aim
  ) -> Found {
    let form: SecretSearch.Form =
      name == RunEntries.evidence
      ? .evidence : name == RunEntries.suites ? .archive : .content
    let search = SecretSearch(for: redactor, in: form, aim: aim)
    let fault = StreamedFile.read("\(folder)/\(name)", .ordinary) {
      search.read($0.bindMemory(to: UInt8.self))
    }
    return fault.map { .failure($0) } ?? .success(search.finish())
  }

  /// The proof names secrets by their labels, and is searched like all else.
  private func write(_ proof: RedactionProof) -> Outcome {
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
