extension FlowCatalogue {
  /// The entries of the register that touch a row: by itself, by its use cases, its payload or its
  /// actors.
  public func irregularities(touching row: FlowRow) -> [FlowIrregularity] {
    let actors = Set(row.actors)
    return irregularities.filter { entry in
      entry.rows.contains(row.id) || entry.payloads.contains(row.payload)
        || entry.actors.contains { actors.contains($0) }
        || entry.useCases.contains { row.useCases.contains($0) }
    }
  }

  /// The entries that touch a use case as a whole.
  public func irregularities(touching useCase: UseCase) -> [FlowIrregularity] {
    irregularities.filter { $0.useCases.contains(useCase.name) }
  }
}
