internal import SynchroVerdict

extension RunReport.Document {
  /// Where a clause of it can be read; nil when nobody knows.
  ///
  /// Results can be edited, so only addresses of the web become links.
  func address(clause: String, anchor: String) -> String? {
    guard let url, url.hasPrefix("https://") || url.hasPrefix("http://") else { return nil }
    // Rows of an imported document carry the anchor of the section that imports it.
    if importedBy != nil { return clause.isEmpty ? url : "\(url)#section-\(clause)" }
    let name = anchor.hasPrefix("#") ? String(anchor.dropFirst()) : anchor
    return name.isEmpty ? url : "\(url)#\(name)"
  }
}
