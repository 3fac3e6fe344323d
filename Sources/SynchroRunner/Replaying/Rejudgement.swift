public import SynchroCatalog
public import SynchroDigest
public import SynchroVerdict

/// Judges a recorded run again: the same suites, or others, are carried out against its record
/// instead of its target.
public struct Rejudgement: Sendable {
  /// Where numbers of secrets begin that have none in the record; they give way to recorded ones.
  static let firstNumber = 1_000_001

  private let evidence: EvidenceIndex
  private let target: TargetFile
  private let secrets: ResolvedSecrets
  private let exchanges: RecordedExchanges

  /// A run by what it recorded and what it went by.
  public init(_ evidence: EvidenceIndex, target declaration: TargetDeclaration) {
    self.evidence = evidence
    let ledger = SecretLedger(numberedFrom: Self.firstNumber)
    exchanges = RecordedExchanges(evidence, ledger: ledger)
    var values: [String: Secret] = [:]
    var problems: [ResolvedSecrets.Problem] = []
    for (name, record) in declaration.secrets.sorted(by: { $0.key < $1.key }) {
      switch record {
      case .label(let text):
        let label = Secret.Label(reading: text) ?? Secret.Label(name)
        values[name] = exchanges.standIn(for: label)
      case .problem(let sentence, let nextStep):
        problems.append(.init(name: name, sentence: sentence, nextStep: nextStep))
      }
    }
    secrets = ResolvedSecrets(values, problems: problems, ledger: ledger)
    var target = declaration.target
    // Nobody is asked, so nobody is asked too fast.
    target.rateLimit = nil
    self.target = target
  }

  /// Carries out a plan and tells what comes of it, secrets by the labels of the record.
  public func report(
    _ plan: RunPlan, of library: SuiteLibrary, header: RunReport.Header, profile: Profile?
  ) async throws(RedactionError) -> RunReport {
    var configuration = Runner.Configuration(
      header: header, target: target, secrets: secrets, profile: profile)
    configuration.past = PastRun(evidence)
    let refusing = TargetHooks(of: target, secrets: secrets, exchanges: exchanges)
    let hooks = RecordedHooks(
      evidence, refusing: refusing, exchanges: exchanges, ledger: secrets.ledger)
    let runner = Runner(
      library: library, exchanges: exchanges, time: ReplayTime(wallTime: header.start),
      hooks: hooks)
    let report = await runner.run(plan, configuration)
    do {
      return try report.redacted(by: secrets.ledger.redactor())
    } catch let error as RedactionError {
      throw error
    } catch {
      preconditionFailure("a report of our own can be read back: \(error)")
    }
  }
}
