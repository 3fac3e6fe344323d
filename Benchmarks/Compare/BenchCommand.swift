/// `synchroscope-bench PART`: one side of one comparison; `Benchmarks/run` puts the sides together.
enum BenchCommand {
  private static let usage = """
    usage: synchroscope-bench json | pacer | body
           synchroscope-bench report [FOLDER]
           synchroscope-bench statistics [RUNS]
           synchroscope-bench limit [RUNS]
           synchroscope-bench serve PORT [CERTIFICATE KEY]
           synchroscope-bench load URL CONNECTIONS SECONDS
           synchroscope-bench curl-load URL CONNECTIONS SECONDS

    """

  static func run(_ arguments: [String]) async -> Int32 {
    do {
      switch (arguments.first, arguments.count) {
      case ("json", 1): try JSONBench.run()
      case ("pacer", 1): try await PacerBench.run()
      case ("body", 1): print(ServeBench.body)
      case ("report", 1): try ReportBench.run(folder: nil)
      case ("report", 2) where !arguments[1].hasPrefix("-"):
        try ReportBench.run(folder: arguments[1])
      case ("statistics", 1): return try StatisticsBench.run(runs: 20_000) ? 0 : 1
      case ("statistics", 2):
        guard let runs = Int(arguments[1]), (1...10_000_000).contains(runs) else { return refuse() }
        return try StatisticsBench.run(runs: runs) ? 0 : 1
      case ("limit", 1): return try await LimitBench.run(runs: 1_000) ? 0 : 1
      case ("limit", 2):
        guard let runs = Int(arguments[1]), (1...1_000_000).contains(runs) else { return refuse() }
        return try await LimitBench.run(runs: runs) ? 0 : 1
      case ("serve", 2), ("serve", 4):
        guard let port = UInt16(arguments[1]) else { return refuse() }
        let files = arguments.dropFirst(2)
        try await ServeBench.run(port: port, certificate: files.first, key: files.dropFirst().first)
      case ("load", 4), ("curl-load", 4):
        guard let connections = Int(arguments[2]), (1...4096).contains(connections),
          let seconds = Double(arguments[3]), (0.1...600).contains(seconds)
        else { return refuse() }
        let figures =
          arguments[0] == "load"
          ? try await LoadBench.run(url: arguments[1], connections: connections, seconds: seconds)
          : try CurlLoadBench.run(url: arguments[1], connections: connections, seconds: seconds)
        print(figures.line)
      default: return refuse()
      }
      return 0
    } catch {
      print("error: \(error)")
      return 1
    }
  }

  private static func refuse() -> Int32 {
    print(usage)
    return 2
  }
}
