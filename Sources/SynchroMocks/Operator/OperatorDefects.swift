import SynchroHTTP
import SynchroJSON
import SynchroText

extension OperatorAction {
  /// What the server does wrong.
  static let defectActions: [OperatorAction] = [
    OperatorAction(.get, "/defects", "lists the defects that are on") {
      context, _ throws(CDSProblem) in
      Self.listed(context.service.defects)
    },
    OperatorAction(
      .put, "/defects", "puts these defects in the place of those that are on",
      members: "defects: their names; none makes the server right"
    ) { context, _ throws(CDSProblem) in
      var defects: [CDSDefect] = []
      for name in try context.body.strings("defects") { defects.append(try Self.defect(name)) }
      context.service.defects = defects
      return Self.listed(defects)
    },
    OperatorAction(.post, "/defects/{id}", "puts one more defect on") {
      context, _ throws(CDSProblem) in
      let defect = try Self.defect(context.id)
      if !context.service.defects.contains(defect) { context.service.defects.append(defect) }
      return Self.listed(context.service.defects)
    },
    OperatorAction(.delete, "/defects/{id}", "takes one defect off") {
      context, _ throws(CDSProblem) in
      let defect = try Self.defect(context.id)
      context.service.defects.removeAll { $0 == defect }
      return Self.listed(context.service.defects)
    },
  ]

  private static func defect(_ name: String) throws(CDSProblem) -> CDSDefect {
    if let defect = CDSDefect.named(name) { return defect }
    let near = NearestName.find(name, among: CDSDefect.all.map(\.id))
    throw CDSProblem(
      .notFound,
      "there is no defect '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
  }

  private static func listed(_ defects: [CDSDefect]) -> JSONValue {
    .array(
      defects.map { defect in
        [
          "id": .string(defect.id), "what": .string(defect.words),
          "requirements": CDSCall.strings(defect.requirements),
        ]
      })
  }
}
