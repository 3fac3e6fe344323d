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
      + "\(counted(actors.count, "entry", "entries")) of "
      + counted(names, "actor") + "\n"
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

extension FlowCatalogue {
  /// The entries about the actors of some rows: those of the rows' own chapters, and the first
  /// there is of an actor that these leave out.
  func actorEntries(of rows: [FlowRow]) -> [FlowActor] {
    let chapters = Set(rows.map(\.scenario.chapter))
    var names = Set(rows.flatMap(\.actors).map { qualifiedActors[$0] ?? $0 })
    let own = actors.filter { names.contains($0.name) && chapters.contains($0.chapter) }
    names.subtract(own.map(\.name))
    let others = actors.filter { names.remove($0.name) != nil }
    return own + others
  }
}
