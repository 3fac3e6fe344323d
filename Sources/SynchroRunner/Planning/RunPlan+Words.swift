import SynchroScript

extension RunPlan {
  /// The plan as `--dry-run` prints it.
  public var text: String {
    var lines: [String] = []
    var suite: String?
    for entry in entries {
      if entry.id.suite != suite {
        suite = entry.id.suite
        lines.append("\(entry.id.suite)  \(suites[entry.suite].title.value)")
      }
      var notes: [String] = []
      let needed = entry.needs.map { $0.suite == entry.id.suite ? $0.name : $0.description }
      if !needed.isEmpty { notes.append("after " + needed.sorted().joined(separator: ", ")) }
      if entry.isOrdered { notes.append("alone") }
      if !entry.isRequested { notes.append("because it is needed") }
      lines.append(
        "  \(entry.id.name)  \(entry.test.title.value)"
          + (notes.isEmpty ? "" : "  (\(notes.joined(separator: "; ")))"))
    }
    let tests = entries.count == 1 ? "1 test" : "\(entries.count) tests"
    lines.append("")
    lines.append(
      "\(tests), \(options.jobs) at a time, seed \(options.seed)"
        + (options.shard.map { ", shard \($0)" } ?? ""))
    return lines.joined(separator: "\n") + "\n"
  }
}

extension RunPlan.Fault {
  /// What is wrong, in one sentence.
  public var message: String {
    switch self {
    case .circle(let ids):
      "tests need each other: " + ids.map(\.description).joined(separator: " -> ")
    case .unknownNeed(let id, let test): "'\(test)' needs '\(id)', which is in no suite"
    case .nothingSelected: "no test fits '--only' and '--tag'"
    }
  }

  /// What to do about it.
  public var help: String {
    switch self {
    case .circle: "take one 'needs' out of the circle"
    case .unknownNeed: "check the spelling with 'synchroscope check Suites'"
    case .nothingSelected(let known):
      "tests there are: " + known.prefix(12).map(\.description).joined(separator: ", ")
        + (known.count > 12 ? " and \(known.count - 12) more" : "")
    }
  }
}
