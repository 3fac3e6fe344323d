extension CDSDefect {
  /// A defect whose requirements come as a list, for those that are made from tables.
  init(
    _ id: String, _ words: String, breaking requirements: [String], in answers: Set<CDSAnswer>,
    _ effects: [Effect]
  ) {
    self.id = id
    self.words = words
    self.requirements = requirements
    self.answers = answers
    self.effects = effects
  }
}
