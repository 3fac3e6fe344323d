/// One deed on the wire. A list of them, played in order, is a response with any fault one likes.
///
/// A list that ends without `reset` or `close` leaves the connection as it is: if the
/// request allows another, the next one is read.
public enum WireStep: Sendable, Equatable {
  /// Sends bytes as fast as they go.
  case bytes([UInt8])
  /// Sends bytes one by one, with a pause before each but the first.
  case drip([UInt8], every: Duration)
  /// Does nothing for a while.
  case sleep(Duration)
  /// Ends the connection with RST.
  case reset
  /// Sends FIN (behind close_notify under TLS) and goes on reading.
  case halfClose
  /// Closes in order.
  case close
  /// Closes without close_notify: a truncation under TLS, the same as `close` on plain HTTP.
  case truncate

  /// Sends the UTF-8 bytes of a text.
  public static func text(_ text: String) -> WireStep {
    .bytes(Array(text.utf8))
  }
}
