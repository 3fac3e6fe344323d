/// What tells the parts of a line of evidence apart for those who do not read it as JSON, which may take gigabytes:
/// the bytes that ``EvidenceLog`` writes there.
///
/// A quote inside a JSON string has a backslash before it, so what was sent or received cannot imitate a mark.
package enum EvidenceMark {
  /// How the line of an exchange begins.
  package static let exchange = line(of: .exchange)
  /// How the line of a check begins.
  package static let check = line(of: .check)
  /// How the line of an exchange begins, up to the digits of its number.
  package static let exchangeNumber = exchange + Array(#""exchange":{"number":"#.utf8)

  /// What stands before base64, of a message or of what is remembered of it.
  package static let base64 = Array("\"\(base64Key)\":\"".utf8)
  /// What stands before the base64 of the whole request.
  package static let request = message(requestKey)
  /// What stands before the base64 of the whole response.
  package static let response = message(responseKey)
  /// The same with the comma that ends what stands before it.
  package static let nextRequest = comma + request
  /// The same with the comma that ends what stands before it.
  package static let nextResponse = comma + response

  static let requestKey = "request"
  static let responseKey = "response"
  static let base64Key = "base64"

  private static let comma = [UInt8(ascii: ",")]

  private static func line(of name: RunEvent.Name) -> [UInt8] {
    Array(#"{"event":"\#(name.rawValue)","#.utf8)
  }

  private static func message(_ key: String) -> [UInt8] {
    Array("\"\(key)\":{".utf8) + base64
  }
}
