import Postgres
import Settings
import Types

extension Merger {
  /// Merges the columns of a stream; returns whether the stream remains.
  mutating func mergeColumns(
    _ stream: FileStream, _ match: StreamMatch, _ table: StreamDraft
  ) -> Bool {
    let before = plan
    var kept: [(number: Int, column: FileColumn)] = []
    var added: [ColumnDraft] = []
    for column in matcher.columns(of: match) {
      guard let written = column.file else {
        if let base = column.base, base.leftOut != nil, column.database?.leftOut == nil {
          plan.edits.append(.removeLeftOut(base, stream))
        }
        if let found = column.database, isNew(found, column, match) {
          added.append(found)
          plan.notes.append("\(stream.written).\(found.name) added")
        }
        continue
      }
      if merge(written, column, stream, table) {
        kept.append((column.database?.number ?? column.base?.number ?? 0, written))
      }
    }
    guard !kept.isEmpty || !added.isEmpty else { return emptied(stream, match.base, before) }
    for column in added.sorted(by: { $0.number < $1.number }) {
      let before = kept.filter { $0.number < column.number }.max { $0.number < $1.number }
      plan.edits.append(.insertColumn(column, stream, after: before?.column))
    }
    return true
  }

  /// No column of a stream is left; returns whether the stream remains.
  private mutating func emptied(_ stream: FileStream, _ base: StreamDraft?, _ before: MergePlan)
    -> Bool
  {
    plan = before
    switch options.preference {
    case .neither:
      plan.conflicts.append(
        Conflict(
          subject: stream.written, file: "contains only dropped columns",
          database: "has none of them", location: stream.location))
      return true
    case .file:
      for column in stream.columns {
        plan.warnings.append("\(stream.written).\(column.name) is kept, but is not in the database")
      }
      return true
    case .database:
      removed.append((stream, base, "none of its columns is left"))
      return false
    }
  }

  /// Whether a column that the file does not name is new; one that the user took out is noted.
  private mutating func isNew(
    _ column: ColumnDraft, _ match: ColumnMatch, _ stream: StreamMatch
  ) -> Bool {
    guard let table = stream.database else { return false }
    let wasExcluded = exclusions.contains(column, of: table)
    let wasDeleted = match.base.map { $0.leftOut == nil } ?? false
    // Without a base the file has what its user wants.
    if wasExcluded || wasDeleted || stream.base == nil {
      if column.leftOut == nil {
        plan.lock.excluded.append(
          Lock.Exclusion(
            oid: table.oid, table: table.name, number: column.number, column: column.name))
      }
      return false
    }
    return column.leftOut == nil
  }

  /// Merges one column of the file; returns whether it remains.
  private mutating func merge(
    _ written: FileColumn, _ match: ColumnMatch, _ stream: FileStream, _ table: StreamDraft
  ) -> Bool {
    let subject = "\(stream.written).\(written.name)"
    guard let column = match.database else {
      guard let base = match.base else {
        plan.warnings.append("\(subject) is not in the database")
        gone.append(Lock.Kept(table: table.name, column: written.name))
        return true
      }
      let remains = mergeGone(written, base, subject)
      if remains { gone.append(Lock.Kept(table: table.name, column: written.name)) }
      return remains
    }
    if let reason = column.leftOut {
      plan.warnings.append("\(subject) is kept, but cannot be streamed: \(reason)")
      return true
    }
    if column.name != written.name {
      plan.edits.append(
        .set(written, key: "name", value: YAMLText.scalar(column.name.text)))
      plan.notes.append("\(subject) renamed to \(column.name)")
    }
    // Without a base the file has what its user wants.
    guard let base = match.base else { return true }
    mergeTypes(written, base, column, subject, table)
    mergeFlag(written, "pk", written.settings.pk, base.pk, column.pk, subject)
    mergeFlag(
      written, "nullable", written.settings.nullable, base.nullable, column.nullable, subject)
    if written.isFlow {
      if base.remark != column.remark {
        plan.edits.append(.replaceRemark(written, old: base.remark, new: column.remark))
      }
    } else if base.comment != column.comment {
      plan.edits.append(
        .replaceNote(written, key: "name", old: base.comment, new: column.comment))
    }
    return true
  }

  private mutating func mergeGone(
    _ written: FileColumn, _ base: ColumnDraft, _ subject: String
  ) -> Bool {
    if !isUntouched(written, base), options.preference != .database {
      if options.preference == .file {
        plan.warnings.append("\(subject) is kept, but is not in the database")
      } else {
        plan.conflicts.append(
          Conflict(
            subject: subject, file: "you changed the column", database: "dropped",
            location: written.location("name")))
      }
      return true
    }
    plan.edits.append(.removeColumn(written))
    plan.notes.append("\(subject) removed: the column was dropped")
    return false
  }

  private mutating func mergeFlag(
    _ written: FileColumn, _ key: String, _ ours: Bool, _ base: Bool, _ theirs: Bool,
    _ subject: String
  ) {
    guard ours == base, theirs != base else { return }
    plan.edits.append(.set(written, key: key, value: "\(theirs)"))
    plan.notes.append("\(subject): \(key) is \(theirs) now")
  }

  func isUntouched(_ written: FileColumn, _ base: ColumnDraft) -> Bool {
    let ours = written.settings
    return ours.name == base.name && ours.databrewType == base.databrewType
      && ours.pk == base.pk && ours.nullable == base.nullable
      && ours.nativeConnectorType.map { TypeMapping.areSameType($0, base.native) } ?? false
  }
}
