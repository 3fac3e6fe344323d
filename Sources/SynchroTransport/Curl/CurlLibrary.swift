internal import CLibcurl

/// The process-wide start of libcurl, done once and only by programs that open a connection.
enum CurlLibrary {
  /// False when libcurl refused to start; nothing can be opened then.
  static let started: Bool = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

  /// The words libcurl has for a result code.
  static func words(for code: CURLcode) -> String {
    String(cString: curl_easy_strerror(code))
  }
}
