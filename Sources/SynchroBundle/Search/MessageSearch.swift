import SynchroDigest
import SynchroHTTP

/// Searches the content of a recorded response without the chunks that it came in, and without
/// codings that leave no mark of their own.
///
/// A message that cannot be read is searched as it stands and no further; so is one whose content
/// stands in it as it is.
final class MessageSearch {
  private enum State {
    case reading
    case done
  }

  private let findings: SearchFindings
  private let layers: [SearchLayer]
  private let place: String
  private var reader = HTTPResponseReader()
  private var state = State.reading
  /// What the reader wants to see again.
  private var rest: [UInt8] = []
  private var inner: ContentSearch?
  private var decoder: DecoderBox?

  /// Content codings are undone in a type that cannot be copied.
  private final class DecoderBox {
    var decoder: ContentDecoder
    init(_ decoder: consuming ContentDecoder) { self.decoder = decoder }
  }

  init(
    _ findings: SearchFindings, _ layers: [SearchLayer], answering method: HTTPMethod,
    at place: String
  ) {
    self.findings = findings
    self.layers = layers
    self.place = place
    reader.expectResponse(to: method)
  }

  func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard case .reading = state else { return }
    if rest.isEmpty {
      let consumed = step(UnsafeRawBufferPointer(bytes), isEnd: false)
      rest = Array(bytes[consumed...])
    } else {
      rest += bytes
      let consumed = rest.withUnsafeBytes { step($0, isEnd: false) }
      rest.removeFirst(min(consumed, rest.count))
    }
  }

  func finish() {
    if case .reading = state { _ = rest.withUnsafeBytes { step($0, isEnd: true) } }
    end()
  }

  /// Reads what can be read; answers how much of it that was.
  private func step(_ bytes: UnsafeRawBufferPointer, isEnd: Bool) -> Int {
    var place = 0
    while case .reading = state {
      let window = UnsafeRawBufferPointer(rebasing: bytes[place...])
      let step = reader.read(window, isEnd: isEnd)
      switch step.event {
      case .needMore:
        place += step.consumed
        return place
      case .interim, .trailers: break
      case .head(let head, let framing): begin(head, framing)
      case .body(let range):
        take(UnsafeRawBufferPointer(rebasing: window[range]))
      case .end, .closed, .failed:
        end()
        return bytes.count
      }
      place += step.consumed
    }
    return bytes.count
  }

  private func begin(_ head: HTTPResponseHead, _ framing: HTTPFraming) {
    // A tunnel has no content, and what it carries is not ours to read.
    let isChunked = framing.body == .chunked
    let codings = (head.fields.list("Content-Encoding") ?? []).compactMap {
      ContentCoding(name: $0)
    }
    let isDeflated = codings.contains(.deflate)
    guard isChunked || isDeflated else { return state = .done }
    // gzip and zlib are found by what they begin with.
    if isDeflated { decoder = DecoderBox(ContentDecoder(codings)) }
    let wrapping: [SearchLayer] = (isChunked ? [.chunked] : []) + (isDeflated ? [.deflate] : [])
    inner = ContentSearch(findings, layers + wrapping, place: place, depth: 0)
  }

  private func take(_ bytes: UnsafeRawBufferPointer) {
    guard let decoder else {
      inner?.read(bytes.bindMemory(to: UInt8.self))
      return
    }
    var decoded: [UInt8] = []
    let isFine = decoder.decoder.decode(bytes, into: &decoded)
    guard findings.allows(inflating: decoded.count, at: place) else { return end() }
    inner?.read(decoded)
    if !isFine {
      // What is broken yields nothing to anybody; what is beyond a limit might.
      if decoder.decoder.decodedCount >= HTTPLimits.standard.decodedRatioFloor {
        findings.noteUnsearched("the content yields more than is taken out of it", at: place)
      }
      end()
    }
  }

  private func end() {
    state = .done
    inner?.finish()
    inner = nil
    rest = []
  }
}
