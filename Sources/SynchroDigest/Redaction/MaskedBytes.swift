/// Bytes with a label in the place of each secret, and what was there, as far as it may be told: how
/// long it was and which letters it was written with. That is enough to put something alike there.
public struct MaskedBytes: Sendable, Equatable {
  /// One label.
  public struct Mask: Sendable, Equatable {
    /// The secret that it stands for.
    public let secret: Secret.Label
    /// Where it stands in the masked bytes.
    public let range: Range<Int>
    /// How many bytes it replaced; more than the secret has when it was encoded.
    public let count: Int
    /// What these were written with.
    public let letters: SecretLetters
    /// What of them is no secret.
    public var parts: [Part]

    /// A piece of a secret that is no secret.
    public struct Part: Sendable, Hashable {
      /// Where in the secret it begins.
      public let offset: Int
      /// What it is.
      public let bytes: [UInt8]

      /// A piece.
      public init(offset: Int, bytes: [UInt8]) {
        self.offset = offset
        self.bytes = bytes
      }
    }

    /// A label.
    public init(
      _ secret: Secret.Label, range: Range<Int>, count: Int, letters: SecretLetters,
      parts: [Part] = []
    ) {
      self.parts = parts
      self.secret = secret
      self.range = range
      self.count = count
      self.letters = letters
    }
  }

  /// The bytes with the labels.
  public var bytes: [UInt8]
  /// The labels, in the order in which they stand there.
  public var masks: [Mask]

  /// Bytes with the labels that stand in them.
  public init(_ bytes: [UInt8], masks: [Mask] = []) {
    self.bytes = bytes
    self.masks = masks
  }

  /// The bytes with something else in the place of each label; nil when the labels are not such as
  /// can stand in these bytes, or stand for more than `limit` bytes.
  public func restored(limit: Int = .max, _ text: (Mask) -> [UInt8]) -> [UInt8]? {
    guard !masks.isEmpty else { return bytes }
    var left = limit
    for mask in masks {
      guard mask.count <= left else { return nil }
      left -= mask.count
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = 0
    for mask in masks {
      guard mask.range.lowerBound >= place, mask.range.upperBound <= bytes.count else {
        return nil
      }
      result += bytes[place..<mask.range.lowerBound]
      result += text(mask)
      place = mask.range.upperBound
    }
    return result + bytes[place...]
  }
}

// MARK: - Masking what was masked

extension MaskedBytes {
  /// What stands here after these bytes were masked again, with places in the last bytes and counts
  /// of the first; `origins` are the places in these bytes that the labels of `again` have taken.
  func masked(again: MaskedBytes, origins: [Range<Int>]) -> MaskedBytes {
    guard !again.masks.isEmpty else { return self }
    guard !masks.isEmpty else { return again }
    let earlier = masks.map { mask in
      Piece(mask, at: mask.range, inFirst: mask.count - mask.range.count)
    }
    let later = zip(again.masks, origins).map { mask, origin in
      Piece(mask, at: origin, inLast: mask.range.count - origin.count)
    }
    var groups: [Piece] = []
    for piece in (earlier + later).sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      // A secret that was found in a label, or beside one, makes one label with it.
      if let last = groups.last, piece.range.lowerBound < last.range.upperBound {
        groups[groups.count - 1].join(piece)
      } else {
        groups.append(piece)
      }
    }
    var (inFirst, inLast) = (0, 0)
    let joined = groups.map { group in
      defer {
        inFirst += group.inFirst
        inLast += group.inLast
      }
      let (low, high) = (group.range.lowerBound, group.range.upperBound)
      return Mask(
        group.secret, range: (low + inLast)..<(high + inLast + group.inLast),
        count: high - low + group.inFirst, letters: group.letters)
    }
    return MaskedBytes(again.bytes, masks: joined)
  }

  /// A label, or several that became one, by its place between the first masking and the last.
  private struct Piece {
    var range: Range<Int>
    let secret: Secret.Label
    var letters: SecretLetters
    /// How many bytes more it was at first.
    var inFirst: Int
    /// How many bytes more it is at last.
    var inLast: Int

    init(_ mask: Mask, at range: Range<Int>, inFirst: Int = 0, inLast: Int = 0) {
      self.range = range
      self.inFirst = inFirst
      self.inLast = inLast
      secret = mask.secret
      letters = mask.letters
    }

    mutating func join(_ other: Piece) {
      range = range.lowerBound..<max(range.upperBound, other.range.upperBound)
      letters.formUnion(other.letters)
      inFirst += other.inFirst
      inLast += other.inLast
    }
  }
}
