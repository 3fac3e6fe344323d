/// The one spelling of the way to a value (RFC 9535, section 2.7).
public struct NormalizedPath: Sendable {
  /// One step down.
  public enum Step: Sendable {
    /// To a member of an object.
    case name(String)
    /// To an element of an array, counted from 0.
    case index(Int)
  }

  /// The steps from the root.
  public let steps: [Step]

  /// A path by its steps.
  public init(_ steps: [Step]) {
    self.steps = steps
  }

  /// The same way as a JSON Pointer (RFC 6901).
  public var pointer: JSONPointer {
    JSONPointer(
      tokens: steps.map { step in
        switch step {
        case .name(let name): name
        case .index(let index): String(index)
        }
      })
  }
}

extension NormalizedPath.Step: Hashable {
  /// Whether both lead the same way; names are compared by code point.
  public static func == (left: NormalizedPath.Step, right: NormalizedPath.Step) -> Bool {
    switch (left, right) {
    case (.name(let left), .name(let right)): left.utf8.elementsEqual(right.utf8)
    case (.index(let left), .index(let right)): left == right
    default: false
    }
  }

  /// Feeds what equality looks at.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .name(let name): for byte in name.utf8 { hasher.combine(byte) }
    case .index(let index): hasher.combine(index)
    }
  }
}

extension NormalizedPath: Hashable, CustomStringConvertible {
  /// The path as the RFC writes it: `$['events'][0]['id']`.
  public var description: String {
    var text = "$"
    for step in steps {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .name(let name):
        text += "['"
        for scalar in name.unicodeScalars { Self.append(scalar, to: &text) }
        text += "']"
      }
    }
    return text
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "\u{8}": text += "\\b"
    case "\t": text += "\\t"
    case "\n": text += "\\n"
    case "\u{C}": text += "\\f"
    case "\r": text += "\\r"
    case "'": text += "\\'"
    case "\\": text += "\\\\"
    case "\u{0}"..."\u{F}": text += "\\u000" + String(scalar.value, radix: 16)
    case "\u{10}"..."\u{1F}": text += "\\u00" + String(scalar.value, radix: 16)
    default: text.unicodeScalars.append(scalar)
    }
  }
}
