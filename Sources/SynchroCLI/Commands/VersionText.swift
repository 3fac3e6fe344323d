import SynchroCatalog
import SynchroText

/// What `--version` says: the program, the source it comes from, and the editions it examines by.
struct VersionText {
  let console: Console
  var home = ProgramHome.current

  /// The first line is for scripts, the others are for people.
  var lines: [String] {
    var lines = ["synchroscope \(Program.version)", "commit: \(commit)"]
    do throws(UsageError) {
      let suites = try SuitesDirectory.locate(nil, home: home)
      let editions = try editions(of: suites)
      lines.append("suites: \(suites.path)")
      lines.append("editions: \(editions.joined(separator: ", "))")
    } catch {
      lines.append("suites: none; \(error.message)")
    }
    return lines
  }

  private var commit: String {
    home?.commit(console.read) ?? "unknown: neither a package nor a checkout tells"
  }

  private func editions(of suites: SuitesDirectory) throws(UsageError) -> [String] {
    let sources = try suites.files(["edition"]).compactMap { path in
      (try? console.read(path).get()).map { SourceText(name: path, bytes: $0) }
    }
    // Their documents stand in other files; here the names are enough.
    return Catalogue.load(sources).catalogue.editions.map(\.name)
  }
}
