public import SynchroHTTP
import SynchroText

/// What a reader says about a stream, as lines of text: the same however the stream is cut.
///
/// Runs of content are joined. Reading also checks what readers promise about windows; the first
/// broken promise ends the transcript.
public struct HTTPTranscript: Sendable, Equatable {
  /// One line per event, each with the findings that came with it in front.
  public private(set) var lines: [String] = []
  /// A promise that the reader broke.
  public private(set) var brokenPromise: String?
  /// All findings.
  public private(set) var findings: [WireFinding] = []
  private var content: [UInt8] = []
  private var contentStart: Int?

  /// Reads requests from `bytes`, given in pieces that end at each of `cuts`.
  public static func requests(
    _ bytes: [UInt8], cuts: [Int] = [], limits: HTTPLimits = .standard,
    policy: HTTPDeviationPolicy = .report
  ) -> HTTPTranscript {
    var reader = HTTPRequestReader(limits: limits, policy: policy)
    var transcript = HTTPTranscript()
    transcript.run(bytes, cuts) { window, isEnd, transcript in
      let step = reader.read(window, isEnd: isEnd)
      transcript.note(reader.takeFindings())
      transcript.note(step.event, window, reader.offset - step.consumed)
      return (step.consumed, step.event.pause)
    }
    return transcript
  }

  /// Reads responses to `methods` from `bytes`, given in pieces that end at each of `cuts`.
  public static func responses(
    _ bytes: [UInt8], to methods: [HTTPMethod] = [.get], cuts: [Int] = [],
    limits: HTTPLimits = .standard, policy: HTTPDeviationPolicy = .report
  ) -> HTTPTranscript {
    var reader = HTTPResponseReader(limits: limits, policy: policy)
    for method in methods { reader.expectResponse(to: method) }
    var transcript = HTTPTranscript()
    transcript.run(bytes, cuts) { window, isEnd, transcript in
      let step = reader.read(window, isEnd: isEnd)
      transcript.note(reader.takeFindings())
      transcript.note(step.event, window, reader.offset - step.consumed)
      return (step.consumed, step.event.pause)
    }
    return transcript
  }

  /// What a caller does after an event.
  fileprivate enum Pause {
    case goOn
    case fetchMore
    case stop
  }

  private mutating func run(
    _ bytes: [UInt8], _ cuts: [Int],
    step: (UnsafeRawBufferPointer, Bool, inout HTTPTranscript) -> (consumed: Int, pause: Pause)
  ) {
    var start = 0
    var ends = cuts.filter { (0...bytes.count).contains($0) }.sorted() + [bytes.count]
    // The window is a copy of its own size, so that reading past its end cannot go unnoticed.
    var window: [UInt8] = []
    var given = 0
    var idleSteps = 0
    ends.reverse()
    while let end = ends.popLast() {
      window += bytes[given..<end]
      given = end
      let isEnd = ends.isEmpty
      loop: while brokenPromise == nil {
        let (consumed, pause) = window.withUnsafeBytes { step($0, isEnd, &self) }
        guard (0...window.count).contains(consumed) else {
          brokenPromise = "consumed \(consumed) of \(window.count) bytes"
          break loop
        }
        window.removeFirst(consumed)
        start += consumed
        idleSteps = consumed == 0 ? idleSteps + 1 : 0
        if idleSteps > 4, pause == .goOn { brokenPromise = "no progress at byte \(start)" }
        switch pause {
        case .goOn: break
        case .fetchMore:
          idleSteps = 0
          if isEnd { brokenPromise = "asks for more behind the end" }
          break loop
        case .stop:
          flushContent()
          return
        }
      }
    }
    flushContent()
  }

  // MARK: - Lines

  private mutating func note(_ new: [WireFinding]) {
    for finding in new {
      findings.append(finding)
      flushContent()
      lines.append("finding: \(VisibleText.escape(finding.description))")
    }
  }

  private mutating func note(
    _ event: HTTPRequestEvent, _ window: UnsafeRawBufferPointer, _ base: Int
  ) {
    switch event {
    case .needMore: break
    case .head(let head, let framing):
      write("request: \(head.method) \(show(head.targetBytes)) \(head.version)")
      write(head.fields)
      write(framing)
    case .body(let range): take(range, window, base)
    case .trailers(let fields): writeTrailers(fields)
    case .end(let isPersistent): write(isPersistent ? "end" : "end, then close")
    case .closed: write("closed")
    case .failed: write("stopped")
    }
  }

  private mutating func note(
    _ event: HTTPResponseEvent, _ window: UnsafeRawBufferPointer, _ base: Int
  ) {
    switch event {
    case .needMore: break
    case .interim(let head):
      write("interim: \(head.version) \(head.status.code) \(show(head.reasonBytes))")
      write(head.fields)
    case .head(let head, let framing):
      write("response: \(head.version) \(head.status.code) \(show(head.reasonBytes))")
      write(head.fields)
      write(framing)
    case .body(let range): take(range, window, base)
    case .trailers(let fields): writeTrailers(fields)
    case .end(let isPersistent): write(isPersistent ? "end" : "end, then close")
    case .closed: write("closed")
    case .failed: write("stopped")
    }
  }

  private mutating func write(_ line: String) {
    flushContent()
    lines.append(line)
  }

  private mutating func write(_ fields: HTTPFields) {
    for field in fields { write("  \(show(field.nameBytes)): \(show(field.valueBytes))") }
  }

  private mutating func writeTrailers(_ fields: HTTPFields) {
    write("trailers:")
    write(fields)
  }

  private mutating func write(_ framing: HTTPFraming) {
    let body =
      switch framing.body {
      case .none: "no content"
      case .length(let length): "content of \(length) bytes"
      case .chunked: "chunked content"
      case .untilClose: "content until close"
      case .tunnel: "tunnel"
      }
    write("  (\(body)\(framing.expectsContinue ? ", expects 100" : ""))")
  }

  private mutating func take(_ range: Range<Int>, _ window: UnsafeRawBufferPointer, _ base: Int) {
    guard range.lowerBound >= 0, range.upperBound <= window.count, !range.isEmpty else {
      brokenPromise = "content \(range) of \(window.count) bytes"
      return
    }
    if content.isEmpty { contentStart = base + range.lowerBound }
    content += window[range]
  }

  private mutating func flushContent() {
    guard let start = contentStart else { return }
    let text = VisibleText.excerpt(VisibleText.escape(bytes: content.prefix(200)), limit: 120)
    lines.append("content from byte \(start), \(content.count) bytes: \(text)")
    content = []
    contentStart = nil
  }

  private func show(_ bytes: ArraySlice<UInt8>) -> String {
    VisibleText.escape(bytes: bytes)
  }
}

extension HTTPRequestEvent {
  fileprivate var pause: HTTPTranscript.Pause {
    switch self {
    case .needMore: .fetchMore
    case .closed, .failed: .stop
    case .head, .body, .trailers, .end: .goOn
    }
  }
}

extension HTTPResponseEvent {
  fileprivate var pause: HTTPTranscript.Pause {
    switch self {
    case .needMore: .fetchMore
    case .closed, .failed: .stop
    case .interim, .head, .body, .trailers, .end: .goOn
    }
  }
}
