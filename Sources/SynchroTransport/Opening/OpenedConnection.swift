/// A connection that libcurl opened and that is now ours alone.
struct OpenedConnection {
  /// Non-blocking, close-on-exec; whoever takes the value closes it.
  let descriptor: Int32
  let times: OpenTimes
  let peer: String
  let local: String
  /// What the proxy answered to CONNECT, byte for byte.
  let proxyReply: [UInt8]
}

/// How long the stages of opening took, each counted from the start.
struct OpenTimes {
  var lookup: Duration?
  var connect: Duration?
  var tunnel: Duration?
}

/// Why there is no connection.
struct OpenFailure: Error {
  let fault: TransportFault
  let times: OpenTimes
  let proxyReply: [UInt8]
}
