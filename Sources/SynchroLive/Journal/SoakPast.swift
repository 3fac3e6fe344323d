import SynchroJSON
import SynchroPXB
public import SynchroReplay
import SynchroText

/// What the journal of an earlier run holds.
public struct SoakPast: Sendable {
  /// Which run it was.
  public let run: SoakRun
  /// Whether it came to its end.
  public private(set) var isOver = false
  /// Its flows, by their places in the plan.
  public private(set) var flows: [Int: FlowPast] = [:]
  /// The lines but the first, whole ones only.
  let lines: [UInt8]
  /// When each flow began, as if it had never been interrupted.
  private var origins: [Int: PXBTime] = [:]

  /// Reads a journal; nil when the bytes are none. A last line that is torn was never written.
  public init?(_ bytes: [UInt8]) {
    guard let first = bytes.firstIndex(of: 0x0A),
      let run = Self.value(bytes[..<first]).flatMap(SoakRun.init),
      let last = bytes.lastIndex(of: 0x0A)
    else { return nil }
    self.run = run
    lines = Array(bytes[(first + 1)..<(last + 1)])
    var rest = bytes[(first + 1)..<(last + 1)]
    while let end = rest.firstIndex(of: 0x0A) {
      guard let line = Self.value(rest[..<end]) else { return nil }
      rest = rest[(end + 1)...]
      take(line)
    }
  }

  /// When a flow was last heard of.
  func lastMoment(of number: Int) -> PXBTime? {
    guard let past = flows[number], let origin = origins[number] else { return nil }
    return origin + past.played
  }

  private mutating func take(_ line: JSONValue) {
    if line["end"] == true {
      isOver = true
      return
    }
    guard let number = line["p"]?.whole else { return }
    if let origin = line["origin"].flatMap(PXBTime.init(value:)) {
      if flows[number] != nil { flows[number]?.interruptions += 1 }
      origins[number] = origin
    }
    var past = flows.removeValue(forKey: number) ?? FlowPast()
    if case .array(let parts)? = line["b"] {
      let numbers = parts.compactMap(\.whole)
      if numbers.count == 3, numbers[0] == past.starts.count {
        let due = Duration.microseconds(numbers[2])
        past.starts.append(.init(number: numbers[0], lane: numbers[1], due: due))
        past.played = max(past.played, due)
      }
    }
    if let result = line["r"].flatMap(RoundResult.init(json:)) { past.results.append(result) }
    if let at = line["at"]?.whole { past.played = max(past.played, .microseconds(at)) }
    if line["over"] == true { past.isOver = true }
    flows[number] = past
  }

  private static func value(_ line: ArraySlice<UInt8>) -> JSONValue? {
    (try? JSONDocument(parsing: SourceText(name: SoakJournal.name, bytes: Array(line))))?.root.value
  }
}

extension JSONValue {
  fileprivate var whole: Int? { if case .number(let number) = self { number.int } else { nil } }
}
