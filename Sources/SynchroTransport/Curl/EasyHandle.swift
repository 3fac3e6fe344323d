internal import CLibcurl
internal import CSynchroCurl

/// One libcurl transfer. It belongs to the thread that drives its multi handle.
///
/// An option that libcurl refuses is remembered instead of thrown at each call, so that a set-up
/// reads as a list of options; `refusedOption` is looked at once, before the transfer starts.
final class EasyHandle {
  let raw: UnsafeMutableRawPointer
  private(set) var refusedOption: CURLcode?
  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  private var content: UnsafeMutableRawBufferPointer?
  private let errorText: UnsafeMutablePointer<CChar>

  init?() {
    guard CurlLibrary.started, let raw = curl_easy_init() else { return nil }
    self.raw = raw
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_ERRORBUFFER, pointer: errorText)
  }

  deinit {
    curl_easy_cleanup(raw)
    for list in lists { curl_slist_free_all(list) }
    errorText.deallocate()
    content?.deallocate()
  }

  // MARK: Options

  func set(_ option: CURLoption, _ value: Int) {
    note(syn_curl_set_long(raw, option, value))
  }

  func set(_ option: CURLoption, large value: Int) {
    note(syn_curl_set_large(raw, option, value))
  }

  func set(_ option: CURLoption, _ value: String) {
    note(syn_curl_set_text(raw, option, value))
  }

  func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) {
    note(syn_curl_set_pointer(raw, option, value))
  }

  func set(_ option: CURLoption, blob value: [UInt8]) {
    value.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      note(syn_curl_set_blob(raw, option, base, bytes.count))
    }
  }

  /// An empty list unsets the option. libcurl reads the list during the transfer: it is kept.
  func set(_ option: CURLoption, _ values: [String]) {
    set(option, bytes: values.map { Array($0.utf8) })
  }

  /// The same for text that may be no UTF-8.
  func set(_ option: CURLoption, bytes values: [[UInt8]]) {
    var head: UnsafeMutablePointer<curl_slist>?
    for value in values {
      let text = value.map { CChar(bitPattern: $0) } + [0]
      guard let longer = curl_slist_append(head, text) else {
        note(CURLE_OUT_OF_MEMORY)
        break
      }
      head = longer
    }
    if let head { lists.append(head) }
    note(syn_curl_set_list(raw, option, head))
  }

  /// Gives the content of a request, which is kept as long as the handle.
  func setContent(_ bytes: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
    bytes.withUnsafeBytes { copy.copyMemory(from: $0) }
    content = copy
    set(CURLOPT_POSTFIELDS, pointer: copy.baseAddress)
  }

  func set(_ option: CURLoption, callback: syn_curl_bytes_callback) {
    note(syn_curl_set_bytes_callback(raw, option, callback))
  }

  func set(debugCallback callback: syn_curl_debug_callback) {
    note(syn_curl_set_debug_callback(raw, callback))
  }

  private func note(_ code: CURLcode) {
    if code != CURLE_OK, refusedOption == nil { refusedOption = code }
  }

  // MARK: Facts

  func long(_ info: CURLINFO) -> Int {
    var value = 0
    return syn_curl_get_long(raw, info, &value) == CURLE_OK ? value : 0
  }

  /// A moment of the transfer, counted from its start; nil when it was not reached.
  func elapsed(_ info: CURLINFO) -> Duration? {
    var microseconds: curl_off_t = 0
    guard syn_curl_get_large(raw, info, &microseconds) == CURLE_OK, microseconds > 0 else {
      return nil
    }
    return .microseconds(microseconds)
  }

  func text(_ info: CURLINFO) -> String? {
    var value: UnsafePointer<CChar>?
    guard syn_curl_get_text(raw, info, &value) == CURLE_OK, let value else { return nil }
    return String(cString: value)
  }

  /// The descriptor of the connection, which stays libcurl's.
  var activeSocket: Int32? {
    var descriptor: curl_socket_t = -1
    guard syn_curl_get_socket(raw, CURLINFO_ACTIVESOCKET, &descriptor) == CURLE_OK, descriptor >= 0
    else { return nil }
    return descriptor
  }

  /// An address and its port as one text.
  func endpoint(_ address: CURLINFO, _ port: CURLINFO) -> String {
    let host = text(address) ?? ""
    return "\(OpenRequest.bracketed(host) ?? host):\(long(port))"
  }

  /// Whether TCP stood at some time: libcurl learns its own port then, and fills in the time only
  /// when tunnel and handshake stand as well.
  var hasConnected: Bool {
    elapsed(CURLINFO_CONNECT_TIME_T) != nil || long(CURLINFO_LOCAL_PORT) > 0
  }

  /// What libcurl says about this very failure, or about its code in general.
  func words(for code: CURLcode) -> String {
    errorText.pointee == 0 ? CurlLibrary.words(for: code) : String(cString: errorText)
  }
}
