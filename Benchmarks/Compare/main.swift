import Glibc

exit(await BenchCommand.run(Array(CommandLine.arguments.dropFirst())))
