import Glibc
import SynchroLive

/// Finds the journal of the run that `--resume` goes on with.
struct EarlierRun {
  let console: Console

  /// The words of this command line that a journal keeps: all but those that ask to go on.
  static var arguments: [String] {
    CommandLine.arguments.dropFirst().filter { $0 != "--resume" }
  }

  /// The newest unfinished run of this command line below a folder.
  func find(below folder: String) throws(UsageError) -> SoakPast {
    // The newest first; a folder that is not there holds none.
    for name in ((try? FolderNames.read(folder).get()) ?? []).sorted(by: >) {
      let path = "\(folder)/\(name)/\(SoakJournal.name)"
      guard access(path, R_OK) == 0, case .success(let bytes) = console.read(path),
        let past = SoakPast(bytes), past.run.arguments == Self.arguments
      else { continue }
      // Runs before the newest were gone on with, or are given up.
      if past.isOver { break }
      return past
    }
    throw .unusable(
      "there is no unfinished run of this command below '\(folder)'",
      help:
        "give the words of the run that was killed, in their order, and --resume; or begin anew without it"
    )
  }
}
