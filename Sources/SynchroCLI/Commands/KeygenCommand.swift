import Glibc
import SynchroBundle
import SynchroDigest

/// `synchroscope keygen`: a key pair for the signatures of bundles.
enum KeygenCommand {
  private static let file = Operand(
    .file(), help: "where the private key goes; the public one goes beside it, as FILE.pub")

  static let spec = CommandSpec(
    "keygen", summary: "Make a key pair that signs bundles",
    discussion: """
      The private key is written to FILE, which only its owner can read, and the public key to
      FILE.pub. Both are Ed25519 keys in PEM, as OpenSSL has them. A file that is there already is
      never overwritten.

      Keep FILE where only whoever answers for the evidence can use it. Give FILE.pub, or the key's id,
      to whoever is to verify bundles, on another way than the bundles themselves.
      """,
    parameters: [file.spec],
    examples: [
      .init("synchroscope keygen lab.key", "make lab.key and lab.key.pub"),
      .init("synchroscope bundle reports/RUN --key lab.key", "sign with it"),
    ]
  ) { arguments, console throws(UsageError) in
    guard let path = arguments.all(file).first, path != "-" else {
      throw .unusable("a key is not printed", help: "name the file that it goes to")
    }
    let pair: (secret: Secret, open: String, id: String)
    do {
      let key = try Ed25519.PrivateKey()
      let open = try key.publicKey()
      pair = (try key.pem(), try open.pem(), open.keyID)
    } catch {
      console.err.write("error: no key could be made: \(error)\n")
      return .harnessFault
    }
    let bytes = pair.secret.reveal(for: "the file of the private key")
    if let fault = KeyFile.make(bytes, at: path, mode: 0o600) {
      throw .unusable(fault, help: "name a new file: keys are never overwritten")
    }
    if let fault = KeyFile.make(Array(pair.open.utf8), at: path + ".pub", mode: 0o644) {
      unlink(path)
      throw .unusable(fault, help: "name a new file: keys are never overwritten")
    }
    console.out.write(
      """
      private key  \(path)
      public key   \(path).pub
      key id       \(pair.id)

      """)
    return .success
  }
}
