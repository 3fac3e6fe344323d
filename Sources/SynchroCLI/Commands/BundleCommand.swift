import Glibc
import SynchroBundle
import SynchroDigest
import SynchroTiming
import SynchroVerdict

/// `synchroscope bundle`: the evidence of a run as one file for others.
enum BundleCommand {
  private static let out = Option(
    "out", short: "o", .file(), help: "where the bundle goes; RUN.bundle unless given")
  private static let key = Option(
    "key", .file(), help: "sign with this private key, which 'synchroscope keygen' has made")
  private static let expiry = Option(
    "expires",
    ValueKind<Timestamp>("DATE", wanted: "a day such as 2027-12-31, or a date-time of RFC 3339") {
      moment($0)
    }, help: "the last day, in UTC, on which the bundle counts, or the exact moment")
  private static let run = Operand(.file("RUN"), help: RunPath.help)

  static let spec = CommandSpec(
    "bundle", summary: "Make the evidence of a run one file that others can check and judge again",
    discussion: """
      The bundle holds the results and reports, every exchange byte for byte, what the run went by
      (target, suites, object formats, requirements, profiles, editions, machine and clock), and a
      manifest with the digest of each. The same run gives the same bytes. It is an ordinary tar
      archive.

      A run is refused unless it is whole: ended, not cut short, no test left out, results and evidence
      of the same run. It is refused when a secret was found in any of its files, and when a file is
      not the one that was searched for secrets at the end of the run.

      The exit code is 0 when the bundle was written and 2 when it was refused.
      """,
    parameters: [out.spec, key.spec, expiry.spec, run.spec],
    examples: [
      .init("synchroscope bundle reports/RUN --key lab.key", "sign and write reports/RUN.bundle"),
      .init(
        "synchroscope bundle reports/RUN --out proof.bundle --expires 2027-12-31",
        "unsigned, and good for some time"),
    ]
  ) { arguments, console throws(UsageError) in
    let place = RunPath(arguments.all(run).first ?? "")
    let signer: Ed25519.PrivateKey?
    if let file = arguments[key] {
      signer = try KeyFile.privateKey(file, console)
    } else {
      signer = nil
    }
    if let moment = arguments[expiry], moment <= SystemTime().wallTime {
      throw .unusable(
        "the bundle would have expired already, on \(moment)", help: "name a later day")
    }
    guard let source = try BundleFolder(place.folder ?? place.word, console) else { return .usage }
    for name in source.surplus { console.err.write("note: '\(name)' is not part of a bundle\n") }
    let header = source.report.header
    let path = arguments[out] ?? place.bundle(of: header.run)
    do {
      let manifest = Manifest(
        run: header.run, tool: header.tool, target: header.target, profile: header.profile,
        edition: header.edition, start: header.start, duration: source.report.duration,
        expiry: arguments[expiry], signer: try signer?.publicKey(),
        entries: source.items.map(\.entry))
      let seals = try BundleSeal.entries(of: manifest, signedBy: signer)
      let digest = try BundleFile.write(source.items, seals, to: path)
      console.out.write(words(of: manifest, digest, path))
    } catch let error as UsageError {
      throw error
    } catch {
      console.err.write("error: the bundle cannot be signed: \(error)\n")
      return .harnessFault
    }
    if signer == nil {
      console.err.write(
        "note: unsigned: the bundle proves integrity, not origin; sign it with --key FILE, made by "
          + "'synchroscope keygen FILE'\n")
    }
    return .success
  }

  private static func words(
    of manifest: Manifest, _ digest: SHA256Digest, _ path: String
  ) -> String {
    let size = manifest.entries.reduce(0) { $0 + $1.size }
    var lines = [
      "bundle   \(path)", "run      \(manifest.run)",
      "entries  \(manifest.entries.count), \(size) bytes", "sha256   \(digest)",
    ]
    if let key = manifest.signer { lines.append("signed   by \(key.keyID)") }
    if let expiry = manifest.expiry { lines.append("expires  \(expiry)") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A day counts to its end.
  private static func moment(_ text: String) -> Timestamp? {
    if let exact = try? Timestamp(rfc3339: text) { return exact }
    return (try? Timestamp(rfc3339: text + "T00:00:00Z"))?.advanced(by: .seconds(86_400))
  }
}
