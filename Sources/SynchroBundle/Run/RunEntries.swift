/// What the files of a run are called, in its folder and in a bundle.
public enum RunEntries {
  /// Every verdict with its reason.
  public static let results = name("results.json")
  /// Every exchange, byte for byte.
  public static let evidence = name("evidence/exchanges.jsonl")
  /// What the run went by: the target with its secrets left out.
  public static let target = name("target.json")
  /// The program, the machine and its clock.
  public static let environment = name("environment.json")
  /// What was searched for secrets at the end.
  public static let redaction = name("redaction.json")
  /// The suites with all that belongs to them, as they were; an archive in the folder of a run.
  public static let suites = name("suites.tar")
  /// Reports that a run may have.
  public static let reports = [name("index.html"), name("junit.xml"), name("summary.json")]

  /// What must be there beside results and evidence, and is taken into a bundle as it is.
  public static let others = [target, environment, redaction]

  /// Where the files of ``suites`` stand in a bundle.
  public static let suitesFolder = "suites/"

  private static func name(_ text: String) -> EntryName {
    guard let name = EntryName(text) else { preconditionFailure("a constant name is one") }
    return name
  }
}
