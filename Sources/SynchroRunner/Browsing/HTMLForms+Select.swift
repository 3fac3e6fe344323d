extension HTMLForms {
  /// One of the choices of a `select`.
  struct Option: Sendable, Equatable {
    /// What is sent for it.
    var value: String
    /// Whether it is chosen when nobody touches the form.
    var isSelected = false
    /// Whether nobody can choose it, and it is never sent.
    var isDisabled = false
  }

  /// The choices up to the end of a `select`, with those chosen that a browser shows as chosen.
  static func options(of select: HTMLTags.Tag, _ reader: inout HTMLTags) -> [Option] {
    var options: [Option] = []
    var isGroupDisabled = false
    var before = reader
    reading: while let tag = reader.next() {
      switch tag.name {
      case "/select", "select": break reading
      case "input", "textarea":
        // Neither can stand in a select: whoever wrote it has left out the end.
        reader = before
        break reading
      case "optgroup": isGroupDisabled = tag["disabled"] != nil
      case "/optgroup": isGroupDisabled = false
      case "option":
        let text = reader.text(
          until: "</option", "<option", "</optgroup", "<optgroup", "</select", "<select", "<input",
          "<textarea")
        options.append(
          Option(
            value: tag["value"] ?? text, isSelected: tag["selected"] != nil,
            isDisabled: isGroupDisabled || tag["disabled"] != nil))
      default: break
      }
      before = reader
    }
    if select["multiple"] == nil { chooseOne(of: &options, isList: isList(select)) }
    return options
  }

  /// HTML, section 4.10.7: of several the last is chosen, and where one line shows them and none is said to be
  /// chosen the first that can be.
  private static func chooseOne(of options: inout [Option], isList: Bool) {
    let chosen =
      options.lastIndex(where: \.isSelected)
      ?? (isList ? nil : options.firstIndex { !$0.isDisabled })
    for index in options.indices { options[index].isSelected = index == chosen }
  }

  /// Whether several lines show the choices, so that none need be chosen.
  private static func isList(_ select: HTMLTags.Tag) -> Bool {
    let digits = select["size"]?.drop { $0 == " " }.prefix { $0.isASCII && $0.isNumber }
    return digits.flatMap { Int($0) } ?? 1 > 1
  }
}
