import SynchroBundle
import SynchroDigest
import SynchroText
import SynchroTiming

/// `synchroscope verify`: whether a bundle is what it was, and whose it is.
enum VerifyCommand {
  private static let key = Option(
    "key", .file("PUBLIC"), help: "the public key of the signer that is asked for")
  private static let allowsUnproven = Flag(
    "allow-unproven", help: "end with 0 although nothing proves where the bundle comes from")
  private static let bundle = Operand(.file("BUNDLE"), help: "the bundle; '-' is standard input")

  static let spec = CommandSpec(
    "verify", summary: "Check a bundle: that nothing was changed, and who signed it",
    discussion: """
      Reads the bundle once, offline, and says of each entry that does not match what is wrong with it:
      its header, order, size, digest, padding, or that it is missing or not in the manifest.

      An unsigned bundle, or one whose signature is held against no key that you name, proves that
      nothing was changed by accident, and not where it comes from: whoever changes it on purpose can
      make a new manifest.

      Exit codes: 0, whole and signed by the key that was named; 1, whole, but signed by somebody else,
      not signed at all although a key was named, or expired; 2, not a whole bundle: damaged, cut short
      or edited; 4, whole, but nothing proves where it comes from.
      """,
    flags: [allowsUnproven], parameters: [key.spec, bundle.spec],
    examples: [
      .init("synchroscope verify run.bundle --key lab.key.pub", "is it whole, and theirs?"),
      .init("synchroscope verify run.bundle", "is it whole?"),
    ]
  ) { arguments, console throws(UsageError) in
    let path = arguments.all(bundle).first ?? "-"
    let signer: Ed25519.PublicKey?
    if let file = arguments[key] {
      signer = try KeyFile.publicKey(file, console)
    } else {
      signer = nil
    }
    var check = BundleCheck()
    // What comes behind damage proves nothing, and may have no end.
    let fault = StreamedFile.read(path) {
      check.read($0)
    } until: {
      check.hasStopped
    }
    if let fault { throw .unusable(fault.message, help: fault.help) }
    let verdict = check.finish(now: SystemTime().wallTime, key: signer)
    console.out.write(words(of: verdict, path, console.out.style))
    if !verdict.isIntact {
      console.err.write("note: ask for the bundle again; what is in this one proves nothing\n")
      return .usage
    }
    if !verdict.findings.isEmpty { return .failed }
    if case .proven = verdict.origin { return .success }
    return arguments[allowsUnproven] ? .success : .unproven
  }

  private static func words(
    of verdict: BundleVerdict, _ path: String, _ style: TerminalStyle
  ) -> String {
    var lines: [String] = []
    if let manifest = verdict.manifest {
      lines.append("run      \(VisibleText.escape(manifest.run))")
      lines.append("target   \(VisibleText.escape(manifest.target))")
      if let profile = manifest.profile {
        lines.append("profile  \(VisibleText.escape(profile))")
      }
      let size = manifest.entries.reduce(0) { $0 + $1.size }
      lines.append("entries  \(manifest.entries.count), \(size) bytes")
      if let expiry = manifest.expiry { lines.append("expires  \(expiry)") }
    }
    for finding in verdict.findings {
      let place = VisibleText.escape("\(finding.entry): \(finding.kind.rawValue)")
      lines.append(
        style.paint("error", .red) + ": \(place): \(VisibleText.escape(finding.sentence))")
    }
    if verdict.isCutShort { lines.append("what follows was not looked at") }
    if verdict.isIntact { lines.append(origin(verdict.origin)) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func origin(_ origin: BundleVerdict.Origin?) -> String {
    switch origin {
    case .unsigned: "unsigned: proves integrity, not origin"
    case .claimed(let key):
      "signed   by \(key.keyID), and nobody has said whose key that is: name it with --key"
    case .proven(let key): "signed   by \(key.keyID), the key that was named"
    case nil: "every entry is as it was written"
    }
  }
}
