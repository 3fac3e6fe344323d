import Glibc
import SynchroHTTP
import SynchroRunner
import SynchroText

/// `--target FILE|URL`: what is examined.
enum TargetOption {
  static let option = Option(
    "target", short: "t", .file("FILE|URL|DEVICE"),
    help: "a target file, the URL of a public server, or a device: exec:COMMAND, tcp:HOST:PORT, "
      + "listen:HOST:PORT, pxb+http://HOST:PORT, mock:device",
    isRequired: true)

  static let authority = Option(
    "ca", .file(), help: "trust the certificates in this PEM file, such as one that 'mock' wrote")

  /// The target; an error after saying what is wrong with its file.
  static func read(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(UsageError) -> TargetFile {
    var target = try named(arguments, console)
    if let file = arguments[authority] {
      if case .failure(let fault) = console.read(file) {
        throw .unusable(fault.message, help: fault.help)
      }
      target.trust = .file(file)
    }
    return target
  }

  private static func named(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(UsageError) -> TargetFile {
    guard let word = arguments[option] else {
      throw .missing("'--target'", help: "name a target file or a URL")
    }
    do throws(TargetSyntax.DeviceFault) {
      if let device = try DeviceTarget(word: word) { return TargetFile(device) }
    } catch {
      throw .unusable("'\(word)' is no device: \(error.message)", help: error.help)
    }
    if word.contains("://") { return try url(word) }
    let source: SourceText
    switch console.read(word) {
    case .success(let bytes): source = SourceText(name: word, bytes: bytes)
    case .failure(let fault):
      // A name with a dot and no such file is more likely a host than a misspelt path.
      if word.contains(".") || word.contains(":"), !word.hasPrefix("."), !word.hasPrefix("/"),
        !word.hasSuffix(".target"), (try? URI("https://" + word))?.origin != nil
      {
        return try url(word)
      }
      throw .unusable(
        fault.message,
        help: fault.help + "; a URL begins with https://, a device with exec:, tcp: or mock:")
    }
    let folder = word.lastIndex(of: "/").map { String(word[..<$0]) } ?? ""
    let parsed = TargetFileParser.parse(source, folder: folder) { access($0, F_OK) == 0 }
    let renderer = DiagnosticRenderer(style: console.err.style)
    let shown = TargetFileParser.paintedOver(source, in: parsed.diagnostics)
    for diagnostic in parsed.diagnostics {
      console.err.write(renderer.render(diagnostic, in: shown))
    }
    guard let target = parsed.target else {
      throw .unusable(
        "the target file '\(word)' cannot be used",
        help: "mend it as shown above; docs/target-file.md explains every line")
    }
    return target
  }

  private static func url(_ text: String) throws(UsageError) -> TargetFile {
    do {
      return TargetFile(reachedAt: try TargetSyntax.url(text))
    } catch {
      throw .unusable("'\(text)' is no target: \(error.message)", help: error.help)
    }
  }

  /// The variables of the process.
  static func environment() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let line = String(cString: text)
      if let mark = line.firstIndex(of: "=") {
        variables[String(line[..<mark])] = String(line[line.index(after: mark)...])
      }
      entry += 1
    }
    return variables
  }
}
