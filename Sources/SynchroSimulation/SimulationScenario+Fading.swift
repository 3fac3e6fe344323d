extension SimulationScenario.Link {
  /// Spells in which a link loses more, such as rain on a radio link: losses that come in bursts.
  ///
  /// Good and bad spells take turns, each as long as an exponential random number (the model of
  /// Gilbert and Elliott, in time); the first one is good.
  public struct Fading: Sendable, Equatable {
    /// How long a good spell lasts, on average.
    public let every: Duration
    /// How long a bad one lasts, on average.
    public let lasting: Duration
    /// How likely a payload is lost in a bad one.
    public let loss: Double

    /// Spells by their means; shorter ones than a second are no spells.
    public init?(every: Duration, lasting: Duration, loss: Double) {
      guard every >= .seconds(1), lasting >= .seconds(1), (0...1).contains(loss) else { return nil }
      self.every = every
      self.lasting = lasting
      self.loss = loss
    }
  }
}
