public import SynchroHTTP
public import SynchroJSON
public import SynchroText

/// What a run must know about the system it examines: where it is, whom to trust, what it declares,
/// and where its secrets are to be found.
public struct TargetFile: Sendable, Equatable {
  /// Whom to trust.
  public enum Trust: Sendable, Equatable {
    /// The certificate authorities of this machine.
    case system
    /// The certificates in a PEM file.
    case file(String)
    /// The server whose certificate has this SHA-256 digest, and nobody else.
    case fingerprint(String)
  }

  /// How connections leave this machine.
  public enum ProxyChoice: Sendable, Equatable {
    /// As the customary variables of the environment say.
    case environment
    /// Straight to the target.
    case direct
    /// Through this proxy; a password stands in it only as `${secret.NAME}`.
    case server(SecretTemplate)
  }

  /// The certificate that we show, as PEM files.
  public struct ClientCertificate: Sendable, Equatable {
    /// The file with the chain.
    public var chainFile: String
    /// The file with the key; often the same.
    public var keyFile: String
  }

  /// So many requests in a time.
  public struct RateLimit: Sendable, Equatable {
    /// How many.
    public var count: Int
    /// In which time.
    public var period: Duration
  }

  /// A header line of a `[credentials]` section.
  public struct Header: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: SecretTemplate
  }

  /// A test account of an `[accounts]` section.
  public struct Account: Sendable, Equatable {
    /// The name to log in with.
    public var user: String
    /// The password.
    public var password: SecretTemplate
  }

  /// An operator API, such as that of the reference server.
  public struct OperatorAccess: Sendable, Equatable {
    /// Where it is.
    public var url: URI
    /// What it is shown as a bearer token; nil for none.
    public var key: SecretTemplate?

    /// An operator API.
    public init(url: URI, key: SecretTemplate? = nil) {
      self.url = url
      self.key = key
    }
  }

  /// The folder that paths are relative to, and in which hooks run; empty for the working directory.
  public var folder = ""
  /// The base URL: origin and path prefix.
  public var url: URI
  /// Where the metadata document is, when it is not at the well-known place.
  public var givenMetadataURL: URI?
  /// Where the metadata document was before the server moved to its present domain.
  public var previousMetadataURL: URI?
  /// Whom to trust.
  public var trust = Trust.system
  /// The certificate that we show.
  public var clientCertificate: ClientCertificate?
  /// Origins that may see credentials and secrets, besides the target's own.
  public var allowedOrigins: [Origin] = []
  /// How fast we may ask.
  public var rateLimit: RateLimit?
  /// The deadline of an exchange that states none.
  public var timeout: Duration?
  /// How connections leave this machine.
  public var proxy = ProxyChoice.environment
  /// The extension values that the target says it uses; nil when the file is silent.
  public var extensions: [String]?
  /// The profile to hold the target to.
  public var profile: String?
  /// What `with credentials NAME` sends.
  public var credentials: [String: [Header]] = [:]
  /// Where secrets are found.
  public var secrets: [String: SecretSource] = [:]
  /// What suites see as `target.KEY`.
  public var values: [String: JSONValue] = [:]
  /// Commands that let the operator act, by the name of the hook.
  public var hooks: [String: HookCommand] = [:]
  /// The operator API for all other hooks.
  public var operatorAccess: OperatorAccess?
  /// How a device is reached that plays flows; nil for a server.
  public var device: DeviceTarget?
  /// Test accounts by name.
  public var accounts: [String: Account] = [:]
  /// Where things are written, by key such as `url`, `credentials admin` or `secret ADMIN`.
  public var places: [String: SourceRange] = [:]

  /// A device, with nothing else known. It has no URL.
  public init(_ device: DeviceTarget) {
    self = DraftTarget().target
    self.device = device
  }

  /// A target that is reached at a URL, with nothing else known.
  public init(url: URI) {
    self.url = url
  }

  /// A target of which one URL is known: the base of everything, or, when it names a JSON file, the
  /// metadata document itself.
  public init(reachedAt url: URI) {
    self.init(url: url)
    guard url.path.hasSuffix(".json") else { return }
    let path = Self.metadataPath
    let base = url.path.hasSuffix(path) ? url.path.dropLast(path.count) + "/" : "/"
    guard let base = try? url.resolve(String(base)) else { return }
    self.url = base
    givenMetadataURL = url
  }

  private static let metadataPath = "/.well-known/cds-server-metadata.json"

  /// The place that the specification names below the origin, unless the file names another.
  public var metadataURL: URI {
    if let givenMetadataURL { return givenMetadataURL }
    // The path is a constant that resolves against every http URL.
    return (try? url.resolve(Self.metadataPath)) ?? url
  }

  /// Every origin that may see credentials and secrets.
  public var trustedOrigins: Set<Origin> {
    Set(allowedOrigins + [url.origin, metadataURL.origin].compactMap { $0 })
  }

  /// The names that suites may use behind `target.`.
  public var keys: Set<String> { Set(Self.builtInKeys + values.keys) }

  /// The names behind `target.` that every target has or may have.
  public static let builtInKeys = [
    "url", "origin", "metadata_url", "previous_metadata_url", "extensions", "profile",
  ]
}
