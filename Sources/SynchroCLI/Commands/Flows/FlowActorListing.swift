import SynchroFlows
import SynchroJSON
import SynchroText

/// Rows of the actor tables as a list.
struct FlowActorListing: FlowListing {
  let actors: [FlowActor]

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable("ACTOR", "CHAPTER", "WHAT IT IS")
    for actor in actors { table.add(actor.name, actor.chapter, actor.summary) }
    let names = Set(actors.map(\.name)).count
    return table.rendered(style)
      + "\(RequirementListing.count(actors.count, "entry", "entries")) of "
      + RequirementListing.count(names, "actor") + "\n"
  }

  var json: [JSONValue] {
    actors.map { actor in
      [
        "name": .string(actor.name), "chapter": .string(actor.chapter),
        "summary": .string(actor.summary), "combines": FlowRowJSON.strings(actor.combines),
        "line": .integer(actor.line),
      ]
    }
  }

  var cells: [[String]] {
    [["name", "chapter", "summary", "combines", "line"]]
      + actors.map { actor in
        [
          actor.name, actor.chapter, actor.summary, actor.combines.joined(separator: "; "),
          "\(actor.line)",
        ]
      }
  }
}

extension RequirementListing {
  /// A number with its noun, where the plural is a word of its own.
  static func count(_ number: Int, _ noun: String, _ nouns: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(nouns)"
  }
}
