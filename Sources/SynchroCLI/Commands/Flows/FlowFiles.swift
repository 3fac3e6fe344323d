import SynchroCatalog
import SynchroFlows
import SynchroScript
import SynchroText

/// Reads the flow requirements below a folder of suites.
struct FlowFiles {
  /// Where they lie in it.
  static let folder = "sg-network"

  let console: Console

  /// The catalogue; an error after showing what is wrong with its files.
  func catalogue(_ arguments: ParsedArguments) throws(UsageError) -> FlowCatalogue {
    try catalogue(in: SuitesDirectory.locate(arguments[SuitesDirectory.option]))
  }

  /// What the flow suites of each family may speak of: the tables of one, the payloads of others.
  func vocabularies(
    below suites: SuitesDirectory
  ) throws(UsageError) -> [String: FlowVocabulary] {
    var known: [String: FlowVocabulary] = [:]
    for path in try suites.files(["json"]) {
      let parts = path.split(separator: "/").map(String.init)
      guard parts.count > 1, parts[parts.count - 1] == FlowVocabulary.payloadFile else { continue }
      let family = parts[parts.count - 2]
      if family == Self.folder {
        known[family] = try vocabulary(of: catalogue(in: suites), below: suites)
      } else {
        let source = try console.source(path)
        do throws(FlowDataError) {
          known[family] = try FlowVocabulary(payloads: source)
        } catch {
          throw shown(error, "the payloads in '\(path)' cannot be used")
        }
      }
    }
    // An actor of another family is a stranger, whom a suite may let knock.
    let everybody = known.values.reduce(into: Set<String>()) { $0.formUnion($1.actors) }
    for family in known.keys { known[family]?.actors = everybody }
    return known
  }

  private func vocabulary(
    of catalogue: FlowCatalogue, below suites: SuitesDirectory
  ) throws(UsageError) -> FlowVocabulary {
    let source = try console.source(suites.path + "/" + Self.folder + "/" + AttributeKeys.fileName)
    do throws(FlowDataError) {
      let keys = try AttributeKeys(source, for: catalogue)
      return FlowVocabulary(catalogue) { payload in
        Set(keys.keys(of: payload, in: catalogue).map(\.name))
      }
    } catch {
      throw shown(error, "the attributes in '\(source.name)' cannot be used")
    }
  }

  /// A catalogue with the flow requirements beside it, where there are any.
  func completed(
    _ catalogue: Catalogue, below suites: SuitesDirectory
  ) throws(UsageError) -> Catalogue {
    guard try hasRows(suites) else { return catalogue }
    var untested: [String: String] = [:]
    for path in try suites.files(["suite"]) where path.contains("/" + Self.folder + "/") {
      for row in SuiteParser.parse(try console.source(path)).suite?.untested ?? [] {
        untested[row.row.value] = row.reason.value
      }
    }
    return catalogue.adding(try self.catalogue(in: suites).rows, untested: untested)
  }

  /// Whether a folder of suites holds flow requirements at all.
  func hasRows(_ suites: SuitesDirectory) throws(UsageError) -> Bool {
    let path = Self.folder + "/" + FlowCatalogue.Part.rows.rawValue
    return try suites.files(["json"]).contains { $0.hasSuffix("/" + path) || $0 == path }
  }

  /// The catalogue below a folder of suites.
  func catalogue(in suites: SuitesDirectory) throws(UsageError) -> FlowCatalogue {
    var files: [FlowCatalogue.Part: SourceText] = [:]
    for part in FlowCatalogue.Part.allCases {
      files[part] = try console.source(suites.path + "/" + Self.folder + "/" + part.rawValue)
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
    let source = try console.source(path)
    do throws(FlowDataError) {
      return try FlowChoices(source, for: catalogue)
    } catch {
      throw shown(error, "the choices in '\(path)' cannot be used")
    }
  }

  /// Shows a fault of a file, and gives what ends the command.
  func shown(_ error: FlowDataError, _ message: String) -> UsageError {
    let renderer = DiagnosticRenderer(style: console.err.style)
    console.err.write(renderer.render(error.diagnostic, in: error.source))
    return .unusable(message, help: "mend the file as shown above")
  }
}
