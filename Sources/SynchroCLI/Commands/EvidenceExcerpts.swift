import SynchroReport
import SynchroVerdict

/// The bytes that a page shows, out of an evidence log of any size.
enum EvidenceExcerpts {
  /// The exchanges with these numbers, as far as the log holds them.
  static func read(
    _ numbers: Set<Int>, from path: String
  ) -> Result<[Int: ExchangeExcerpt], ReadFault> {
    guard !numbers.isEmpty else { return .success([:]) }
    var sieve = EvidenceSieve(numbers, keeping: HTMLReport.excerptSize)
    let fault = StreamedFile.read(path) {
      sieve.take($0)
    } until: {
      sieve.isDone
    }
    return fault.map { .failure($0) } ?? .success(sieve.found)
  }
}
