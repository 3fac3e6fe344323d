import SynchroHTTP
import SynchroScript

/// The URL of a request.
struct URLExpansion {
  let expander: TemplateExpander

  func url(
    _ template: TextTemplate, query: [RequestStep.Parameter]
  ) throws(TemplateFault) -> Expanded<String> {
    var secrets: [String] = []
    var url = ""
    /// The URL as it would be if no value could matter to its structure.
    var skeleton = ""
    for (index, part) in template.parts.enumerated() {
      switch part {
      case .text(let text):
        url += text
        skeleton += text
      case .reference(let reference):
        let text = try expander.scalarText(of: reference, secrets: &secrets)
        if index == 0 {
          try checkStart(text, reference, before: template.parts.dropFirst().first)
          url += text
          skeleton += text
        } else {
          try checkPlace(url, template, reference)
          url += PercentCoding.encode(text)
          skeleton += "x"
        }
      }
    }
    // A dot segment leaves the place where the value stands, and no encoding keeps it there:
    // RFC 3986, section 6.2.2.2 makes `%2E` a dot again.
    if Self.dotSegments(url) > Self.dotSegments(skeleton) {
      throw TemplateFault(
        .unfit(reason: "a value makes a '.' or '..' segment, which would change the path"),
        at: template.range)
    }
    if !query.isEmpty { url = try appending(query, to: url, secrets: &secrets) }
    switch Self.parse(url) {
    case .failure(let error):
      throw TemplateFault(
        .unfit(reason: "this makes no absolute URL: \(error.description)"), at: template.range)
    case .success(let uri):
      guard uri.origin != nil else {
        throw TemplateFault(
          .unfit(reason: "the URL must begin with http:// or https://"), at: template.range)
      }
    }
    return Expanded(url, secretNames: secrets)
  }

  /// What stands at the start is taken as it is: it must be whole, and what follows must land where
  /// the suite shows it.
  private func checkStart(
    _ text: String, _ reference: Reference, before next: TextTemplate.Part?
  ) throws(TemplateFault) {
    switch Self.parse(text) {
    case .failure(let error):
      throw expander.unfit(reference, "it is no absolute URL: \(error.description)")
    case .success(let uri):
      guard uri.origin != nil else {
        throw expander.unfit(
          reference, "its scheme is '\(uri.scheme)', and only http and https can be requested")
      }
      guard let next else { return }
      if uri.fragment != nil {
        throw expander.unfit(reference, "it has a fragment, so nothing can follow it")
      }
      if uri.query != nil, case .text(let text) = next, text.hasPrefix("/") {
        throw expander.unfit(reference, "it has a query, so no path can follow it")
      }
    }
  }

  /// Behind a URL that came from elsewhere, the first slash must be the suite's.
  private func checkPlace(
    _ url: String, _ template: TextTemplate, _ reference: Reference
  ) throws(TemplateFault) {
    guard case .reference = template.parts.first else { return }
    // The two slashes behind the scheme, then the one that ends the host.
    let slashes = url.utf8.count { $0 == UInt8(ascii: "/") }
    let isPastHost = slashes > 2 || url.utf8.contains { "?#".utf8.contains($0) }
    guard !isPastHost else { return }
    throw expander.unfit(reference, "it would become part of the host; put a '/' before it")
  }

  private static func parse(_ text: String) -> Result<URI, URIError> {
    do throws(URIError) {
      return .success(try URI(text))
    } catch {
      return .failure(error)
    }
  }

  private static func dotSegments(_ url: String) -> Int {
    let path = url.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    return path.split(separator: UInt8(ascii: "/")).count { segment in
      // Nearly all begin with something else.
      guard segment.first == UInt8(ascii: ".") || segment.first == UInt8(ascii: "%") else {
        return false
      }
      let plain = String(decoding: segment, as: UTF8.self).lowercased()
        .split(separator: "%2e", omittingEmptySubsequences: false).joined(separator: ".")
      return plain == "." || plain == ".."
    }
  }

  private func appending(
    _ query: [RequestStep.Parameter], to url: String, secrets: inout [String]
  ) throws(TemplateFault) -> String {
    var pairs: [String] = []
    for parameter in query {
      let name = try expander.text(parameter.name, secrets: &secrets)
      let value = try expander.text(parameter.value, secrets: &secrets)
      pairs.append(PercentCoding.encode(name) + "=" + PercentCoding.encode(value))
    }
    let cut = url.firstIndex(of: "#") ?? url.endIndex
    let base = url[..<cut]
    let separator =
      base.contains("?") ? (base.last == "?" || base.last == "&" ? "" : "&") : "?"
    return base + separator + pairs.joined(separator: "&") + url[cut...]
  }
}
