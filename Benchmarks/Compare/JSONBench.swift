import Foundation
import SynchroJSON
import SynchroText

/// Reads one document of a megabyte with our parser, all checks on, and with Foundation's.
enum JSONBench {
  static func run() throws {
    let bytes = document()
    let data = Data(bytes)
    var ours = Samples("json ours", "MB/s")
    var foundation = Samples("json JSONSerialization", "MB/s")
    let megabytes = Double(bytes.count) / 1e6
    for _ in 0..<5 {
      // Several documents a sample, so that one interruption does not decide it.
      ours.add(
        try rate(of: 20 * megabytes) {
          for _ in 0..<20 {
            _ = try JSONDocument(parsing: SourceText(name: "bench", bytes: bytes))
          }
        })
      foundation.add(
        try rate(of: 2 * megabytes) {
          for _ in 0..<2 { _ = try JSONSerialization.jsonObject(with: data) }
        })
    }
    Samples.printRatio(ours, foundation)
  }

  private static func rate(of amount: Double, _ work: () throws -> Void) rethrows -> Double {
    try amount / (ContinuousClock().measure(work) / .seconds(1))
  }

  /// Events as a utility sends them: short keys, decimals, times, a few escapes.
  static func document() -> [UInt8] {
    var events: [String] = []
    var size = 0
    while size < 1_000_000 {
      let number = events.count
      let event = """
        {"id":"event-\(number)","status":"near","created":"2026-04-0\(number % 9 + 1)T12:30:00Z",\
        "priority":\(number % 5),"duration":"PT15M","signals":[{"name":"SIMPLE","type":"level",\
        "values":[0,1.50,2.25,\(number)]},{"name":"ELECTRICITY_PRICE","unit":"EUR/kWh",\
        "values":[0.1250,0.2310,1E2]}],"targets":{"groups":["group-a","group-b"],"opt":true,\
        "note":null,"text":"caf\\u00e9 \\"late\\" é"}}
        """
      events.append(event)
      size += event.utf8.count
    }
    return Array("{\"events\":[\(events.joined(separator: ",\n"))]}".utf8)
  }
}
