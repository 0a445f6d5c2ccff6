import Catalog

/// Merges what changed in a database into a file that its user has changed, too: base is the
/// lock, ours the file, theirs the database (docs/explanation/merge.md). Pure.
package struct Merger {
  let situation: Situation
  let options: MergeOptions
  let exclusions: Exclusions
  var plan: MergePlan
  private let commented: CommentedStreams
  private var inserted: [StreamDraft] = []
  /// Streams to be taken out, and why.
  var removed: [(stream: FileStream, base: StreamDraft?, reason: String)] = []

  private init(_ situation: Situation, _ options: MergeOptions, _ lock: Lock) {
    self.situation = situation
    self.options = options
    exclusions = Exclusions(situation)
    plan = MergePlan(lock: lock)
    commented = CommentedStreams(situation.file, plan.schemaText(situation.file))
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
      } else if let base = match.base, !base.isActive {
        merger.mergeGone(base)
      }
    }
    merger.insertStreams(matches)
    merger.removeStreams()
    merger.mergeLeftOut()
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
        "\(stream.written) now has \(gap.words.what): \(gap.words.effect); "
          + gap.statements.joined(separator: " "))
    }
    guard mergeColumns(stream, match, table) else { return exclude(table) }
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
      plan.warnings.append("\(stream.written) is kept, but cannot be streamed: \(reason)")
      plan.lock.streams.append(base)
      return
    }
    if !isUntouched(match), options.preference != .database {
      if options.preference == .file {
        plan.warnings.append("\(stream.written) is kept, but is not in the database")
        return
      }
      plan.conflicts.append(
        Conflict(
          subject: stream.written, file: "you changed the stream", database: "dropped",
          location: stream.location))
      plan.lock.streams.append(base)
      return
    }
    removed.append((stream, base, "the table was dropped"))
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
      var kept = table
      kept.isActive = false
      kept.estimates = base.estimates
      if !commented.areAlike(base, kept), let lines = commented.lines(of: base) {
        plan.edits.append(.replaceCommented(lines, new: kept))
        plan.notes.append("\(table.name): its comment was updated from the table")
      }
      if base.gap != nil, table.gap == nil {
        plan.warnings.append(
          "\(table.name) now has a replica identity: uncomment it in the file to stream it")
      }
      plan.lock.streams.append(kept)
      return
    }
    if exclusions.contains(table) { return exclude(table) }
    guard situation.database.selected.contains(table.oid) else { return }
    // Without a lock it is unknown whether the table is new.
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

  /// A table that is commented out in the file, and no longer exists.
  private mutating func mergeGone(_ base: StreamDraft) {
    if situation.database.reasons[base.name] != nil {
      plan.lock.streams.append(base)
    } else if let lines = commented.lines(of: base) {
      plan.edits.append(.replaceCommented(lines, new: nil))
      plan.notes.append("\(base.name): its comment was removed: the table was dropped")
    }
  }

  /// Takes out streams whose tables were dropped, unless nothing would be left.
  private mutating func removeStreams() {
    let isAdded = inserted.contains(where: \.isActive)
    if removed.count == situation.file.streams.count, !isAdded, let first = removed.first?.stream {
      if options.preference == .file {
        for (stream, _, _) in removed {
          plan.warnings.append("\(stream.written) is kept, but is not in the database")
        }
        return
      }
      plan.conflicts.append(
        Conflict(
          subject: "every stream", file: "contains only dropped tables",
          database: "has none of them", location: first.location))
    }
    for (stream, base, reason) in removed {
      plan.edits.append(.removeStream(stream, base: base))
      plan.notes.append("\(stream.written) removed: \(reason)")
    }
  }
}
