import Catalog
import Diagnostics
import Mapping
import Postgres

/// Merges what changed in a database into a file that its user has changed, too: base is the
/// lock, ours the file, theirs the database (introspection.md, section 5.3). Pure.
package struct Merger {
  let situation: Situation
  let options: MergeOptions
  var plan: MergePlan
  private var inserted: [StreamDraft] = []

  private init(_ situation: Situation, _ options: MergeOptions, _ lock: Lock) {
    self.situation = situation
    self.options = options
    plan = MergePlan(lock: lock)
  }

  /// Plans the merge.
  ///
  /// - Parameter lock: describes the tool and the server; its streams are filled here.
  package static func plan(
    _ situation: Situation, _ options: MergeOptions, lock: Lock
  ) -> MergePlan {
    var merger = Merger(situation, options, lock)
    merger.plan.lock.streams = []
    merger.plan.lock.excluded = []
    let matches = Matcher(situation).matches()
    for match in matches {
      if match.file != nil {
        merger.mergeNamed(match)
      } else if let table = match.database {
        merger.mergeUnnamed(table, match)
      }
    }
    merger.insertStreams(matches)
    merger.checkSomethingIsLeft()
    merger.plan.lock.streams.sort { $0.name < $1.name }
    merger.plan.lock.excluded.sort { ($0.table, $0.number ?? 0) < ($1.table, $1.number ?? 0) }
    return merger.plan
  }

  // MARK: Streams of the file

  private mutating func mergeNamed(_ match: StreamMatch) {
    guard let stream = match.file else { return }
    guard let table = match.database else { return mergeGone(stream, match) }
    if table.name != stream.name {
      plan.edits.append(.renameStream(stream, to: table.name))
      plan.notes.append("\(stream.written) renamed to \(table.name)")
    }
    if let base = match.base, base.heading != table.heading {
      plan.edits.append(.replaceHeading(stream, old: base, new: table))
    }
    if let gap = table.gap, let base = match.base, base.gap == nil {
      plan.warnings.append(
        "\(stream.written) has no usable replica identity any more (\(gap.reason)):"
          + " blink-run would refuse it; " + gap.statements.joined(separator: " "))
    }
    mergeColumns(stream, match, table)
    var kept = table
    kept.isActive = true
    kept.estimates = match.base?.estimates
    plan.lock.streams.append(kept)
  }

  /// A stream whose table is gone, or cannot be streamed any more.
  private mutating func mergeGone(_ stream: FileStream, _ match: StreamMatch) {
    guard let base = match.base else {
      plan.warnings.append("\(stream.written) is not in the database")
      return
    }
    if let reason = situation.database.reasons[stream.name] {
      plan.warnings.append("\(stream.written) stays, but cannot be streamed: \(reason)")
      plan.lock.streams.append(base)
      return
    }
    if !isUntouched(match), options.preference != .database {
      if options.preference == .file {
        plan.warnings.append("\(stream.written) stays, but is not in the database")
        return
      }
      plan.conflicts.append(
        Conflict(
          subject: stream.written, file: "you changed the stream", database: "dropped",
          location: stream.location))
      plan.lock.streams.append(base)
      return
    }
    plan.edits.append(.removeStream(stream, base: base))
    plan.notes.append("\(stream.written) removed: the table was dropped")
  }

  private func isUntouched(_ match: StreamMatch) -> Bool {
    let columns = (match.base?.columns ?? []).filter { $0.leftOut == nil }
    guard let stream = match.file, stream.columns.count == columns.count else { return false }
    return zip(stream.columns, columns).allSatisfy { isUntouched($0, $1) }
  }

  // MARK: Tables that the file does not name

  private mutating func mergeUnnamed(_ table: StreamDraft, _ match: StreamMatch) {
    if let base = match.base {
      guard !base.isActive else { return exclude(table) }
      if base.gap != nil, table.gap == nil {
        plan.warnings.append(
          "\(table.name) has a replica identity now: uncomment it in the file to stream it")
      }
      var kept = table
      kept.isActive = false
      kept.estimates = base.estimates
      plan.lock.streams.append(kept)
      return
    }
    let wasExcluded = (situation.lock?.excluded ?? []).contains {
      $0.number == nil && ($0.oid == table.oid || $0.table == table.name)
    }
    if wasExcluded { return exclude(table) }
    guard situation.database.selected.contains(table.oid) else { return }
    // Without a lock nobody can say that the table is new.
    guard situation.lock != nil, options.newTables != .ignore else { return exclude(table) }
    var new = table
    new.isActive = table.isActive && options.newTables == .add
    inserted.append(new)
    plan.lock.streams.append(new)
    plan.notes.append(
      new.isActive ? "\(table.name) added" : "\(table.name) is new: added as a comment")
  }

  private mutating func exclude(_ table: StreamDraft) {
    plan.lock.excluded.append(Lock.Exclusion(oid: table.oid, table: table.name))
  }

  /// Puts new streams before the first of the file that follows in the order of names.
  private mutating func insertStreams(_ matches: [StreamMatch]) {
    let named = matches.filter { $0.file != nil && $0.database != nil }
    for draft in inserted.sorted(by: { $0.name < $1.name }) {
      let next = named.first { ($0.database?.name ?? draft.name) > draft.name }
      plan.edits.append(.insertStream(draft, before: next?.file, base: next?.base))
    }
  }

  private mutating func checkSomethingIsLeft() {
    let removed = plan.edits.count { if case .removeStream = $0 { true } else { false } }
    let isAdded = inserted.contains(where: \.isActive)
    guard removed > 0, removed == situation.file.streams.count, !isAdded,
      let first = situation.file.streams.first
    else { return }
    plan.conflicts.append(
      Conflict(
        subject: "every stream", file: "names only tables that were dropped",
        database: "holds none of them", location: first.location))
  }
}
