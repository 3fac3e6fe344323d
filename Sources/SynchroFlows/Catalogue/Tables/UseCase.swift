/// A use case by its name in the requirements sheet, such as `Meter Reading` or `Price`.
public struct UseCase: Sendable, Equatable {
  /// The name in the requirements sheet.
  public let name: String
  /// The chapter that describes it: `4.10`.
  public let chapter: String
  /// The chapter's heading.
  public let title: String
  /// The use cases it needs, as the document lists them; some lists leave the indirect ones out.
  public let prerequisites: [String]
  /// Spellings of the list that differ from the names, and the name each is read as.
  public let variants: [SpellingVariant]
  /// Whether third parties have to be considered in it.
  public let needsThirdParty: Bool
  /// The line of the source that lists its prerequisites.
  public let line: Int
}

extension UseCase {
  /// The words that name it: its name, each of several in one, its chapter and its title.
  public var aliases: [String] {
    let parts = name.split(separator: ",").map { part in String(part.drop { $0 == " " }) }
    return [name] + (parts.count > 1 ? parts : []) + [chapter, title]
  }
}

/// A word as the document prints it in one place, and the name it stands for.
public struct SpellingVariant: Sendable, Hashable {
  /// As printed.
  public let printed: String
  /// The name in the other tables.
  public let name: String

  /// A spelling and its name.
  public init(printed: String, name: String) {
    self.printed = printed
    self.name = name
  }
}
