import Foundation
import SynchroJSON
import SynchroText
func doc() -> [UInt8] {
  var s = "{\"events\":["
  for i in 0..<2600 {
    if i > 0 { s += "," }
    s += "{\"id\":\"evt-\(i)\",\"status\":\"near\",\"created\":\"2026-04-0\(i % 9 + 1)T12:30:00Z\",\"priority\":\(i % 5),\"duration\":\"PT15M\",\"signals\":[{\"name\":\"SIMPLE\",\"type\":\"level\",\"values\":[0,1.50,2.25,\(i)]},{\"name\":\"ELECTRICITY_PRICE\",\"unit\":\"EUR/kWh\",\"values\":[0.1250,0.2310,1E2]}],\"targets\":{\"groups\":[\"group-a\",\"group-b\"],\"opt\":true,\"note\":null,\"text\":\"caf\\u00e9 \\\"x\\\" é\"}}"
  }
  return Array((s + "]}").utf8)
}
let bytes = doc()
print(bytes.count)
func med(_ f: () -> Void) -> Double { var t: [Double] = []; for _ in 0..<15 { let c = ContinuousClock(); let d = c.measure(f); t.append(d / .seconds(1)) }; return t.sorted()[7] }
let ours = med { let s = SourceText(name: "x", bytes: bytes); do { _ = try JSONDocument(parsing: s) } catch { fatalError("\(error)") } }
let data = Data(bytes)
let f = med { _ = try? JSONSerialization.jsonObject(with: data) }
print("ours MB/s", Double(bytes.count) / ours / 1e6, "foundation", Double(bytes.count) / f / 1e6, "ratio", f / ours)
