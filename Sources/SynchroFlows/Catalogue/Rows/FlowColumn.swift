/// The columns of a row in which alternatives may stand, in the order of the tables.
public enum FlowColumn: String, Sendable, CaseIterable {
  case from
  case to
  case reliability
  case latency
  case when
  case howOften = "how-often"
  case size

  /// The heading in the document.
  public var heading: String {
    switch self {
    case .from: "Originating Actor"
    case .to: "Destination Actor"
    case .reliability: "Reliability"
    case .latency: "Latency"
    case .when: "When"
    case .howOften: "How Often"
    case .size: "Payload Size"
    }
  }
}
