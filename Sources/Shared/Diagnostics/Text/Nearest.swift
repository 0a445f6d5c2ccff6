/// Finds what somebody may have meant.
package enum Nearest {
  /// The candidate with the smallest edit distance, if it is close enough to be a slip.
  package static func match(for text: String, in candidates: [String]) -> String? {
    let limit = max(1, text.utf8.count / 3)
    return
      candidates
      .map {
        (
          candidate: $0,
          distance: distance(Array(text.lowercased().utf8), Array($0.lowercased().utf8))
        )
      }
      .filter { $0.distance <= limit }
      .min { $0.distance < $1.distance }?.candidate
  }

  /// Number of insertions, deletions and replacements (V. Levenshtein, 1966).
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var corner = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let replaced = corner + (x == y ? 0 : 1)
        corner = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, corner + 1)
      }
    }
    return row[b.count]
  }
}
