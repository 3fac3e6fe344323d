import SynchroDigest
import SynchroJSON
import SynchroPXB
import SynchroReplay
import SynchroTiming

/// What has been played, in a file that is only appended to, so that a run that was killed can go on.
///
/// A line says that a round has begun or what it came to. What was written more than a second before the
/// machine lost its power is there; what was written before the process was killed is, too.
public final class SoakJournal: Sendable {
  /// The version of the form of the file.
  static let format = 1
  /// What the file is called in the folder of a run.
  public static let name = "journal.jsonl"

  private let file: AppendFile

  /// Begins a journal in the folder of a run. `past` is what an earlier journal holds, which this one
  /// goes on with.
  public init(in folder: String, of run: SoakRun, past: SoakPast? = nil) throws(LiveFault) {
    file = try AppendFile(path: folder + "/" + Self.name)
    file.append(Self.line(run.json))
    if let past { file.append(past.lines) }
  }

  /// Why something is missing in the file; nil when nothing is.
  public var fault: String? { file.fault }

  /// Notes that the whole run came to its end, or was only stopped, and closes the file.
  public func close(isOver: Bool) {
    if isOver { file.append(Self.line(["end": true])) }
    file.close()
  }

  /// Notes when a flow was begun or gone on with.
  func begin(_ number: Int, _ id: String, origin: PXBTime) {
    file.append(
      Self.line(["p": .integer(number), "id": .string(id), "origin": origin.value]))
  }

  /// Notes that a flow came to its end.
  func end(_ number: Int, played: Duration) {
    file.append(
      Self.line([
        "p": .integer(number), "over": true, "at": .integer(Int(played.wholeNanoseconds / 1000)),
      ]))
  }

  /// Notes what happened in a flow.
  func append(_ entries: [JournalEntry], of number: Int, at played: Duration) {
    var octets: [UInt8] = []
    for entry in entries {
      let line: JSONValue
      switch entry {
      case .begun(let start):
        let due = Int(start.due.wholeNanoseconds / 1000)
        line = [
          "p": .integer(number),
          "b": [.integer(start.number), .integer(start.lane), .integer(due)],
        ]
      case .ended(let result):
        let at = Int(played.wholeNanoseconds / 1000)
        line = ["p": .integer(number), "at": .integer(at), "r": result.json]
      }
      octets += Self.line(line)
    }
    if !octets.isEmpty { file.append(octets) }
  }

  static func line(_ value: JSONValue) -> [UInt8] {
    Array(JSONPrinter.compact(value).utf8) + [0x0A]
  }
}

/// Which run a journal is of.
public struct SoakRun: Sendable, Equatable {
  /// Its id.
  public var run: String
  /// The digest of its plan.
  public var plan: String
  /// What its random values are drawn from.
  public var seed: UInt64
  /// The words of its command line.
  public var arguments: [String]

  /// A run by its parts.
  public init(run: String, plan: String, seed: UInt64, arguments: [String]) {
    self.run = run
    self.plan = plan
    self.seed = seed
    self.arguments = arguments
  }

  var json: JSONValue {
    [
      "journal": .integer(SoakJournal.format), "run": .string(run), "plan": .string(plan),
      "seed": .string(String(seed)), "arguments": .array(arguments.map { .string($0) }),
    ]
  }

  init?(json: JSONValue) {
    guard json["journal"] == .integer(SoakJournal.format), case .string(let run)? = json["run"],
      case .string(let plan)? = json["plan"], case .string(let seed)? = json["seed"],
      let number = UInt64(seed), case .array(let words)? = json["arguments"]
    else { return nil }
    let arguments = words.compactMap { word -> String? in
      if case .string(let text) = word { return text }
      return nil
    }
    self.init(run: run, plan: plan, seed: number, arguments: arguments)
  }
}
