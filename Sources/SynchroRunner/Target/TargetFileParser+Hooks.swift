import SynchroHTTP
import SynchroText

extension TargetFileParser {
  private static let apiKeys = ["operator api", "operator key"]

  /// A line of `[hooks]`: a command for a hook, or where the operator API is and its key.
  mutating func readHook(
    _ key: String, _ keyRange: SourceRange, _ value: String, _ range: SourceRange
  ) {
    let isAPI = Self.apiKeys.contains(key)
    guard isAPI || TargetSyntax.isName(key) else {
      if key.contains(" "), let advice = NearestName.find(key, among: Self.apiKeys) {
        return fail(
          "target-name", "'\(key)' cannot be a name here", keyRange,
          help: "did you mean '\(advice)'?")
      }
      return wrongName(key, keyRange)
    }
    guard note("hooks \(key)", keyRange) else { return }
    switch key {
    case "operator api":
      guard let url = url(value, at: range) else { return }
      guard url.query == nil else {
        return fail(
          "target-url", "a query stands in the URL", range,
          help: "paths are put behind it: write it without what begins with '?'")
      }
      file.target.operatorAccess = .init(url: url)
    case "operator key":
      guard let template = template(value, at: range) else { return }
      guard !template.secretNames.isEmpty else { return plain("the operator key", range) }
      file.operatorKey = (template, range)
    default: readCommand(key, value, range)
    }
  }

  private mutating func readCommand(_ key: String, _ value: String, _ range: SourceRange) {
    do {
      let command = try HookCommand(value)
      for name in command.secrets { file.references.append((name, range)) }
      file.target.hooks[key] = command
    } catch {
      let start = min(range.start + error.offset, range.end)
      fail(
        "target-hook", error.message,
        SourceRange(start, min(start + error.count, range.end)), help: error.help)
    }
  }
}
