/// One secret found in an output; occurrences that overlap are one.
public struct RedactionHit: Sendable, Hashable {
  /// Which secret it is.
  public let secret: Secret.Label
  /// What it was wrapped in, the outermost first; empty when it stood there as it is.
  public let layers: [RedactionLayer]
  /// Where it lies in the bytes that were searched.
  public let range: Range<Int>
}

/// An encoding that a secret may hide in.
public enum RedactionLayer: String, Sendable, Hashable {
  /// `%41`, of some bytes or of all, and `+` for a space.
  case percent
  /// `\u0041`, `\/` and the other escapes of JSON strings.
  case json
  /// Base64 or base64url, anywhere inside a longer text.
  case base64
}
