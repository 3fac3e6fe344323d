import SynchroLinks
import SynchroPXB
import Synchronization

/// Records what goes over a connection, a transcript for each session, as `synchroscope pxb lint` reads
/// them.
final class SessionRecorder: Sendable {
  /// A transcript is cut after so many octets: a flood is evidence enough by then.
  static let limit = 64 << 20

  private struct State {
    var file: AppendFile?
    var name = ""
    var lines = 0
    var octets = 0
    var isCut = false
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

  /// Ends the transcript; what is missing in it, in a sentence, when something is.
  @discardableResult
  func finish() -> String? {
    let (file, name, isCut) = state.withLock { state in
      defer { state.file = nil }
      return (state.file, state.name, state.isCut)
    }
    file?.close()
    if let fault = file?.fault { return "the transcript \(name) is not whole: \(fault)" }
    return isCut ? "the transcript \(name) stops after \(Self.limit >> 20) MiB" : nil
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
    case .sent(let link, _, _, let octets, let time): add(octets, .harness, link, time)
    case .link(let link, .received(let arrival), let time):
      add(arrival.octets, .target, link, time)
    case .link, .unsent: break
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
