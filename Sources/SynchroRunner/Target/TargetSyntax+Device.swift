import SynchroHTTP

extension TargetSyntax {
  /// Why a text does not say how a device is reached.
  public struct DeviceFault: Error, Sendable, Equatable {
    /// What is wrong.
    public let message: String
    /// What to do.
    public let help: String
  }

  /// `HOST:PORT`, an address of IPv6 in brackets.
  static func place(_ text: String) throws(DeviceFault) -> DeviceTarget.Place {
    let host: Substring
    let port: Substring
    if text.hasPrefix("["), let end = text.firstRange(of: "]:") {
      host = text[text.index(after: text.startIndex)..<end.lowerBound]
      port = text[end.upperBound...]
    } else {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw noPlace(text) }
      (host, port) = (parts[0], parts[1])
    }
    guard !host.isEmpty, !host.contains("/"), !host.contains(" "),
      port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(port)
    else { throw noPlace(text) }
    return DeviceTarget.Place(host: String(host), port: number)
  }

  private static func noPlace(_ text: String) -> DeviceFault {
    DeviceFault(
      message: "'\(text)' is no HOST:PORT", help: "write one such as 127.0.0.1:4711 or [::1]:4711")
  }

  /// A command line, with secrets by reference.
  static func command(_ text: String) throws(DeviceFault) -> HookCommand {
    guard !text.isEmpty else {
      throw DeviceFault(
        message: "there is no command", help: "write one such as 'python3 device.py'")
    }
    do throws(HookCommand.Fault) {
      return try HookCommand(text)
    } catch {
      throw DeviceFault(message: error.message, help: error.help)
    }
  }

  /// The URL of a device: origin and nothing else, for the binding says which paths there are.
  static func device(url text: String) throws(DeviceFault) -> URI {
    let url: URI
    do throws(URLFault) { url = try Self.url(text) } catch {
      throw DeviceFault(message: error.message, help: error.help)
    }
    guard url.path.isEmpty || url.path == "/", url.query == nil else {
      throw DeviceFault(
        message: "a path stands in the URL",
        help: "write scheme, host and port only; the binding has its own paths")
    }
    return url
  }

  /// `real`, `virtual`, `compressed 60`.
  public static func time(_ text: String) -> DeviceTarget.Time? {
    let words = text.split { $0 == " " || $0 == ":" }
    switch (words.first, words.count) {
    case ("real", 1): return .real
    case ("virtual", 1): return .virtual
    case ("compressed", 2):
      guard let factor = Int(words[1]), (2...1_000_000) ~= factor else { return nil }
      return .compressed(factor)
    default: return nil
    }
  }

  /// `none`, `all`, or instances separated by commas.
  public static func hazards(_ text: String) -> DeviceTarget.Hazards? {
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
    if words == ["none"] { return DeviceTarget.Hazards.none }
    if words == ["all"] { return .all }
    guard !words.contains(where: { $0.isEmpty || $0 == "none" || $0 == "all" }) else { return nil }
    return .only(words)
  }
}
