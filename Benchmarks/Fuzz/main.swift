import Glibc
import SynchroFuzz

exit(FuzzCommand.run(CommandLine.arguments))
