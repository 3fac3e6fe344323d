import SynchroCatalog
import SynchroJSON
import SynchroText

/// What suites can ask the operator of a target to do, as a list.
struct HookListing {
  let catalogue: Catalogue

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable("HOOK", "WHAT THE OPERATOR DOES", "ARGUMENTS")
    for hook in catalogue.hooks {
      let arguments = hook.required + hook.optional.map { "[\($0)]" }
      table.add(
        hook.name, hook.words, arguments.isEmpty ? "-" : arguments.joined(separator: " "))
    }
    return table.rendered(style)
  }

  var json: String {
    let hooks = catalogue.hooks.map { hook -> JSONValue in
      var fields = [
        JSONField("name", .string(hook.name)), JSONField("does", .string(hook.words)),
        JSONField("needs", .array(hook.required.map(JSONValue.string))),
        JSONField("may", .array(hook.optional.map(JSONValue.string))),
      ]
      if let answer = hook.answer { fields.append(JSONField("answers", .string(answer))) }
      if let request = hook.request {
        var api = [
          JSONField("method", .string(request.method)), JSONField("path", .string(request.path)),
        ]
        if let content = request.content { api.append(JSONField("content", content)) }
        fields.append(JSONField("api", .object(api)))
      }
      return .object(fields)
    }
    return JSONPrinter.pretty(["hooks": .array(hooks)]) + "\n"
  }
}
