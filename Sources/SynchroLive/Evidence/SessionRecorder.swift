import SynchroLinks
import SynchroPXB
import SynchroTiming
import Synchronization

/// Records what goes over a connection, a transcript for each session, as `synchroscope pxb lint` reads
/// them.
final class SessionRecorder: Sendable {
  /// A transcript is cut after so many octets: a flood is evidence enough by then.
  static let limit = 64 << 20

  fileprivate struct State {
    var file: AppendFile?
    var name = ""
    var lines = 0
    var octets = 0
    var isCut = false
    /// How late payloads were handed to a link, in nanoseconds after the moment that was planned.
    var lateness = Histogram(coveringUpTo: 10_000_000_000)
    var unsent = 0
  }

  /// The places of the links that carry orders alone.
  private let controlLinks: Set<Int>
  private let state = Mutex(State())

  /// A recorder that has no transcript yet.
  init(controlLinks: Set<Int>) { self.controlLinks = controlLinks }

  /// Begins the transcript of a session; without a folder it counts and writes nothing.
  func begin(_ name: String, in folder: String?) throws(LiveFault) {
    finish()
    let file = try folder.map { folder throws(LiveFault) in
      try AppendFile(path: folder + "/" + name)
    }
    state.withLock { $0 = State(file: file, name: name) }
  }

  /// Ends the transcript: how late the harness was, and what is missing in the transcript.
  @discardableResult
  func finish() -> [String] {
    let ended = state.withLock { state in
      defer { state.file = nil }
      return state
    }
    ended.file?.close()
    var remarks = [ended.punctuality].compactMap { $0 }
    if let fault = ended.file?.fault {
      remarks.append("the transcript \(ended.name) is not whole: \(fault)")
    } else if ended.isCut {
      remarks.append("the transcript \(ended.name) stops after \(Self.limit >> 20) MiB")
    }
    return remarks
  }

  /// Where the last line stands, as the report's reader finds it.
  var place: String {
    state.withLock { state in
      guard state.file != nil, !state.name.isEmpty else { return "" }
      return "line \(state.lines) of evidence/sessions/\(state.name)"
    }
  }

  /// Records what a driver saw.
  func note(_ event: DriverEvent) {
    switch event {
    case .sent(let link, _, let message, let octets, let time):
      if case .payload(let payload) = message {
        state.withLock { $0.lateness.record(time - payload.header.intended) }
      }
      add(octets, .harness, link, time)
    case .unsent: state.withLock { $0.unsent += 1 }
    case .link(let link, .received(let arrival), let time):
      add(arrival.octets, .target, link, time)
    case .link(_, .lost(_, let count, _), _): state.withLock { $0.unsent += count }
    case .link: break
    }
  }

  private func add(_ octets: [UInt8], _ side: Side, _ link: Int, _ time: PXBTime) {
    let channel: TranscriptEntry.Channel = controlLinks.contains(link) ? .control : .traffic
    let file: AppendFile? = state.withLock { state in
      guard !state.name.isEmpty, !state.isCut else { return nil }
      state.lines += 1
      state.octets += octets.count
      state.isCut = state.octets > Self.limit
      return state.file
    }
    guard let file else { return }
    file.append(
      TranscriptEntry(at: time, channel: channel, from: side, bytes: octets).line)
  }
}

extension SessionRecorder.State {
  /// How late the harness was, in a sentence; nil when it sent no payload.
  fileprivate var punctuality: String? {
    guard let half = lateness.percentile(50), let most = lateness.maximum,
      let high = lateness.percentile(99)
    else { return unsent > 0 ? "\(unsent) messages could not be sent" : nil }
    let times = [half, high, most].map(Self.milliseconds)
    return
      "the harness sent \(lateness.count) payloads, half of them within \(times[0]) of the planned moment, "
      + "99 % within \(times[1]), all within \(times[2]); \(unsent) messages could not be sent"
  }

  private static func milliseconds(_ nanoseconds: UInt64) -> String {
    let hundredths = (nanoseconds + 9_999) / 10_000
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) ms"
  }
}
