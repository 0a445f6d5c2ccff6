import Catalog
import Postgres
import Settings

/// What a merged file must be, from what was done to the file and to the database.
struct MergeComparison {
  /// The file as `init` wrote it, and as the user left it.
  let first: FileOutline
  let edited: FileOutline
  /// The database then, and now.
  let before: RandomDatabase
  let after: RandomDatabase
  /// Comments that the user wrote.
  let comments: [String]
  let includesKeyless: Bool

  private typealias Column = FileOutline.Column

  /// The tables by number, under the names that the file uses.
  private static func tables(_ model: RandomDatabase) -> [QualifiedName: RandomDatabase.Table] {
    Dictionary(model.tables.map { ($0.name, $0) }) { first, _ in first }
  }

  private struct Pair {
    var old: Column
    var first: Column?
    var now: RandomDatabase.Column?
    var id: Int
  }

  private struct StreamPair {
    var old: FileOutline.Stream
    var now: RandomDatabase.Table?
    var columns: [Pair]
  }

  /// The streams of the edited file with what became of their tables.
  private var pairs: [StreamPair] {
    let tables = Self.tables(before)
    return edited.streams.compactMap { stream in
      guard let table = tables[stream.table] else { return nil }
      let now = after.tables.first { $0.id == table.id }
      let start = first.streams.first { $0.table == stream.table }
      return StreamPair(
        old: stream, now: now,
        columns: stream.columns.compactMap { column in
          guard let own = table.columns.first(where: { $0.name == column.settings.name })
          else { return nil }
          return Pair(
            old: column, first: start?.columns.first { $0.settings.name == own.name },
            now: now?.columns.first { $0.id == own.id }, id: own.id)
        })
    }
  }

  /// Whether something that the user edited was changed in the database, or nothing is left.
  ///
  /// - Parameter all: only whether nothing at all is left, which no option resolves.
  func mayConflict(all: Bool) -> Bool {
    let pairs = pairs
    if pairs.allSatisfy({ $0.now == nil }) { return true }
    if pairs.contains(where: { pair in
      pair.now != nil && pair.columns.allSatisfy { $0.now == nil }
    }) {
      return true
    }
    if all { return false }
    return pairs.contains { pair in
      let isEdited =
        pair.columns.contains(where: Self.isEdited)
        || pair.columns.count != first.streams.first { $0.table == pair.old.table }?.columns.count
        || pair.columns.map(\.id)
          != first.streams.first { $0.table == pair.old.table }.map { stream in
            stream.columns.compactMap { column in
              pair.columns.first { $0.old.settings.name == column.settings.name }?.id
            }
          }
      if pair.now == nil { return isEdited }
      return pair.columns.contains { column in
        Self.isEdited(column)
          && (column.now == nil || after.touched.columns.contains(column.id))
      }
    }
  }

  private static func isEdited(_ pair: Pair) -> Bool {
    guard let first = pair.first?.settings else { return true }
    var own = pair.old.settings
    own.location = first.location
    return own != first
  }

  /// Whether a databrewType is in the file that the user chose without regard to the column.
  func hasWildTypes(_ merged: FileOutline) -> Bool {
    pairs.contains { pair in
      pair.columns.contains { column in
        column.old.settings.databrewType != column.first?.settings.databrewType
      }
    }
  }

  // MARK: Problems

  /// What is wrong with the merged file.
  ///
  /// - Parameter fresh: what a first `init` would write now.
  func problems(
    _ merged: FileOutline, fresh: FileOutline, preference: String?, addsTables: Bool
  ) -> [String] {
    var problems = outside(merged)
    var kept: Set<QualifiedName> = []
    var order: [QualifiedName] = []
    for pair in pairs {
      guard let now = pair.now else {
        let stays = merged.streams.contains { $0.table == pair.old.table }
        let isNewOwner = after.tables.contains { $0.name == pair.old.table }
        if stays, preference != "--ours", !isNewOwner {
          problems.append("\(pair.old.table) stays, but was dropped")
        }
        continue
      }
      kept.insert(now.name)
      order.append(now.name)
      guard let stream = merged.streams.first(where: { $0.table == now.name }) else {
        problems.append("\(now.name) is gone")
        continue
      }
      problems += compare(
        pair, stream, merged, fresh.streams.first { $0.table == now.name }, preference)
    }
    if merged.streams.map(\.table).filter(kept.contains) != order {
      problems.append("the streams are in another order")
    }
    for comment in lastingComments where !merged.lines.contains(where: { $0.contains(comment) }) {
      problems.append("lost: \(comment)")
    }
    problems += newTables(merged, fresh, kept, addsTables)
    return problems
  }

  private func outside(_ merged: FileOutline) -> [String] {
    var problems: [String] = []
    if merged.lines[..<merged.sections.start] != edited.lines[..<edited.sections.start] {
      problems.append("something before stream_schema changed")
    }
    let old = edited.lines[(edited.sections.end - 1)...]
    let new = merged.lines[(merged.sections.end - 1)...]
    if !new.elementsEqual(old), !(old.isEmpty && new.allSatisfy(\.isEmpty)) {
      problems.append("something behind stream_schema changed")
    }
    return problems
  }

