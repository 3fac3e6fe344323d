import SynchroScript
import SynchroVerdict

extension TestRun {
  /// `call`: the fragment's steps with their own values; what it gives comes back.
  func run(_ call: CallStep, at path: StepPath) async -> Flow {
    guard let fragment = suite.fragments.first(where: { $0.name.value == call.fragment.value })
    else {
      return .leaveBlock(.harnessFault("there is no fragment '\(call.fragment.value)'"))
    }
    guard callDepth < CheckSites.maximumCallDepth else {
      return .leaveBlock(
        .harnessFault("fragments call each other more than \(CheckSites.maximumCallDepth) deep"))
    }
    let outerScope = scope
    let outerGiven = given
    var inner = builtIns()
    for parameter in fragment.parameters {
      let name = parameter.name.value
      if let argument = call.arguments.first(where: { $0.name.value == name }) {
        inner.set(name, to: found(argument.value), line: nil)
      } else if let fallback = parameter.fallback {
        inner.set(name, to: found(fallback), line: nil)
      } else {
        inner.setMissing(name, because: "the call gives no '\(name)'")
      }
    }
    scope = inner
    given = [:]
    callDepth += 1
    let flow = await run(fragment.steps, at: path)
    callDepth -= 1
    let results = given ?? [:]
    scope = outerScope
    given = outerGiven
    take(results, of: fragment, as: call.result?.value, because: flow.reason)
    return contained(flow)
  }

  private func take(
    _ results: [String: FoundValue], of fragment: Fragment, as name: String?,
    because reason: Verdict?
  ) {
    let why = reason?.reason ?? "'\(fragment.name.value)' did not give it"
    let names = Set(Self.names(givenBy: fragment.steps)).union(results.keys)
    if let name {
      var group: [String: RuntimeValue] = [:]
      for each in names { group[each] = results[each]?.value ?? .absent(reason: why) }
      scope.set(name, to: .group(group))
    } else {
      for each in names {
        scope.set(each, to: results[each] ?? FoundValue(.absent(reason: why)), line: nil)
      }
    }
  }

  private static func names(givenBy steps: [Step]) -> [String] {
    steps.flatMap { step -> [String] in
      switch step.kind {
      case .give(let name, _): [name.value]
      case .when(let when):
        names(givenBy: when.steps ?? []) + names(givenBy: when.otherwise ?? [])
      case .forEach(let loop): names(givenBy: loop.steps)
      case .pages(let pages): names(givenBy: pages.steps)
      case .eventually(_, _, let steps), .control(_, let steps): names(givenBy: steps)
      case .request, .gate, .check, .keep, .collect, .call, .operate, .controlledBy, .leaves,
        .pause, .review:
        []
      }
    }
  }
}
