import SynchroFlows
import SynchroText

/// Reads the flow requirements below a folder of suites.
struct FlowFiles {
  /// Where they lie in it.
  static let folder = "sg-network"

  let console: Console

  /// The catalogue; an error after showing what is wrong with its files.
  func catalogue(_ arguments: ParsedArguments) throws(UsageError) -> FlowCatalogue {
    let suites = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
    var files: [FlowCatalogue.Part: SourceText] = [:]
    for part in FlowCatalogue.Part.allCases {
      files[part] = try source(suites.path + "/" + Self.folder + "/" + part.rawValue)
    }
    do throws(FlowDataError) {
      return try FlowCatalogue(files)
    } catch {
      throw shown(error, "the flow requirements below '\(suites.path)' cannot be used")
    }
  }

  /// The choices of a profile that `--choices` names; none when it is not given.
  func choices(
    _ path: String?, for catalogue: FlowCatalogue
  ) throws(UsageError) -> FlowChoices {
    guard let path else { return FlowChoices() }
    let source = try source(path)
    do throws(FlowDataError) {
      return try FlowChoices(source, for: catalogue)
    } catch {
      throw shown(error, "the choices in '\(path)' cannot be used")
    }
  }

  private func source(_ path: String) throws(UsageError) -> SourceText {
    switch console.read(path) {
    case .failure(let fault): throw .unusable(fault.message, help: fault.help)
    case .success(let bytes): return SourceText(name: path == "-" ? "<stdin>" : path, bytes: bytes)
    }
  }

  /// Shows a fault of a file, and gives what ends the command.
  func shown(_ error: FlowDataError, _ message: String) -> UsageError {
    let renderer = DiagnosticRenderer(style: console.err.style)
    console.err.write(renderer.render(error.diagnostic, in: error.source))
    return .unusable(message, help: "mend the file as shown above")
  }
}