  private func compare(
    _ pair: StreamPair, _ stream: FileOutline.Stream, _ merged: FileOutline,
    _ fresh: FileOutline.Stream?, _ preference: String?
  ) -> [String] {
    var problems: [String] = []
    var order: [Identifier] = []
    for column in pair.columns {
      guard let now = column.now else { continue }
      order.append(now.name)
      guard let new = stream.columns.first(where: { $0.settings.name == now.name }) else {
        problems.append("\(stream.table).\(now.name) is gone")
        continue
      }
      let target = fresh?.columns.first { $0.settings.name == now.name }
      problems += compare(column, new, merged, target, preference).map {
        "\(stream.table).\(now.name): \($0)"
      }
    }
    if stream.columns.map(\.settings.name).filter(order.contains) != order {
      problems.append("\(stream.table): the columns are in another order")
    }
    // New columns are there, those that the user deleted are not.
    let known = Set(
      (Self.tables(before)[pair.old.table]?.columns ?? []).filter { !$0.isGenerated }.map(\.id))
    for column in pair.now?.columns ?? [] {
      let isThere = stream.columns.contains { $0.settings.name == column.name }
      let isReadable = fresh?.columns.contains { $0.settings.name == column.name } ?? false
      if !known.contains(column.id), isReadable != isThere, fresh != nil {
        problems.append("\(stream.table).\(column.name) is new, and there: \(isThere)")
      }
      if known.contains(column.id), isThere, !pair.columns.contains(where: { $0.id == column.id }) {
        problems.append("\(stream.table).\(column.name) was deleted, and is back")
      }
    }
    return problems
  }

  private func compare(
    _ pair: Pair, _ new: Column, _ merged: FileOutline, _ fresh: Column?, _ preference: String?
  ) -> [String] {
    var problems: [String] = []
    let isTouched = after.touched.columns.contains(pair.id)
    let isRenamed = after.touched.renamedColumns.contains(pair.id)
    if !isTouched, !isRenamed {
      let (old, own) = (edited.text(pair.old.lines), merged.text(new.lines))
      return old == own ? [] : ["its lines changed: \(old) \(own)"]
    }
    // Within braces one value stands before the next, so that only the values can be compared.
    for (key, node) in pair.old.values where !pair.old.isFlow {
      guard let other = new.values[key] else {
        problems.append("\(key) is gone")
        continue
      }
      let (old, own) = (edited.line(around: node), merged.line(around: other))
      if old.before != own.before { problems.append("\(key): `\(old)` became `\(own)`") }
      if old.after.contains("keep-") || !isTouched, old.after != own.after {
        problems.append("\(key): `\(old)` became `\(own)`")
      }
    }
    guard let first = pair.first?.settings, let fresh = fresh?.settings else { return problems }
    let (old, own) = (pair.old.settings, new.settings)
    // Three ways: what the user changed stays, what he did not is as the database says.
    func check<Value: Equatable>(_ key: String, _ value: (ColumnSettings) -> Value) {
      let isEdited = value(old) != value(first)
      if isEdited, preference == "--theirs" { return }
      let wanted = isEdited ? value(old) : value(fresh)
      if value(own) != wanted { problems.append("\(key) is \(value(own)), not \(wanted)") }
    }
    check("databrewType") { $0.databrewType }
    check("pk") { $0.pk }
    check("nullable") { $0.nullable }
    check("nativeConnectorType") { $0.nativeConnectorType }
    return problems
  }

  /// The user's comments that do not belong to something that was dropped.
  private var lastingComments: [String] {
    var dropped = Set<Int>()
    var end = edited.sections.start
    let byName = Dictionary(pairs.map { ($0.old.table, $0) }) { first, _ in first }
    for stream in edited.streams {
      defer { end = stream.lines.upperBound }
      guard let pair = byName[stream.table] else { continue }
      if pair.now == nil { dropped.formUnion(end + 1...stream.lines.upperBound) }
      for column in pair.columns where column.now == nil {
        var line = column.old.lines.lowerBound
        while line > 1, edited.lines[line - 2].trimmingPrefix(while: { $0 == " " }).hasPrefix("#") {
          line -= 1
        }
        dropped.formUnion(line...column.old.lines.upperBound)
      }
    }
    return comments.filter { comment in
      edited.lines.indices.contains { index in
        edited.lines[index].contains(comment) && !dropped.contains(index + 1)
      }
    }
  }

  private func newTables(
    _ merged: FileOutline, _ fresh: FileOutline, _ kept: Set<QualifiedName>, _ adds: Bool
  ) -> [String] {
    let known = Set(before.tables.map(\.id))
    return after.tables.compactMap { table in
      guard !kept.contains(table.name), !pairs.contains(where: { $0.old.table == table.name })
      else { return nil }
      let isThere = merged.streams.contains { $0.table == table.name }
      if known.contains(table.id) { return isThere ? "\(table.name) came back" : nil }
      let isAdmitted = !table.key.isEmpty || includesKeyless
      let wanted = adds && isAdmitted && fresh.streams.contains { $0.table == table.name }
      return isThere == wanted ? nil : "\(table.name) is new, and there: \(isThere)"
    }
  }
}
