import SynchroPXB

extension FuzzTarget {
  /// The messages of the payload exchange binding: what is read is written and read again as the
  /// same, what is refused is refused inside the bytes, and no line stops the linter.
  public static let pxb = FuzzTarget(
    "pxb", corpus: pxbMessages.map { Array($0.utf8) },
    dictionary: [
      "\"v\":1", "\"kind\":", "\"payload\"", "\"receipt\"", "\"ctl\"", "\"corr\":", "\"h1\"",
      "\"inst\"", "\"group\"", "\"all\":true", "null", "-1", "9007199254740992", "1e3", "[]", "{}",
      "\"b64\":\"AA==\"", "\"size\":1", "\u{212A}", "\\u0000",
    ]
  ) { bytes in
    var linter = TranscriptLinter(limit: 10)
    linter.take(TranscriptEntry(at: .epoch, from: .target, bytes: bytes), line: 1)
    linter.take(TranscriptEntry(at: .epoch, from: .harness, bytes: bytes), line: 2)
    let report = linter.finish()
    do {
      let message = try MessageCodec.decode(bytes)
      let again = try MessageCodec.decode(MessageCodec.encode(message))
      return again == message ? nil : "written as another message"
    } catch let fault as PXBFault {
      if report.isClean, !SealedLine.isSealed(bytes) { return "refused, and the linter is content" }
      return (0...bytes.count).contains(fault.offset) ? nil : "refused outside the bytes: \(fault)"
    } catch {
      return "an unknown error: \(error)"
    }
  }

  private static let pxbHeader =
    #""run":"r","id":"h1","seq":1,"clk":"h","t_int":17,"t_iss":17"#

  private static let pxbMessages = [
    #"{"v":1,"kind":"payload",\#(pxbHeader),"from":{"actor":"CIS","inst":"c"},"corr":"h0","#
      + #""name":"x_cmd","type":"cmd","to":{"actor":"PCT","group":"g"},"exp":9,"prio":2,"#
      + #""via":[{"actor":"D","inst":"d","rx":1,"tx":2}],"#
      + #""attr":{"meter_id":"m1","start":5,"mac":"001122334455"},"#
      + #""app":{"size":3,"mode":"packed","b64":"AAEC"}}"#,
    #"{"v":1,"kind":"receipt",\#(pxbHeader),"from":{"actor":"CIS","inst":"c"},"corr":"h1","#
      + #""stage":"consumed","t_rx":1,"t_done":2,"crc":"0a0b0c0d"}"#,
    #"{"v":1,"kind":"error",\#(pxbHeader),"code":407,"detail":"é","corr":"h1","retry_ms":5}"#,
    #"{"v":1,"kind":"ctl",\#(pxbHeader),"verb":"inject","fault":"drop","count":1,"amount":0.5}"#,
    #"{"v":1,"kind":"ctl-result",\#(pxbHeader),"corr":"c1","ok":true,"result":{"now":5}}"#,
    #"{"kid":"k1","ts":5,"nonce":"n","mac":"00","m":"e30="}"#,
  ]
}
