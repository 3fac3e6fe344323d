import CSynchroPosix

/// What the wire needs of the whole process.
package enum WireProcess {
  private static let once: Void = syn_ignore_sigpipe()

  /// Ignores SIGPIPE, once: OpenSSL writes without MSG_NOSIGNAL. Children inherit an ignored
  /// signal, so who spawns one resets it in the spawn attributes.
  package static func prepare() {
    once
  }
}
