internal import SynchroVerdict

/// A round of a flow as a picture, with the file that holds all of it.
enum RoundFigure {
  static func markup(_ round: FlowRound, id: String) -> HTMLText {
    let transcript = round.transcript.map { " The whole of it: \($0)." } ?? ""
    return PageFigure.markup(
      "Round \(round.number), \(round.isFaulty ? "in which something was wrong" : "as it should be")."
        + transcript, RoundDiagram.svg(round, id: id))
  }
}
