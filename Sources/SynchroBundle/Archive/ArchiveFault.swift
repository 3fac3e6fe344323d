import SynchroText

/// Where an archive stops being one that we write.
public struct ArchiveFault: Error, Sendable, Equatable {
  /// What is wrong there.
  public enum Problem: Sendable, Equatable {
    /// The block is no header of an entry as we write it; with the reason.
    case header(String)
    /// A name that stood before, or belongs before one that stood before.
    case order(EntryName)
    /// Something else than zeros behind the content of an entry.
    case padding
    /// The end of the archive is not two blocks of zeros.
    case end
    /// The file ends too early.
    case cut
    /// Something follows the end of the archive.
    case surplus
  }

  /// What is wrong.
  public let problem: Problem
  /// The entry that it belongs to: whose header, content or padding it is; nil at a header that
  /// cannot be read, and at the end.
  public let entry: EntryName?
  /// The offset in the file at which it shows.
  public let offset: Int

  /// One sentence, without a full stop.
  public var message: String {
    switch problem {
    case .header(let reason): reason
    case .order(let before):
      before == entry
        ? "it stands there twice" : "it stands behind '\(before)', where it does not belong"
    case .padding: "something else than zeros fills its last block"
    case .end: "the archive does not end with two blocks of zeros"
    case .cut: "the file ends in the middle of it, after \(offset) bytes"
    case .surplus: "something follows the end of the archive"
    }
  }
}

extension ArchiveHeader.Fault {
  /// The entry that the header speaks of, if it can be read.
  var name: EntryName? {
    switch self {
    case .badSize(let name), .notAsWritten(let name): name
    case .noHeader, .notAFile, .badName: nil
    }
  }

  var message: String {
    switch self {
    case .noHeader: "this is no header of an archive"
    case .notAFile(let type):
      "the entry is no ordinary file (type '\(VisibleText.escape(String(UnicodeScalar(type))))')"
    case .badName(let name): "the name '\(VisibleText.excerpt(name))' is not allowed"
    case .badSize: "its size is no number that we write"
    case .notAsWritten: "its header is not what we write for this name and size"
    }
  }
}
