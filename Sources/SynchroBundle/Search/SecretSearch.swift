public import SynchroDigest

/// Searches one output, which comes in pieces, for every secret of a run, through everything that a
/// secret may be wrapped in.
public final class SecretSearch {
  /// What an output is.
  public enum Form: Sendable, Equatable {
    /// A file of evidence, whose lines hold exchanges in base64.
    case evidence
    /// An archive as we write it, whose places are told by entry and line.
    case archive
    /// Anything else.
    case content
  }

  /// What was found in an output.
  public struct Outcome: Sendable, Equatable {
    /// How many bytes were read.
    public let size: Int
    /// The digest of what was read.
    public let sha256: SHA256Digest
    /// The first secrets that stand in it.
    public let hits: [SecretHit]
    /// How many there are.
    public let hitCount: Int
    /// Where one might stand unseen.
    public let unsearched: [UnsearchedStretch]

    /// Some bytes that were searched whole, and hold nothing.
    public static func nothing(in size: Int, sha256: SHA256Digest) -> Outcome {
      Outcome(size: size, sha256: sha256, hits: [], hitCount: 0, unsearched: [])
    }
  }

  private let findings: SearchFindings
  private let evidence: EvidenceSearch?
  private let archive: ArchiveSearch?
  private let content: ContentSearch?
  private var hash = SHA256()
  private var size = 0

  /// A search for all secrets that `redactor` knows.
  ///
  /// To search for their presence is fast, and what is said of places is then vague.
  public convenience init(
    for redactor: GrowingRedactor, in form: Form, aim: RedactionSearch.Aim = .place
  ) {
    self.init(for: redactor, in: form, aim: aim, inflatedLimit: SearchFindings.inflatedLimit)
  }

  init(
    for redactor: GrowingRedactor, in form: Form, aim: RedactionSearch.Aim, inflatedLimit: Int
  ) {
    findings = SearchFindings(redactor.makeSearch(for: aim), inflatedLimit: inflatedLimit)
    evidence = form == .evidence ? EvidenceSearch(findings, aim) : nil
    archive = form == .archive ? ArchiveSearch(findings) : nil
    content = form == .content ? ContentSearch(ofLines: findings) : nil
  }

  /// Searches the next bytes.
  public func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    hash.update(bytes)
    size += bytes.count
    evidence?.read(bytes)
    archive?.read(bytes)
    content?.read(bytes)
  }

  /// Ends the output.
  public func finish() -> Outcome {
    evidence?.finish()
    archive?.finish()
    content?.finish()
    return Outcome(
      size: size, sha256: hash.finalized(), hits: findings.hits, hitCount: findings.hitCount,
      unsearched: findings.unsearched)
  }
}
