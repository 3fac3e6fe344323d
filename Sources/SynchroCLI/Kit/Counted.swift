/// A number with its noun: `1 row`, `2 rows`, `3 entries` where the plural is a word of its own.
func counted(_ number: Int, _ noun: String, _ nouns: String? = nil) -> String {
  "\(number) " + (number == 1 ? noun : nouns ?? noun + "s")
}
