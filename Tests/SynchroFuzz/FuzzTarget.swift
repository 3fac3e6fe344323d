import SynchroTestSupport

/// A parser and the question that every input must answer well.
public struct FuzzTarget: Sendable {
  /// What is fuzzed, as named on the command line.
  public let name: String
  private let body: @Sendable (_ cases: Int, _ seed: UInt64) -> FuzzFailure?

  /// A target whose inputs are those that are kept for it and damaged ones of these and `corpus`, none
  /// longer than `limit` bytes; `complaint` answers what is wrong with the way one was handled, nil when
  /// nothing is. A trap or a hang shows by itself.
  public init(
    _ name: String, corpus: [[UInt8]], dictionary: [String] = [], limit: Int = 4096,
    complaint: @escaping @Sendable ([UInt8]) -> String?
  ) {
    self.init(name) { cases, seed in
      let kept = FuzzCorpus.inputs(of: name)
      for input in kept {
        FuzzWatch.note(input.bytes)
        if let complaint = complaint(input.bytes) {
          return FuzzFailure(
            target: name, number: 0, seed: seed, input: input.bytes,
            complaint: "\(input.file): \(complaint)")
        }
      }
      var mutator = Mutator(
        corpus: corpus + kept.map(\.bytes), dictionary: dictionary, seed: seed, limit: limit)
      for number in 0..<cases {
        let input = mutator.next()
        FuzzWatch.note(input)
        if let complaint = complaint(input) {
          return FuzzFailure(
            target: name, number: number, seed: seed, input: input, complaint: complaint)
        }
      }
      return nil
    }
  }

  /// A target that makes its own inputs, such as one that goes by earlier answers.
  init(_ name: String, body: @escaping @Sendable (_ cases: Int, _ seed: UInt64) -> FuzzFailure?) {
    self.name = name
    self.body = body
  }

  /// Runs that many cases, the same ones for the same seed; the first bad one, or nil.
  public func run(cases: Int, seed: UInt64) -> FuzzFailure? { body(cases, seed) }
}

/// An input that was handled badly, with what it takes to see it again.
public struct FuzzFailure: Sendable, CustomStringConvertible {
  /// What was fuzzed.
  public let target: String
  /// Which case of the run it was.
  public let number: Int
  /// The seed of the run.
  public let seed: UInt64
  /// The input.
  public let input: [UInt8]
  /// What is wrong.
  public let complaint: String

  /// All of it, the input as an escaped string.
  public var description: String {
    var text = ""
    for byte in input {
      text += (0x20..<0x7F).contains(byte) ? String(UnicodeScalar(byte)) : "\\x" + hex(byte)
    }
    return "\(target), seed \(seed), case \(number): \(complaint)\n  input: \(text)"
  }

  private func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
