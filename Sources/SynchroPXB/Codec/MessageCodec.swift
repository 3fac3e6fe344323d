/// Messages as bytes: one JSON object each.
public enum MessageCodec {
  /// The version of the binding that this is.
  public static let version = 1
  /// The longest message in octets, which no receiver need exceed.
  public static let maximumLength = 1 << 20
  /// Arrays and objects inside one another, the message's own included.
  public static let maximumDepth = 32
}
