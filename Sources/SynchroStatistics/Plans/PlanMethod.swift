/// How the number of trials is found.
public enum PlanMethod: String, Sendable, CaseIterable {
  /// The fewest trials that can show the claim; one failure ends the hope of a PASS.
  case quick
  /// A number that gives a device three times as good as the limit its PASS nine times in ten.
  case fixed
  /// As many as it takes, looked at after every one.
  case anytime
  /// As many as a stated time holds, judged at its end.
  case soak
}
