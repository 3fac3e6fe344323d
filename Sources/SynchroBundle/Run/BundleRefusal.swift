public import SynchroVerdict

/// Why a run is not made a bundle.
public struct BundleRefusal: Error, Sendable, Equatable {
  /// What is wrong, in one sentence.
  public let message: String
  /// What to do about it.
  public let help: String

  /// A refusal.
  public init(_ message: String, help: String) {
    self.message = message
    self.help = help
  }
}

extension BundleRefusal {
  /// The next step for whatever a new run mends.
  public static let again = "run it again, and bundle the new run"

  /// Why a run is not evidence of all that it was asked for; nil when it is.
  public static func ofPart(_ report: RunReport, _ evidence: EvidenceOutline.Facts)
    -> BundleRefusal?
  {
    if let interruption = report.interruptions.first {
      return BundleRefusal("the run was cut short: \(interruption)", help: again)
    }
    if let selection = report.header.selection {
      if let shard = selection.shard {
        return BundleRefusal(
          "this is part \(shard) of a run",
          help: "run it as a whole, without --shard: parts are joined for their verdicts "
            + "(synchroscope merge), and nobody can search them for the secrets of each other")
      }
      let words = (selection.only.map { "--only \($0)" } + selection.tags.map { "--tag \($0)" })
      return BundleRefusal(
        "the run left tests out: \(words.joined(separator: " "))",
        help: "run it again without these options: a part proves nothing about the whole")
    }
    guard !report.tests.isEmpty else {
      return BundleRefusal(
        "no test was carried out"
          + (report.doctor.first { $0.severity == .fault }.map { ": \($0.sentence)" } ?? ""),
        help: "mend what the doctor found, and run it again")
    }
    if let remark = evidence.remark {
      return BundleRefusal("the evidence is not complete: \(remark)", help: again)
    }
    guard evidence.run == report.header.run else {
      return BundleRefusal(
        "the evidence is that of the run '\(evidence.run ?? "")', and the results are those of "
          + "'\(report.header.run)'",
        help: "put the files of one run together, or run it again")
    }
    guard evidence.exchangeCount == report.exchanges.count else {
      return BundleRefusal(
        "the results speak of \(report.exchanges.count) exchanges, and the evidence holds "
          + "\(evidence.exchangeCount)",
        help: again)
    }
    return nil
  }

  /// Why a run's search for secrets does not allow that its files are given to others; nil when it
  /// does.
  public static func ofSearch(_ proof: RedactionProof, run: String) -> BundleRefusal? {
    guard proof.run == run else {
      return BundleRefusal(
        "redaction.json is that of the run '\(proof.run)', not of '\(run)'", help: again)
    }
    for file in proof.files where file.hitCount > 0 {
      let hits = file.hits.map { hit in
        "\(file.name), \(hit.place): \(hit.secret)"
          + (hit.layers.isEmpty
            ? "" : " in " + hit.layers.map(\.rawValue).joined(separator: " in "))
      }
      return BundleRefusal(
        "secrets stand in what would be given away: " + hits.prefix(5).joined(separator: "; ")
          + (file.hitCount > 5 ? "; and \(file.hitCount - 5) more" : ""),
        help: "take the secret out of what is named there, change it where it counts, and run again"
      )
    }
    for file in proof.files {
      guard let stretch = file.unsearched.first else { continue }
      return BundleRefusal(
        "\(file.name), \(stretch.place): not searched for secrets, because \(stretch.reason)",
        help: "nobody can say that no secret is in there; leave the test out that asks for it")
    }
    return nil
  }

  /// Why a file may not be given away although the search found nothing in what it was; nil when it
  /// may.
  public static func ofFile(
    _ entry: Manifest.Entry, named name: EntryName, _ proof: RedactionProof
  ) -> BundleRefusal? {
    guard let searched = proof[name] else {
      return BundleRefusal("'\(name)' was not searched for secrets when the run ended", help: again)
    }
    guard searched.size == entry.size, searched.sha256 == entry.sha256 else {
      return BundleRefusal(
        "'\(name)' is not the file that was searched for secrets when the run ended",
        help: "restore it as the run wrote it, or run again; secrets are not known any more")
    }
    return nil
  }
}
