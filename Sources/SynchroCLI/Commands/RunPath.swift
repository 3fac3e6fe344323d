import SynchroBundle

/// A word of a command line that names a run: its folder, or one of the files in it that people and programs have at
/// hand, which stands for all of them.
struct RunPath {
  /// How commands say what they take.
  static let help = "a run: its folder, results.json or index.html"

  /// The files that stand for the folder which they lie in.
  private static let files = [RunReports.page, RunEntries.results.text, RunEntries.evidence.text]

  /// As it was written, without slashes at its end.
  let word: String
  /// The folder of the run; nil where the word is neither a folder nor one of the files in it.
  let folder: String?

  init(_ word: String) {
    var word = word
    while word.count > 1, word.hasSuffix("/") { word.removeLast() }
    self.word = word
    if word == "-" {
      folder = nil
    } else if SuitesDirectory.isFolder(word) {
      folder = word
    } else {
      folder = Self.files.lazy.compactMap { file -> String? in
        if word == file { return "." }
        return word.hasSuffix("/" + file) ? String(word.dropLast(file.count + 1)) : nil
      }.first { SuitesDirectory.isFolder($0) }
    }
  }

  /// Where the other files of the run lie: also beside results that are called otherwise. Nil for standard input.
  var home: String? {
    if word == "-" { return nil }
    return folder ?? word.lastIndex(of: "/").map { String(word[..<$0]) } ?? "."
  }

  /// Where the evidence would be; nil for standard input.
  var evidence: String? {
    if word.hasSuffix(".jsonl") { return word }
    return home.map { Self.path(RunEntries.evidence, in: $0) }
  }

  /// Where the results are, and where the evidence is that tells of a run which was killed before there were any. A
  /// file that was named is read and no other, but for the page, which holds neither.
  var candidates: [String] {
    guard let folder, word == folder || word.hasSuffix(RunReports.page) else { return [word] }
    return [RunEntries.results, RunEntries.evidence].map { Self.path($0, in: folder) }
  }

  /// Where a bundle of the run goes unless somebody says otherwise: beside its folder.
  func bundle(of run: String) -> String {
    let folder = folder ?? word
    guard folder.split(separator: "/").last.map({ $0 == "." || $0 == ".." }) == true else {
      return folder + ".bundle"
    }
    return folder + "/../" + run + ".bundle"
  }

  private static func path(_ name: EntryName, in folder: String) -> String {
    folder == "." ? name.text : "\(folder)/\(name)"
  }
}
