/// An answer to a numbered list.
enum Picks {
  /// How to answer, for the end of a question.
  static let help = "numbers like 1-4,7; !7 for all but 7; all; none; Enter for all"

  /// The places picked, from 0; nil if the answer is not understood.
  static func parse(_ answer: String, count: Int) -> Set<Int>? {
    let all = Set(0..<count)
    let words = answer.split { $0 == "," || $0 == " " || $0 == "\t" }.map(String.init)
    guard let first = words.first else { return all }
    if words.count == 1, first == "all" { return all }
    if words.count == 1, first == "none" { return [] }
    guard first.hasPrefix("!") else { return numbers(words, count) }
    return numbers([String(first.dropFirst())] + words.dropFirst(), count)
      .map { all.subtracting($0) }
  }

  private static func numbers(_ words: [String], _ count: Int) -> Set<Int>? {
    var picked: Set<Int> = []
    for word in words {
      let ends = word.split(separator: "-", omittingEmptySubsequences: false).map(number)
      guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1],
        first >= 1, first <= last, last <= count
      else { return nil }
      picked.formUnion(first - 1...last - 1)
    }
    return picked
  }

  /// Digits only: `Int` would take a sign.
  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
  }
}
