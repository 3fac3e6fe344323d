public import SynchroHTTP

/// A target that plays flows: how it is reached over the payload exchange binding, and what may be done
/// to it. The section `[device]` of a target file.
public struct DeviceTarget: Sendable, Equatable {
  /// A host and a port.
  public struct Place: Sendable, Equatable, CustomStringConvertible {
    /// The host, by name or address.
    public var host: String
    /// The port; 0 lets the kernel choose one to listen on.
    public var port: UInt16

    /// A place by its parts.
    public init(host: String, port: UInt16) {
      self.host = host
      self.port = port
    }

    /// `HOST:PORT`, with brackets around an address of IPv6.
    public var description: String {
      host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
  }

  /// How the two sides find each other.
  public enum Way: Sendable, Equatable {
    /// We start a program and speak over its standard input and output.
    case exec(HookCommand)
    /// We call: lines over TCP.
    case connect(Place)
    /// It calls: lines over TCP.
    case listen(Place)
    /// HTTP: whom we call, and where we serve; one of them at least.
    case http(calling: URI?, serving: Place?)
  }

  /// A place for orders to the control channel alone.
  public enum Control: Sendable, Equatable {
    /// We call: lines over TCP.
    case connect(Place)
    /// It calls: lines over TCP.
    case listen(Place)
    /// HTTP.
    case http(URI)
  }

  /// How time passes.
  public enum Time: Sendable, Equatable {
    /// As on the wall.
    case real
    /// As on the wall, but what the suites wait for is shortened by a factor.
    case compressed(Int)
    /// The harness moves the target's clock.
    case virtual
  }

  /// Whose supply may be interrupted.
  public enum Hazards: Sendable, Equatable {
    /// Nobody's.
    case none
    /// That of every instance that the target lists.
    case all
    /// That of these.
    case only([String])
  }

  /// How the two sides find each other.
  public var way: Way
  /// Where orders go; nil for the way of all other messages.
  public var control: Control?
  /// Whether TCP is under TLS; certificates and trust are those of the whole file.
  public var isSecure = false
  /// The key of message codes, `NAME:HEXADECIMAL`.
  public var trafficKey: SecretTemplate?
  /// The key of the control channel where it has a place of its own; the other one when nil.
  public var controlKey: SecretTemplate?
  /// Whose supply may be interrupted.
  public var hazards = Hazards.none
  /// How time passes.
  public var time = Time.real
  /// How many sessions it bears at a time.
  public var sessions = 1
  /// Whether people at the console are asked for what neither device nor command can do.
  public var asksPeople = false

  /// A target by the way to it.
  public init(_ way: Way) { self.way = way }
}

extension DeviceTarget {
  /// What words on a command line begin with that name a device.
  public static let prefixes = ["exec:", "tcp:", "listen:", "pxb+http://", "pxb+https://"]

  /// A device by one word, such as `exec:python3 device.py` or `tcp:127.0.0.1:4711`; nil for words that
  /// name none.
  public init?(word: String) throws(TargetSyntax.DeviceFault) {
    guard let prefix = Self.prefixes.first(where: word.hasPrefix) else { return nil }
    let rest = String(word.dropFirst(prefix.count))
    switch prefix {
    case "exec:": self.init(.exec(try TargetSyntax.command(rest)))
    case "tcp:": self.init(.connect(try TargetSyntax.place(rest)))
    case "listen:": self.init(.listen(try TargetSyntax.place(rest)))
    default:
      self.init(
        .http(calling: try TargetSyntax.device(url: String(word.dropFirst(4))), serving: nil))
    }
  }

  /// The way to it in a few words, as reports name it.
  public var text: String {
    switch way {
    case .exec(let command): "exec:\(command.text)"
    case .connect(let place): "tcp:\(place)"
    case .listen(let place): "listen:\(place)"
    case .http(let url, let place): "pxb+" + (url?.text ?? place.map { "http://\($0)" } ?? "http")
    }
  }
}
