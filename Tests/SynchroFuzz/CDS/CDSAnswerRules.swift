public import SynchroHTTP
import SynchroJSON
import SynchroText

/// What must hold for the answer to any request whatever.
public enum CDSAnswerRules {
  /// What is wrong with an answer; nil when nothing is.
  public static func complaint(
    about response: HTTPResponse, to request: HTTPRequest
  ) -> String? {
    let status = response.head.status
    let fields = response.head.fields
    if status.code >= 500 { return "the status is \(status.code)" }
    if response.body.count > 8 << 20 { return "\(response.body.count) bytes of content" }
    if status == .unauthorized, !fields.contains("WWW-Authenticate") {
      return "401 without a challenge (RFC 9110, section 11.6.1)"
    }
    if status == .methodNotAllowed, !fields.contains("Allow") {
      return "405 without Allow (RFC 9110, section 10.2.1)"
    }
    if status.category == .redirection, status != .notModified {
      let place = fields["Location"] ?? ""
      if !place.hasPrefix("http://"), !place.hasPrefix("https://"), !place.hasPrefix("/") {
        return "a redirect to '\(place)'"
      }
    }
    return content(of: response)
  }

  private static func content(of response: HTTPResponse) -> String? {
    guard !response.body.isEmpty else { return nil }
    let type = response.head.fields["Content-Type"] ?? ""
    if type.isEmpty { return "content without a type" }
    if type.hasPrefix("application/json") {
      let source = SourceText(name: "body", bytes: response.body)
      do {
        let document = try JSONDocument(parsing: source)
        if let first = document.duplicateKeys.first { return "a duplicate name: \(first)" }
      } catch {
        return "the content is no JSON: \(error)"
      }
    } else if type.hasPrefix("text/html") {
      let page = String(decoding: response.body, as: UTF8.self)
      for mark in ["<script", "\"><b>"] where page.contains(mark) {
        return "a page repeats '\(mark)' as it came"
      }
    }
    return nil
  }

  /// What is wrong with an answer on its way through the codec: a field that ends before its time,
  /// or a length that is not the content's.
  public static func wireComplaint(
    about response: HTTPResponse, answering method: HTTPMethod
  ) -> String? {
    var bytes: [UInt8] = []
    do {
      try HTTPWriter.write(response, answering: method, to: &bytes)
    } catch {
      return "the answer cannot be written: \(error)"
    }
    let transcript = HTTPTranscript.responses(bytes, to: [method])
    if let broken = transcript.brokenPromise { return broken }
    return transcript.findings.first.map { "the answer deviates: \($0)" }
  }
}
