public import SynchroServer
public import SynchroSystem
public import SynchroWire

/// Why a link or a driver cannot be made.
public enum LinkFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// The system refused something.
  case system(SystemError)
  /// A certificate, a key or an authority cannot be used.
  case tls(TLSFault)
  /// The server did not start.
  case server(ServerError)
  /// What was asked for makes no sense, in words.
  case unusable(String)

  /// The cause in its own words.
  public var description: String {
    switch self {
    case .system(let error): error.description
    case .tls(let fault): fault.description
    case .server(let error): error.description
    case .unusable(let words): words
    }
  }
}
