import SynchroBundle
import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroPXB
import SynchroRunner
import SynchroScript
import SynchroVerdict

/// What the manual tells besides the commands.
enum ManualFacts {
  /// A name and what it means.
  typealias Row = (name: String, meaning: String)

  static let description = [
    "Synchroscope examines servers and devices that connect utilities with everybody else. It asks, judges each "
      + "answer by the clauses of a specification, and keeps every byte as evidence.",
    "Results go to standard output, progress and errors to standard error. An error names the next step. The word "
      + "'-' in place of a file is standard input, and '--' stands before words that only look like options.",
  ]

  static var exitCodes: [Row] { ExitCode.allCases.map { (String($0.rawValue), $0.meaning) } }

  /// The variables that the program reads, and those that it sets for commands of a target file.
  static var variables: [Row] {
    [
      ("NO_COLOR", "when it is not empty, nothing is coloured; no more is with TERM=dumb"),
      ("CI", "when it is set, no progress line is drawn"),
      (
        "http_proxy, https_proxy, all_proxy",
        "the proxy of targets that name none, as http://HOST:PORT or socks5h://HOST:PORT; "
          + "the last two in capitals as well"
      ),
      ("no_proxy", "hosts and domains to be reached without it, separated by commas; * for all"),
      (
        "SSL_CERT_FILE, SSL_CERT_DIR",
        "the authorities to be trusted with 'trust: system', in place of those of the system"
      ),
      (
        ShardChoice.variables.joined(separator: ", "),
        "which shard of a run this machine takes; --shard overrides them"
      ),
      (
        "SYNCHROSCOPE_ARG_*, SYNCHROSCOPE_HOOK, SYNCHROSCOPE_TARGET_URL",
        "set for the commands of [hooks] in a target file"
      ), ("any other", "where a target file says 'from environment NAME', or --key-env NAME"),
    ]
  }

  static let files: [Row] = [
    (
      "PREFIX/share/synchroscope/Suites",
      "the suites that were installed with PREFIX/bin/synchroscope"
    ),
    ("./Suites", "those of the current folder; --suites takes them before the installed ones"),
    ("reports/RUN/index.html", "the page of a run: what was claimed, proven, broken and unproven"),
    ("reports/RUN/results.json", "the same for programs; docs/results.schema.json describes it"),
    ("reports/RUN/junit.xml", "the same for CI servers"),
    ("reports/RUN/evidence/", "every exchange, byte for byte, secrets left out"),
  ]

  /// Beyond each of them something is refused, cut or left undecided, always with a word about it.
  static var limits: [Row] {
    let wire = HTTPLimits.standard
    let json = JSONLimits.standard
    let order = usual
    return [
      ("a file that is read", size(FileBytes.limit)),
      (
        "a start line of HTTP, a header",
        "\(size(wire.startLineBytes)), \(size(wire.headBytes)) in "
          + "\(wire.fieldCount) fields"
      ),
      (
        "a body",
        "\(size(order.bodyLimit)), \(size(order.decodedLimit)) decoded, unless the step says more"
      ),
      (
        "an exchange",
        "\(order.timeout.components.seconds) s unless the target file or the step says otherwise"
      ),
      ("JSON", "\(size(json.bytes)), \(json.depth) levels, \(json.nodes) values"),
      ("a JSONPath", "\(size(JSONPath.lengthLimit)), \(JSONPath.depthLimit) levels"),
      ("blocks in each other in a suite", "\(SuiteParser.blockLimit) levels"),
      ("a secret", "from \(Redactor.minimumLength) to \(Redactor.maximumLength) bytes"),
      ("what a hook prints", size(HookAnswer.outputLimit)),
      (
        "a message of PXB, a payload",
        "\(size(MessageCodec.maximumLength)), \(PackedBody.maximumSize) octets"
      ),
      ("files in a bundle", "\(Manifest.entryLimit)"),
      ("shards of a run", "\(Shard.limit)"),
      ("tests at a time", "64"),
    ]
  }

  /// A request that asks for nothing special.
  private static var usual: ExchangeOrder {
    guard let url = try? URI("http://localhost") else { preconditionFailure("this is a URI") }
    return ExchangeOrder(.get, url)
  }

  private static func size(_ bytes: Int) -> String {
    bytes % (1 << 20) == 0
      ? "\(bytes >> 20) MiB" : bytes % 1024 == 0 ? "\(bytes >> 10) KiB" : "\(bytes) bytes"
  }
}
