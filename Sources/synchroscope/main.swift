import Glibc
import SynchroCLI

exit(
  await Program.run(Array(CommandLine.arguments.dropFirst()), console: .standard()).rawValue)
