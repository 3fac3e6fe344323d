import Glibc
import SynchroFuzz

let arguments = CommandLine.arguments
if arguments.dropFirst().first == "soak" {
  exit(await SoakCommand.run(Array(arguments.dropFirst(2))))
}
exit(FuzzCommand.run(arguments))
