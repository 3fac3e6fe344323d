import Glibc
import SynchroRunner
import SynchroVerdict

/// `--shard`, and what the engine says that shares a run among machines.
enum ShardOption {
  static let option = Option(
    "shard",
    ValueKind<ShardChoice.Wish>(
      "I/N", wanted: "a part such as 2/5, auto/5 or none"
    ) { ShardChoice.Wish($0) },
    help: "only part I of N of the tests; 'none' for all, whatever the machine's engine says")

  /// The shard to run; says on the error stream when the environment decided it.
  static func shard(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(UsageError) -> Shard? {
    var environment: [String: String] = [:]
    for name in ShardChoice.variables {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    do throws(ShardChoice.Fault) {
      let choice = try ShardChoice(arguments[option], environment: environment)
      if let remark = choice.remark { console.err.write("note: \(remark)\n") }
      return choice.shard
    } catch {
      throw .unusable(error.message, help: error.help)
    }
  }
}
