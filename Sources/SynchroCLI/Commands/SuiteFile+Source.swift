import SynchroDigest
import SynchroScript
import SynchroText
import SynchroVerdict

extension RunReport.SuiteFile {
  /// A suite as reports name it: its file with the digest of what stands in it.
  init(_ source: SuiteSource) {
    self.init(
      name: source.suite.name.value, file: source.source.name,
      sha256: SHA256.digest(source.source.bytes).hex)
  }
}
