/// The arguments of one command, checked against its parameters.
public struct ParsedArguments: Sendable {
  private(set) var values: [String: [String]] = [:]

  /// Whether a flag was given.
  public subscript(flag: Flag) -> Bool { values[flag.spec.spelling] != nil }

  /// The value of an option, if it was given.
  public subscript<Value>(option: Option<Value>) -> Value? {
    values[option.spec.spelling]?.last.flatMap(option.kind.parse)
  }

  /// Every value of an option or an operand, in order.
  public func all<Value>(_ option: Option<Value>) -> [Value] {
    (values[option.spec.spelling] ?? []).compactMap(option.kind.parse)
  }

  /// Every word of an operand, in order.
  public func all<Value>(_ operand: Operand<Value>) -> [Value] {
    (values[operand.spec.spelling] ?? []).compactMap(operand.kind.parse)
  }

  /// Whether `--help` was given anywhere before `--`.
  var wantsHelp: Bool { values["--help"] != nil }

  /// Reads a command's words, as GNU tools do: `--name value`, `--name=value`, `-n value`,
  /// `-nvalue`, short flags together, `--` before words that only look like options, `-` as an
  /// ordinary word.
  init(parsing words: some Sequence<String>, for command: CommandSpec) throws(UsageError) {
    let options = command.options + CommandSpec.common
    var operands: [String] = []
    var rest = Array(words)[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        break
      }
      if word.hasPrefix("--") {
        try readLong(word, options, &rest)
      } else if word.hasPrefix("-"), word != "-" {
        try readShort(word, options, &rest)
      } else {
        operands.append(word)
      }
    }
    if wantsHelp { return }
    try assign(operands, to: command.operands)
    for parameter in command.parameters
    where (values[parameter.spelling]?.count ?? 0) < parameter.minimum {
      throw .missing(
        parameter.role == .operand ? parameter.name : "'\(parameter.spelling)'",
        help: parameter.help)
    }
  }

  // MARK: - Reading

  private mutating func readLong(
    _ word: String, _ options: [ParameterSpec], _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = options.first(where: { $0.spelling == name }) else {
      throw .unknownOption(name, known: options.map(\.spelling))
    }
    try record(option, attached: parts.count > 1 ? String(parts[1]) : nil, &rest)
  }

  private mutating func readShort(
    _ word: String, _ options: [ParameterSpec], _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.short == letter }) else {
        throw .unknownOption("-\(letter)", known: options.compactMap { $0.short.map { "-\($0)" } })
      }
      if option.role == .option {
        try record(option, attached: letters.isEmpty ? nil : String(letters), &rest)
        return
      }
      try record(option, attached: nil, &rest)
    }
  }

  private mutating func record(
    _ option: ParameterSpec, attached: String?, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    guard let kind = option.value else {
      if let attached { throw .unexpectedValue(flag: option.spelling, value: attached) }
      values[option.spelling] = []
      return
    }
    guard let value = attached ?? rest.popFirst() else {
      throw .missingValue(option: option.spelling, wanted: kind.wanted)
    }
    try add(value, to: option, kind)
  }

  private mutating func assign(
    _ words: [String], to operands: [ParameterSpec]
  ) throws(UsageError) {
    var rest = words[...]
    for (index, operand) in operands.enumerated() {
      guard let kind = operand.value else { continue }
      // What later operands need at least is not this one's to take.
      let reserved = operands[(index + 1)...].reduce(0) { $0 + $1.minimum }
      var taken = 0
      while taken < operand.maximum, rest.count > reserved, let word = rest.popFirst() {
        try add(word, to: operand, kind)
        taken += 1
      }
    }
    if let word = rest.first { throw .surplus(word) }
  }

  private mutating func add(
    _ value: String, to parameter: ParameterSpec, _ kind: ErasedValueKind
  ) throws(UsageError) {
    guard kind.accepts(value) else {
      throw .badValue(of: parameter.spelling, value: value, wanted: kind.wanted)
    }
    guard (values[parameter.spelling]?.count ?? 0) < parameter.maximum else {
      throw .repeated(parameter.spelling)
    }
    values[parameter.spelling, default: []].append(value)
  }
}
