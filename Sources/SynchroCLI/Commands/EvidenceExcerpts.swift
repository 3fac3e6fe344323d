import Glibc
import SynchroReport
import SynchroText
import SynchroVerdict

/// The bytes that a page shows, out of an evidence log of any size.
enum EvidenceExcerpts {
  private static let step = 1 << 18

  /// The exchanges with these numbers, as far as the log holds them.
  static func read(_ numbers: Set<Int>, from path: String) -> Result<
    [Int: ExchangeExcerpt], ReadFault
  > {
    guard !numbers.isEmpty else { return .success([:]) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(fault(path)) }
    defer { close(descriptor) }
    var sieve = EvidenceSieve(numbers, keeping: HTMLReport.excerptSize)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: step, alignment: 16)
    defer { buffer.deallocate() }
    while !sieve.isDone {
      let count = Glibc.read(descriptor, buffer.baseAddress, step)
      if count < 0 {
        if errno == EINTR { continue }
        return .failure(fault(path))
      }
      if count == 0 { break }
      sieve.take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    return .success(sieve.found)
  }

  private static func fault(_ path: String) -> ReadFault {
    ReadFault(
      path: path, reason: String(cString: strerror(errno)),
      help: "the page can be made without it; only the bytes are missing")
  }
}
