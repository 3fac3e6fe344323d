import SynchroHTTP
import SynchroRunner
import SynchroText

extension FuzzTarget {
  /// Target files: read, or refused with findings that lie inside the file and show no secret.
  public static let targetFile = FuzzTarget(
    "target-file",
    corpus: [
      "url: https://hub.example.com/cds\ntrust: system\n",
      """
      url: https://hub.example.com
      allow origin: https://auth.example.com
      rate limit: 10 per second
      timeout: 30s
      proxy: http://user:${secret.PROXY}@proxy.example:3128
      extensions: one, two  # said by the operator
      [credentials admin]
      Authorization: Bearer ${secret.ADMIN}
      [secret ADMIN]
      from environment ADMIN_TOKEN
      [secret PROXY]
      from command pass show proxy
      [values]
      max: [1, {"a": 2}]
      [hooks]
      approve = ./approve ${id} "${a}" ${secret.ADMIN} '$HOME' ${HOME}
      operator api = https://hub.example.com/operator
      operator key = ${secret.ADMIN}
      [accounts]
      alice: alice@example.com ${secret.ADMIN}
      """,
      "url: hub\n[secret A]\nhunter2\n[credentials x]\nCookie: hunter2\n",
    ].map { Array($0.utf8) },
    dictionary: [
      "[", "]", "${secret.", "}", ":", "=", "trust: fingerprint ", "proxy: ", "from file ", "\n",
      "  #", "metadata url: ", "https://",
    ], limit: 2048
  ) { bytes in
    let source = SourceText(name: "fuzz.target", bytes: bytes)
    let parsed = TargetFileParser.parse(source, folder: "") { _ in true }
    for diagnostic in parsed.diagnostics
    where diagnostic.primary.range.end > max(bytes.count, diagnostic.primary.range.start) {
      return "'\(diagnostic.code)' lies outside"
    }
    let isRefused = parsed.diagnostics.contains { $0.severity == .error }
    if isRefused != (parsed.target == nil) { return "a target and an error, or neither" }
    guard let target = parsed.target else { return nil }
    guard target.url.origin != nil, target.trustedOrigins.count > 0 else { return "no origin" }
    for name in target.credentials.values.flatMap({ $0 }).flatMap(\.value.secretNames)
    where target.secrets[name] == nil {
      return "the secret '\(name)' leads nowhere"
    }
    return nil
  }
}
