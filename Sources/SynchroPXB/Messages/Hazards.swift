/// What interrupts supply.
public enum Hazards {
  /// Payloads that operate a switch or a valve.
  public static let payloads: Set<String> = ["SW_opr_cmd"]
}
