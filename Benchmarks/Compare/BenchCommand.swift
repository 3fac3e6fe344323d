/// `synchroscope-bench PART`: one side of one comparison; `Benchmarks/run` puts the sides together.
enum BenchCommand {
  static func run(_ arguments: [String]) async -> Int32 {
    do {
      switch arguments.first {
      case "json": try JSONBench.run()
      default:
        print("usage: synchroscope-bench json")
        return 2
      }
      return 0
    } catch {
      print("error: \(error)")
      return 1
    }
  }
}
