/// Regular expressions of ECMA-262: what the engine can compile.
enum RegexFormat {
  static func check(_ text: String) throws(FormatFault) {
    do throws(PatternError) {
      _ = try Pattern(text, dialect: .ecmaScript)
    } catch {
      let prefix = text.unicodeScalars.prefix(error.offset)
      throw FormatFault(.rule(error.message), at: String(prefix).utf8.count)
    }
  }
}
