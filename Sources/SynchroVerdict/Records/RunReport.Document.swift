public import SynchroCatalog

extension RunReport {
  /// A document whose rows a run may speak about.
  public struct Document: Sendable, Equatable {
    /// The name that rows use: `CDS-WG1-01`.
    public var id: String
    /// The document's own title.
    public var title: String
    /// Which text was read: a date, a draft.
    public var edition: String
    /// The document that imports it, when its rows count only because another one cites them.
    public var importedBy: String?
    /// Where it can be read.
    public var url: String?
    /// Its sections by number, with their titles, as far as they are known.
    public var sections: [RunFact]

    /// A document with what is known of it.
    public init(
      id: String, title: String, edition: String, importedBy: String? = nil, url: String? = nil,
      sections: [RunFact] = []
    ) {
      self.id = id
      self.title = title
      self.edition = edition
      self.importedBy = importedBy
      self.url = url
      self.sections = sections
    }
  }
}

extension RunReport.Document {
  /// The documents of a catalogue, with the headings that an edition holds; without a name the
  /// latest edition does.
  public static func all(in catalogue: Catalogue, edition name: String?) -> [Self] {
    let edition = name.flatMap { catalogue.edition($0) } ?? catalogue.editions.last
    return catalogue.documents.map { document in
      let clauses = edition?.fingerprints[document.id] ?? []
      return Self(
        id: document.id, title: document.title, edition: document.edition,
        importedBy: document.importedBy, url: document.url,
        sections: clauses.map { RunFact($0.clause, $0.title) })
    }
  }
}
