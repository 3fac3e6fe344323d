/// A decision of the server that a defect turns; the server asks `has(.…)` where it decides.
///
/// Each is declared beside the defect that switches it on, and has that defect's name.
struct Quirk: Sendable, Hashable {
  let name: String

  init(_ name: String) { self.name = name }
}
