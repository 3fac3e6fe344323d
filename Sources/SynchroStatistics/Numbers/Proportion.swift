/// A share between nothing and everything, kept exactly in billionths: a reliability, or the risk
/// of a false verdict.
public struct Proportion: Sendable, Hashable, Comparable {
  /// The share in billionths, from 1 to 999,999,999.
  public let billionths: Int

  private static let whole = 1_000_000_000

  /// A share in billionths; nil for nothing, everything and beyond.
  public init?(billionths: Int) {
    guard (1..<Self.whole).contains(billionths) else { return nil }
    self.billionths = billionths
  }

  /// A share in hundredths of a percent: 9950 is 99.5 %.
  public init?(basisPoints: Int) {
    guard (1..<10_000).contains(basisPoints) else { return nil }
    self.init(billionths: basisPoints * 100_000)
  }

  private init(known billionths: Int) { self.billionths = billionths }

  /// 5 %: the risk that a verdict may carry unless somebody says otherwise.
  public static let fivePercent = Proportion(known: 50_000_000)
  /// 90 %.
  public static let ninetyPercent = Proportion(known: 900_000_000)
  /// 98 %.
  public static let ninetyEightPercent = Proportion(known: 980_000_000)
  /// 99.5 %.
  public static let ninetyNineAndAHalfPercent = Proportion(known: 995_000_000)

  /// The share, correctly rounded.
  public var value: Double { Double(billionths) / Double(Self.whole) }

  /// The rest, correctly rounded: `1 - value` would lose digits near one.
  public var rest: Double { Double(Self.whole - billionths) / Double(Self.whole) }

  /// The rest as a share.
  public var complement: Proportion { Proportion(known: Self.whole - billionths) }

  /// The smaller share first.
  public static func < (left: Proportion, right: Proportion) -> Bool {
    left.billionths < right.billionths
  }
}

extension Proportion: CustomStringConvertible {
  /// Reads `98%`, `99.5 %`, `> 98%`; nil unless it is a percentage with at most seven decimals
  /// above 0 and below 100.
  public init?(percent text: String) {
    var rest = text[...]
    if rest.hasPrefix(">") { rest = rest.dropFirst() }
    rest = rest.drop { $0 == " " }
    guard rest.last == "%" else { return nil }
    rest = rest.dropLast()
    while rest.last == " " { rest = rest.dropLast() }
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let decimals = parts.count == 2 ? parts[1] : "0"
    guard let whole = parts.first, (1...2).contains(whole.utf8.count),
      (1...7).contains(decimals.utf8.count),
      whole.utf8.allSatisfy({ (48...57).contains($0) }),
      decimals.utf8.allSatisfy({ (48...57).contains($0) }),
      let percents = Int(whole),
      let tail = Int(decimals + String(repeating: "0", count: 7 - decimals.utf8.count))
    else { return nil }
    self.init(billionths: percents * 10_000_000 + tail)
  }

  /// The share as people write it: `99.5 %`.
  public var description: String { percentNumber + " %" }

  /// The number of percent without the sign: `99.5`.
  public var percentNumber: String { Self.decimal(billionths, places: 7) }

  /// The share as a decimal: `0.995`.
  public var decimal: String { Self.decimal(billionths, places: 9) }

  /// A whole number of the last place, without needless zeros.
  private static func decimal(_ number: Int, places: Int) -> String {
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    var decimals = padded.suffix(places)
    while decimals.last == "0" { decimals = decimals.dropLast() }
    let whole = padded.dropLast(places)
    return decimals.isEmpty ? String(whole) : whole + "." + decimals
  }
}
