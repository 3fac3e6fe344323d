/// Which clock the run went by. Only `real` says anything about the field.
public enum TimeMode: String, Sendable, CaseIterable {
  /// The clock of the world.
  case real
  /// The clock of the world, made faster.
  case compressed
  /// A clock that the harness sets.
  case virtual
}
