import YAML

/// Brings the comments about tables that are left out up to date, as far as the user has them.
extension Merger {
  mutating func mergeLeftOut() {
    let new = situation.database.leftOut
    plan.lock.leftOut = new
    guard let lock = situation.lock, lock.leftOut != new else { return }
    let found = lines(writtenFor: lock.leftOut)
    // Without any of them their user does not want them, unless there were none.
    guard !found.isEmpty || lock.leftOut == [] else { return }
    let known = Dictionary(found.map { ($0.text, $0.number) }, uniquingKeysWith: { a, _ in a })
    let wanted = Set(new)
    let removed = found.filter { !wanted.contains($0.text) }.map(\.number)
    var added: [(line: Int?, text: String)] = []
    // Each in its order: below the one before it, the first above all.
    var place = found.first?.number
    for text in new {
      if let number = known[text] { place = number + 1 } else { added.append((place, text)) }
    }
    if removed.isEmpty && added.isEmpty { return }
    plan.edits.append(.changeLeftOut(removed: removed, added: added))
  }

  /// The lines of the file that are such comments as they were written.
  private func lines(writtenFor base: [String]?) -> [(number: Int, text: String)] {
    let text = situation.file.text
    let base = base.map(Set.init)
    let start = "# left out: "
    return (0..<text.count).compactMap { index in
      let line = text.line(index + 1).drop { $0 == UInt8(ascii: " ") }
      guard line.starts(with: start.utf8) else { return nil }
      let comment = String(decoding: line, as: UTF8.self)
      return base?.contains(comment) ?? true ? (index + 1, comment) : nil
    }
  }
}
