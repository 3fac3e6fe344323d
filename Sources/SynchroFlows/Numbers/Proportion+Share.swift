public import SynchroStatistics

extension Proportion {
  /// A share that a verdict can speak of; nil for nothing and everything.
  public init?(_ share: Share) {
    self.init(billionths: share.millionths * 1000)
  }
}
