import SynchroHTTP
import SynchroText

/// What the section `[device]` says before it is put together.
struct DraftDevice {
  var range: SourceRange
  var ways: [(key: String, range: SourceRange)] = []
  var exec: HookCommand?
  var connect: DeviceTarget.Place?
  var listen: DeviceTarget.Place?
  var calling: URI?
  var serving: DeviceTarget.Place?
  var control: String?
  var rest = DeviceTarget(.http(calling: nil, serving: nil))
}

extension TargetFileParser {
  private static let deviceKeys = [
    "exec", "connect", "listen", "http", "serve", "control", "tls", "traffic key", "control key",
    "hazards", "time", "sessions", "prompts",
  ]

  /// A line of `[device]`.
  mutating func readDevice(
    _ key: String, _ keyRange: SourceRange, _ value: String, _ range: SourceRange
  ) {
    guard Self.deviceKeys.contains(key) else {
      return fail(
        "target-key-unknown", "unknown key '\(key)' of a device", keyRange,
        help: NearestName.advice(for: key, among: Self.deviceKeys))
    }
    guard note("device \(key)", keyRange), var draft = file.device else { return }
    do throws(TargetSyntax.DeviceFault) {
      try read(key, value, range, into: &draft)
    } catch {
      fail("target-device", error.message, range, help: error.help)
    }
    if ["exec", "connect", "listen", "http", "serve"].contains(key) {
      draft.ways.append((key, keyRange))
    }
    file.device = draft
  }

  private mutating func read(
    _ key: String, _ value: String, _ range: SourceRange, into draft: inout DraftDevice
  ) throws(TargetSyntax.DeviceFault) {
    switch key {
    case "exec":
      let command = try TargetSyntax.command(value)
      for name in command.secrets { file.references.append((name, range)) }
      draft.exec = command
    case "connect": draft.connect = try TargetSyntax.place(value)
    case "listen": draft.listen = try TargetSyntax.place(value)
    case "http": draft.calling = try TargetSyntax.device(url: value)
    case "serve": draft.serving = try TargetSyntax.place(value)
    case "control": draft.control = value
    case "tls": draft.rest.isSecure = try choice(value, of: ["on": true, "off": false])
    case "traffic key": draft.rest.trafficKey = keyTemplate(value, range)
    case "control key": draft.rest.controlKey = keyTemplate(value, range)
    case "hazards":
      guard let hazards = TargetSyntax.hazards(value) else {
        throw .init(
          message: "'\(VisibleText.excerpt(value))' names nobody whose supply may be interrupted",
          help: "write 'none', 'all', or instances separated by commas")
      }
      draft.rest.hazards = hazards
    case "time":
      guard let time = TargetSyntax.time(value) else {
        throw .init(
          message: "'\(VisibleText.excerpt(value))' is no kind of time",
          help: "write 'real', 'virtual', or 'compressed N' with N from 2")
      }
      draft.rest.time = time
    case "sessions":
      guard let count = Int(value), (1...64) ~= count else {
        throw .init(
          message: "'\(VisibleText.excerpt(value))' is no number of sessions",
          help: "write a number from 1 to 64")
      }
      draft.rest.sessions = count
    default:
      draft.rest.asksPeople = try choice(value, of: ["terminal": true, "none": false])
    }
  }

  private func choice(
    _ value: String, of choices: [String: Bool]
  ) throws(TargetSyntax.DeviceFault) -> Bool {
    guard let found = choices[value] else {
      throw .init(
        message: "'\(VisibleText.excerpt(value))' is none of the choices",
        help: "write " + choices.keys.sorted().map { "'\($0)'" }.joined(separator: " or "))
    }
    return found
  }

  private mutating func keyTemplate(_ value: String, _ range: SourceRange) -> SecretTemplate? {
    guard let template = template(value, at: range) else { return nil }
    guard !template.secretNames.isEmpty else {
      plain("the key", range)
      return nil
    }
    return template
  }

  /// Puts the section together.
  mutating func finishDevice() {
    guard let draft = file.device else { return }
    var names = Set(draft.ways.map(\.key))
    if names == ["http", "serve"] { names = ["http"] }
    guard names.count <= 1 else {
      let second = draft.ways[1]
      return fail(
        "target-device", "a device is reached in one way", second.range,
        help:
          "keep one of 'exec', 'connect', 'listen', 'http' and 'serve'; 'http' and 'serve' go together"
      )
    }
    var device = draft.rest
    if let exec = draft.exec {
      device.way = .exec(exec)
    } else if let place = draft.connect {
      device.way = .connect(place)
    } else if let place = draft.listen {
      device.way = .listen(place)
    } else if draft.calling != nil || draft.serving != nil {
      device.way = .http(calling: draft.calling, serving: draft.serving)
    } else if names.isEmpty {
      return fail(
        "target-device", "it is not said how the device is reached", draft.range,
        help: "add 'exec: COMMAND', 'connect: HOST:PORT', 'listen: HOST:PORT' or 'http: URL'")
    }
    if let control = draft.control, let range = file.target.places["device control"] {
      do throws(TargetSyntax.DeviceFault) {
        device.control = try Self.control(control, beside: device.way)
      } catch {
        fail("target-device", error.message, range, help: error.help)
      }
    }
    if device.controlKey != nil, device.control == nil,
      let range = file.target.places["device control key"]
    {
      fail(
        "target-device", "the control channel has a key of its own, and no place of its own", range,
        help: "add 'control: …', or let it have the traffic key")
    }
    file.target.device = device
  }

  private static func control(
    _ text: String, beside way: DeviceTarget.Way
  ) throws(TargetSyntax.DeviceFault) -> DeviceTarget.Control {
    if text.contains("://") { return .http(try TargetSyntax.device(url: text)) }
    let place = try TargetSyntax.place(text)
    if case .listen = way { return .listen(place) }
    return .connect(place)
  }
}
