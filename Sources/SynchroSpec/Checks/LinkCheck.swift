import SynchroText

/// Links to places of the same document, and the anchors that they lead to.
enum LinkCheck {
  static func check(_ text: MarkdownText, _ log: inout FindingLog) {
    let links = MarkdownLinks(text)
    let names = links.anchors.keys.sorted()
    for again in links.repeated {
      let first = links.anchors[again.name] ?? again.range
      log.report(
        Diagnostic(
          code: "anchor-repeated", "the anchor '\(again.name)' exists already",
          at: .init(again.range), related: [.init(first, "first here")],
          help: ["give one of them another name; links lead to the first"]))
    }
    for link in links.links {
      let target = link.target
      if target.hasPrefix("#") {
        let name = String(target.dropFirst())
        if name.isEmpty || links.has(name) { continue }
        log.report(
          Diagnostic(
            code: "link-no-target",
            "the link '\(VisibleText.excerpt(target, limit: 80))' leads nowhere",
            at: .init(link.range), help: advice(name, names, log)))
      } else if links.anchors[target] != nil {
        log.report(
          Diagnostic(
            code: "link-no-mark", "the link '\(target)' leads to a file of that name",
            at: .init(link.range), help: ["did you mean '#\(target)'?"]))
      }
    }
    for permalink in links.permalinks where permalink.target != "#" + permalink.name {
      // One that leads nowhere has its finding already.
      guard links.has(String(permalink.target.dropFirst())) else { continue }
      log.report(
        Diagnostic(
          code: "permalink-elsewhere", "the permalink of '\(permalink.name)' leads elsewhere",
          at: .init(permalink.range), expected: "#" + permalink.name, received: permalink.target,
          help: ["let it lead to its own anchor"]))
    }
  }

  private static func advice(_ name: String, _ names: [String], _ log: FindingLog) -> [String] {
    // A hostile text has more anchors and more broken links than comparing them is worth.
    guard names.count <= 5000, log.findings.count < 200 else {
      return ["add the anchor, or correct the link"]
    }
    if let same = names.first(where: { $0.lowercased() == name.lowercased() }) {
      return ["did you mean '#\(same)'? Anchors are compared with their case"]
    }
    guard let near = NearestName.find(name, among: names) else {
      return ["add the anchor, or correct the link"]
    }
    return ["did you mean '#\(near)'?"]
  }
}
