import CSynchroPosix
import Glibc
import SynchroCLI

// Bodies of megabytes come and go in a run. Left to itself the allocator keeps the room of each, once
// it has seen the first go, and the program grows to the sum of what it has had one after another.
syn_return_blocks_from(512 << 10)

exit(
  await Program.run(Array(CommandLine.arguments.dropFirst()), console: .standard()).rawValue)
