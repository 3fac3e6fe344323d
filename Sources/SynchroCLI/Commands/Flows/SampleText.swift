import Glibc
import SynchroStatistics
import SynchroText

/// The answer of `flows samples` for people.
struct SampleText {
  let answer: SampleAnswer
  let style: TerminalStyle

  private var advice: SampleAdvice { answer.advice }

  var text: String {
    let share = answer.claim.share
    var heading = "More than \(share)"
    if let age = answer.claim.age { heading += " at an age of \(FlowWords.time(age))" }
    heading += ", shown at \(answer.passRisk.complement) confidence"
    var text = style.paint(heading, .bold) + "\n"
    if let source = answer.claim.source { text += "  \(source)\n" }
    for plan in answer.plans { text += "\n" + section(plan) }
    if let seen = answer.seen { text += "\n" + observed(seen) }
    return text
  }

  private func section(_ plan: PlanMethod) -> String {
    var lines: [String]
    switch plan {
    case .quick:
      lines = ["\(advice.quick.trials) payloads, none of which may fail"]
      lines += time(advice.quick.trials) + behaviour(advice.quickBehaviour, means: false)
    case .fixed:
      lines = [fixed(advice.fixed)]
      lines += time(advice.fixed.trials) + behaviour(advice.fixedBehaviour, means: false)
    case .anytime:
      lines = anytime(advice.anytime)
      lines += time(advice.anytime.passTrials.first ?? advice.anytime.maximumTrials)
      lines += behaviour(advice.anytimeBehaviour, means: true)
    case .soak:
      lines = [
        "all payloads of a stated time, judged at its end; below \(advice.quick.trials) of them no PASS"
      ]
      lines += time(advice.quick.trials)
    }
    if let age = answer.claim.age {
      lines.append("each payload counts once it is \(FlowWords.time(age)) old")
    }
    let name = style.paint(plan.rawValue, .bold)
    let padding = String(repeating: " ", count: 9 - plan.rawValue.count)
    return "  \(name)\(padding)" + lines.joined(separator: "\n           ") + "\n"
  }

  private func fixed(_ limits: FixedLimits) -> String {
    var words = "\(limits.trials) payloads"
    if let pass = limits.passAtMost { words += "; PASS with at most \(pass) failures" }
    if let fail = limits.failFrom { words += ", FAIL from \(fail)" }
    return words
  }

  private func anytime(_ limits: SequentialLimits) -> [String] {
    let counts = limits.passTrials.prefix(3)
    let words = zip(counts, ["without a failure", "with one", "with two"]).map { "\($0) \($1)" }
    return [
      "PASS after \(words.joined(separator: ", "))",
      "FAIL as soon as it is shown; INCONCLUSIVE after \(limits.maximumTrials)",
      "no verdict before \(limits.firstDecision) payloads and a second hour of the clock",
    ]
  }

  private func time(_ payloads: Int) -> [String] {
    let words = answer.claim.pace.words(for: payloads)
    return words.isEmpty ? [] : ["\(payloads) take " + words.joined(separator: ", or ")]
  }

  private func behaviour(_ behaviour: SampleAdvice.Behaviour, means: Bool) -> [String] {
    func mean(_ point: OperatingPoint) -> String {
      means ? " after \(Int(point.meanTrials.rounded())) in the mean" : ""
    }
    var lines = [
      "at the limit: PASS \(percent(behaviour.atLimit.pass)), "
        + "FAIL \(percent(behaviour.atLimit.fail)), both false",
      "a third of the allowed failures: PASS \(percent(behaviour.third.pass))"
        + mean(behaviour.third),
      "half of them: PASS \(percent(behaviour.half.pass))" + mean(behaviour.half),
    ]
    if let double = behaviour.double {
      lines.append("twice of them: FAIL \(percent(double.fail))" + mean(double))
    }
    return lines
  }

  private func observed(_ seen: SeenCounts) -> String {
    let share = answer.claim.share
    let bounds = seen.successBounds(answer.risks)
    let evidence = seen.logEvidence(for: share)
    let decision = seen.decision(for: share, answer.risks)
    let lines = [
      "\(seen.failures) of \(seen.trials) failed: at least \(percent(bounds.low, places: 4)) succeed, "
        + "at most \(percent(bounds.high, places: 4))",
      "a fixed plan of \(seen.trials) says \(decision.rawValue)",
      "evidence for PASS \(number(evidence.pass)) of \(number(-log(answer.risks.falsePass))), "
        + "for FAIL \(number(evidence.fail)) of \(number(-log(answer.risks.falseFail)))",
      "a number that was chosen after looking shows less than this",
    ]
    return "  " + style.paint("seen", .bold) + "     " + lines.joined(separator: "\n           ")
      + "\n"
  }

  /// A share in percent; rounded down to the last place where a bound must not promise more.
  private func percent(_ share: Double, places: Int = 1) -> String {
    let scale = pow(10, Double(places))
    let scaled = share * 100 * scale
    let count = Int(places > 1 ? scaled.rounded(.down) : scaled.rounded())
    let digits = String(count)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return padded.dropLast(places) + "." + padded.suffix(places) + " %"
  }

  /// The number of a logarithm, with two decimals below a thousand.
  private func number(_ logarithm: Double) -> String {
    let value = exp(logarithm)
    if value >= 1e6 { return "over a million" }
    let count = Int((value * 100).rounded())
    let cents = String(count % 100)
    return "\(count / 100)." + String(repeating: "0", count: 2 - cents.count) + cents
  }
}
