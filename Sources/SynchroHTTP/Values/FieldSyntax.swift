/// The common pieces of field values, RFC 9110, section 5.6.
public enum FieldSyntax {
  /// Whether the text is a token.
  public static func isToken(_ text: String) -> Bool { false }
  /// The members of a comma-separated list; empty members are dropped as recipients must, and
  /// commas inside quoted strings do not count. Nil when a quoted string does not end.
  public static func list(_ text: String) -> [String]? { nil }
  /// The content of a quoted string, or nil when the text is not exactly one.
  public static func unquoted(_ text: String) -> String? { nil }
  /// The text as a quoted string; nil when it holds a control that cannot be quoted.
  public static func quoted(_ text: String) -> String? { nil }
}
