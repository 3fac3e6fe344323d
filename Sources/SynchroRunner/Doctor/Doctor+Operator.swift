import SynchroCatalog
import SynchroHTTP
import SynchroText
import SynchroVerdict

extension Doctor {
  /// What there is to say about the operator's hooks; nothing when the target file has none.
  func hooks() async -> [DoctorFinding] {
    let target = context.target
    var findings: [DoctorFinding] = []
    if let known = context.knownHooks {
      for (name, command) in target.hooks.sorted(by: { $0.key < $1.key }) {
        guard let hook = known[name] else {
          findings.append(
            DoctorFinding(
              .warning, "no suite asks for the hook '\(name)'",
              nextStep: NearestName.advice(for: name, among: known.keys)
                ?? "the files *.hooks below Suites describe every hook", field: "[hooks] \(name)"))
          continue
        }
        for argument in Set(command.arguments).subtracting(hook.arguments).sorted() {
          findings.append(
            DoctorFinding(
              .warning, "the hook '\(name)' is never told '\(argument)'",
              nextStep: NearestName.advice(for: argument, among: hook.arguments)
                ?? "it is told nothing", field: "[hooks] \(name)"))
        }
      }
    } else if !target.hooks.isEmpty {
      findings.append(
        DoctorFinding(
          .warning, "whether the hooks are ones that suites ask for was not looked at",
          nextStep: "run this beside the folder Suites", field: "[hooks]"))
    }
    if let access = target.operatorAccess { findings.append(await look(at: access)) }
    return findings
  }

  /// Whether the operator API is there and knows our key.
  private func look(at access: TargetFile.OperatorAccess) async -> DoctorFinding {
    let field = "[hooks] operator api"
    if let origin = access.url.origin, origin.scheme == "http", !origin.isOnThisMachine,
      access.key != nil
    {
      return DoctorFinding(
        .warning, "the operator key would go to \(origin) without encryption",
        nextStep: "use https, or an operator API on this machine", field: field)
    }
    let key = access.key.flatMap { context.secrets.fill($0) }
    var order = ExchangeOrder(
      .get, access.url, fields: ["Accept": "application/json"], timeout: .seconds(5),
      bodyLimit: 1 << 20, decodedLimit: 1 << 20)
    if let key { order.fields.append("Authorization", "Bearer \(key)") }
    let answer = await context.exchanges.answer(order)
    let url = access.url.text
    if let fault = answer.fault {
      return DoctorFinding(
        .warning, "the operator API at \(url) does not answer: \(fault.sentence)",
        nextStep: answer.hint?.nextStep ?? "start it; tests that need the operator decide nothing",
        field: field)
    }
    switch answer.status?.code ?? 0 {
    case 200..<300: return DoctorFinding(.ok, "the operator API at \(url) answers")
    case 401, 403:
      return DoctorFinding(
        .warning, "the operator API at \(url) refuses the key",
        nextStep: "check the secret that it names", field: "[hooks] operator key")
    case let status:
      return DoctorFinding(
        .warning, "the operator API at \(url) answers with status \(status)",
        nextStep: "check the path, which ends in '/operator' at the reference server",
        field: field)
    }
  }
}
