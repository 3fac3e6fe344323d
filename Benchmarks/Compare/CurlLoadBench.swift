import CLibcurl
import CSynchroCurl

/// The same load through libcurl's own HTTP engine: one multi handle, one thread, reused easy
/// handles.
enum CurlLoadBench {
  static func run(url: String, connections: Int, seconds: Double) throws -> LoadFigures {
    guard curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK, let multi = curl_multi_init() else {
      throw BenchFault.curl("libcurl does not start")
    }
    defer { curl_multi_cleanup(multi) }
    var handles: [UnsafeMutableRawPointer] = []
    for _ in 0..<connections {
      guard let easy = curl_easy_init() else { throw BenchFault.curl("no easy handle") }
      handles.append(easy)
      _ = syn_curl_set_text(easy, CURLOPT_URL, url)
      _ = syn_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
      _ = syn_curl_set_bytes_callback(easy, CURLOPT_WRITEFUNCTION, discard)
      curl_multi_add_handle(multi, easy)
    }
    defer {
      for easy in handles {
        curl_multi_remove_handle(multi, easy)
        curl_easy_cleanup(easy)
      }
    }
    return try drive(multi, for: .seconds(seconds))
  }

  private static func drive(_ multi: UnsafeMutableRawPointer, for duration: Duration) throws
    -> LoadFigures
  {
    let clock = ContinuousClock()
    let start = clock.now
    let processorStart = ProcessorTime()
    var completed = 0
    var running: Int32 = 0
    while clock.now - start < duration {
      curl_multi_perform(multi, &running)
      var left: Int32 = 0
      while let message = curl_multi_info_read(multi, &left) {
        guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else {
          continue
        }
        let code = syn_curl_message_result(message)
        guard code == CURLE_OK else {
          throw BenchFault.curl("exchange ended with \(code.rawValue)")
        }
        completed += 1
        // Taken out and put in again, an easy handle starts its next transfer on its connection.
        curl_multi_remove_handle(multi, easy)
        curl_multi_add_handle(multi, easy)
      }
      curl_multi_poll(multi, nil, 0, 100, nil)
    }
    return LoadFigures(exchanges: completed, in: clock.now - start, since: processorStart)
  }
}

private func discard(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  size * count
}
