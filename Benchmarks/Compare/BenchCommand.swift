/// `synchroscope-bench PART`: one side of one comparison; `Benchmarks/run` puts the sides together.
enum BenchCommand {
  private static let usage = """
    usage: synchroscope-bench json | pacer | body
           synchroscope-bench serve PORT [CERTIFICATE KEY]

    """

  static func run(_ arguments: [String]) async -> Int32 {
    do {
      switch (arguments.first, arguments.count) {
      case ("json", 1): try JSONBench.run()
      case ("pacer", 1): try await PacerBench.run()
      case ("body", 1): print(ServeBench.body)
      case ("serve", 2), ("serve", 4):
        guard let port = UInt16(arguments[1]) else { return refuse() }
        let files = arguments.dropFirst(2)
        try await ServeBench.run(port: port, certificate: files.first, key: files.dropFirst().first)
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
