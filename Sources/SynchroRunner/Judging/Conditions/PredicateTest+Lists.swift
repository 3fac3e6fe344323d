import SynchroJSON
import SynchroScript
import SynchroText
import SynchroVerdict

/// Predicates on lists.
extension PredicateTest {
  private func notList(_ subject: Evaluation) -> Judgement {
    .unmet(mismatch(subject, because: "it is no list"))
  }

  func isUnique(_ subject: Evaluation) -> Judgement {
    guard let elements = subject.elements else { return notList(subject) }
    var seen: [JSONValue: Int] = [:]
    var mismatches: [Mismatch] = []
    for (index, element) in elements.enumerated() {
      guard let value = element.value.json else {
        return .undecided(
          Judgement.Undecided("\(ValueText.kind(element.value)) cannot be told from another"))
      }
      if let first = seen[value] {
        mismatches.append(
          mismatch(.one(element), because: "it stands at \(first) and at \(index)"))
      } else {
        seen[value] = index
      }
    }
    return mismatches.isEmpty ? .met : .unmet(all: mismatches)
  }

  func relates(_ subject: Evaluation, _ relation: Predicate.SetRelation) -> Judgement {
    guard let operand else { return .met }
    guard let wanted = operand.elements else {
      return .undecided(Judgement.Undecided("\(ValueText.show(operand.value)) is no list"))
    }
    guard let elements = subject.elements else { return notList(subject) }
    let mine = Set(elements.compactMap(\.value.json))
    let theirs = Set(wanted.compactMap(\.value.json))
    var mismatches: [Mismatch] = []
    if relation != .superset {
      for element in elements {
        guard let value = element.value.json, theirs.contains(value) else {
          mismatches.append(mismatch(.one(element)))
          continue
        }
      }
    }
    if relation != .subset {
      for element in wanted {
        guard let value = element.value.json, mine.contains(value) else {
          mismatches.append(
            mismatch(subject, because: "\(ValueText.show(element.value)) is not among them"))
          continue
        }
      }
    }
    return mismatches.isEmpty ? .met : .unmet(all: mismatches)
  }

  // MARK: - Order

  func isSorted(_ subject: Evaluation, descending: Bool) -> Judgement {
    guard let elements = subject.elements else { return notList(subject) }
    var keys: [FoundValue] = []
    for element in elements {
      switch key(of: element) {
      case .one(let key): keys.append(key)
      case .undecided(let why): return .undecided(why)
      case .many, .nothing:
        return .unmet(
          mismatch(.one(element), because: "it has nothing to be sorted by"))
      }
    }
    guard keys.count > 1 else { return .met }
    guard let orders = orders(of: keys) else {
      return .unmet(
        mismatch(
          subject, because: "the values to sort by are not all date-times, numbers or strings"))
    }
    var mismatches: [Mismatch] = []
    for (index, order) in orders.enumerated() where descending ? order < 0 : order > 0 {
      let previous = ValueText.show(keys[index].value)
      mismatches.append(mismatch(.one(keys[index + 1]), because: "it comes after \(previous)"))
    }
    return mismatches.isEmpty ? .met : .unmet(all: mismatches)
  }

  private func key(of element: FoundValue) -> Evaluation {
    guard let path else { return .one(element) }
    guard
      let node = element.node
        ?? element.value.json.flatMap({ ParsedValue.document(of: $0)?.root })
    else { return .nothing("no JSON value") }
    do throws(JSONPathLimitExceeded) {
      guard let match = try path.nodes(in: node).first else { return .nothing("nothing there") }
      return .one(
        FoundValue(
          node: match.node, location: (element.location ?? "") + match.path.pointer.description,
          exchange: element.exchange))
    } catch {
      return .undecided(Judgement.Undecided(error.description, cause: .limit))
    }
  }

  /// How each value stands to the next one: date-times as instants when all are, numbers when all
  /// are, else text by its code points.
  private func orders(of keys: [FoundValue]) -> [Int]? {
    let ranks = keys.compactMap { ValueOrder.Orderable($0.value) }
    if ranks.count == keys.count {
      let orders = zip(ranks, ranks.dropFirst()).compactMap { ValueOrder.order($0, $1) }
      if orders.count == keys.count - 1 { return orders }
    }
    var texts: [[UInt8]] = []
    for key in keys {
      guard case .json(.string(let text)) = key.value else { return nil }
      texts.append(Array(text.utf8))
    }
    return zip(texts, texts.dropFirst()).map { left, right in
      left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
    }
  }

  // MARK: - Names

  func hasUniqueNames(_ subject: Evaluation) -> Judgement {
    guard case .one(let found) = subject else { return notObject(subject) }
    if let body {
      if case .notJSON(let reason, let isLimit) = body.reading {
        return .undecided(
          Judgement.Undecided(
            "the body is no JSON: \(reason)", cause: isLimit ? .limit : .nothingToLookAt))
      }
    }
    guard let node = found.node else { return notObject(subject) }
    let range = node.range
    let mismatches = node.document.duplicateKeys
      .filter { $0.again.start >= range.start && $0.again.end <= range.end }
      .map { key in
        Mismatch(
          expected: expectation,
          received: "the name \(ValueText.show(.json(.string(key.key)))) again",
          location: found.location, exchange: found.exchange,
          place: found.standsInAnswer
            ? node.document.source.place(at: key.again.start).description : nil)
      }
    return mismatches.isEmpty ? .met : .unmet(all: mismatches)
  }

  private func notObject(_ subject: Evaluation) -> Judgement {
    .undecided(
      Judgement.Undecided(
        "\(ValueText.show(subject.value)) is not text of an answer in which names could repeat"))
  }
}
