import SynchroText

/// Why a command line cannot be carried out.
public enum UsageError: Error, Sendable, Equatable {
  /// No such command.
  case unknownCommand(String, known: [String])
  /// A command that only holds others was given alone.
  case missingCommand(known: [String])
  /// No such option.
  case unknownOption(String, known: [String])
  /// An option stands without its value.
  case missingValue(option: String, wanted: String)
  /// A flag was given a value.
  case unexpectedValue(flag: String, value: String)
  /// A value is not of its kind.
  case badValue(of: String, value: String, wanted: String)
  /// Something that may be given once was given again.
  case repeated(String)
  /// Something that is needed is not there.
  case missing(String, help: String)
  /// A word too many.
  case surplus(String)
  /// What the arguments name cannot be used; with the next step.
  case unusable(String, help: String)

  /// What is wrong, in one sentence.
  var message: String {
    switch self {
    case .unknownCommand(let name, _): "unknown command '\(name)'"
    case .missingCommand: "a command is missing"
    case .unknownOption(let name, _): "unknown option '\(name)'"
    case .missingValue(let option, let wanted): "'\(option)' needs a value: \(wanted)"
    case .unexpectedValue(let flag, let value): "'\(flag)' takes no value, but got '\(value)'"
    case .badValue(let name, let value, let wanted): "'\(value)' is no value for \(name): \(wanted)"
    case .repeated(let name): "'\(name)' is given more than once"
    case .missing(let name, _): "\(name) is missing"
    case .surplus(let word): "'\(word)' is one word too many"
    case .unusable(let message, _): message
    }
  }

  /// What to do about it.
  var help: String? {
    switch self {
    case .unknownOption(let name, let known) where name.count == 2:
      // Every letter is one slip away from every other.
      "known: " + known.joined(separator: ", ")
    case .unknownCommand(let name, let known), .unknownOption(let name, let known):
      NearestName.advice(for: name, among: known)
    case .missingCommand(let known): "known: " + known.joined(separator: ", ")
    case .missing(_, let help), .unusable(_, let help): help
    case .missingValue, .unexpectedValue, .badValue, .repeated, .surplus: nil
    }
  }

  /// The error as it is printed, for the command called `path`.
  func rendered(for path: String, style: TerminalStyle) -> String {
    var text = style.paint("error", .red) + ": " + VisibleText.escape(message) + "\n"
    if let help { text += "  help: " + VisibleText.escape(help) + "\n" }
    if case .unusable = self { return text }
    return text + "  help: '\(path) --help' explains the command\n"
  }
}
