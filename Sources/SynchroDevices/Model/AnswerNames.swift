/// Finds the payloads that answer a command by the way the document builds names:
/// `X_cmd` is answered by `X_cmd_ack`, `X_ack`, `X_resp-data` or `X_confirmation`.
struct AnswerNames {
  let known: Set<String>

  /// Endings that tell how a command travels; its answers have them not.
  private static let ways = [
    "_broadcast_cmd", "_multicast_cmd", "_brdcst", "_mltcst", "_cmd", "_reqst",
  ]

  func answers(to command: String) -> [String] {
    candidates(command, ["_ack", "_resp-data", "_confirmation"])
  }

  func failure(of command: String) -> String? {
    candidates(command, ["_err", "-err"]).first
  }

  func unreachable(of command: String) -> String? {
    candidates(command, ["_comm_err", "_comm-err"]).first
  }

  private func candidates(_ command: String, _ endings: [String]) -> [String] {
    var stems = [command]
    if let way = Self.ways.first(where: { command.hasSuffix($0) }) {
      stems.append(String(command.dropLast(way.count)))
      stems.append(String(command.dropLast(way.count)) + "_cmd")
    }
    var found: [String] = []
    for stem in stems {
      for ending in endings where known.contains(stem + ending) && !found.contains(stem + ending) {
        found.append(stem + ending)
      }
    }
    return found
  }
}
