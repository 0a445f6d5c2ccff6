import Catalog
import Postgres

/// Merges what changed in a database into a file that its user has changed, too: base is the
/// lock, ours the file, theirs the database (docs/explanation/merge.md). Pure.
package struct Merger {
  let situation: Situation
  let options: MergeOptions
  let exclusions: Exclusions
  let matcher: Matcher
  var plan: MergePlan
  private let commented: CommentedStreams
  /// Names of the file that nothing in the database bears any more.
  var gone: [Lock.Kept] = []
  private var inserted: [StreamDraft] = []
  /// How many comments became streams.
  private var admitted = 0
  /// Streams to be taken out, and why.
  var removed: [(stream: FileStream, base: StreamDraft?, reason: String)] = []

  private init(_ situation: Situation, _ options: MergeOptions, _ lock: Lock) {
    self.situation = situation
    self.options = options
    exclusions = Exclusions(situation)
    matcher = Matcher(situation)
    plan = MergePlan(lock: lock)
    // As they were written, whatever is asked for now.
    let written = situation.lock?.selection ?? lock.selection
    commented = CommentedStreams(situation.file, SchemaText(situation.file.schema, written))
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
    let matches = merger.matcher.matches()
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
    merger.keepNames()
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
      gone.append(Lock.Kept(table: stream.name))
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
        gone.append(Lock.Kept(table: stream.name))
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
    let isNamed = options.named.contains(table.oid)
    if let base = match.base {
      if !base.isActive, admits(table, isNamed: isNamed), admit(table, base) { return }
      if isNamed, base.isActive, table.isActive { return insert(table, isActive: true) }
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
          "\(table.name) now has a replica identity: uncomment it in the file to stream it, or run"
            + " init --new add")
      }
      plan.lock.streams.append(kept)
      return
    }
    if isNamed, table.isActive { return insert(table, isActive: true) }
    if exclusions.contains(table) { return exclude(table) }
    guard situation.database.selected.contains(table.oid) else { return }
    // Without a lock it is unknown whether the table is new.
    guard situation.lock != nil, options.newTables != .ignore else { return exclude(table) }
    insert(table, isActive: table.isActive && options.newTables == .add)
  }

  private mutating func insert(_ table: StreamDraft, isActive: Bool) {
    var new = table
    new.isActive = isActive
    inserted.append(new)
    plan.lock.streams.append(new)
    plan.notes.append(
      new.isActive ? "\(table.name) added" : "\(table.name) is new: added as a comment")
  }

  /// Whether a table that stands there as a comment is to become a stream.
  private func admits(_ table: StreamDraft, isNamed: Bool) -> Bool {
    if options.admitsKeyless, table.gap != nil { return true }
    return table.isActive && (isNamed || options.newTables == .add)
  }

  /// Makes a stream of its comment; false where the comment is not as it was generated.
  private mutating func admit(_ table: StreamDraft, _ base: StreamDraft) -> Bool {
    guard let lines = commented.lines(of: base) else {
      plan.warnings.append("\(table.name): its comment was edited: uncomment it by hand")
      return false
    }
    var new = table
    new.isActive = true
    new.estimates = base.estimates
    plan.edits.append(.replaceCommented(lines, new: new))
    plan.lock.streams.append(new)
    plan.notes.append("\(table.name) added: its comment became a stream")
    admitted += 1
    return true
  }

  /// Records the names that would be taken for something excluded, which bears them now.
  private mutating func keepNames() {
    let excluded = Set(
      plan.lock.excluded.map { Lock.Kept(table: $0.table, column: $0.column) })
    let kept = gone.filter(excluded.contains)
      .sorted { ($0.table, $0.column ?? "") < ($1.table, $1.column ?? "") }
    plan.lock.kept = kept.isEmpty ? nil : kept
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
    let isAdded = admitted > 0 || inserted.contains(where: \.isActive)
    if removed.count == situation.file.streams.count, !isAdded, let first = removed.first?.stream {
      if options.preference == .file {
        for (stream, _, _) in removed {
          plan.warnings.append("\(stream.written) is kept, but is not in the database")
          gone.append(Lock.Kept(table: stream.name))
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
