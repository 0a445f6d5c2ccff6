import Catalog
import Diagnostics
import Postgres
import Settings
import Types

/// Finds what differs between a file and a database. Pure.
package struct Drift {
  private let situation: Situation
  private let exclusions: Exclusions
  private var changes: [Change] = []

  private init(_ situation: Situation) {
    self.situation = situation
    exclusions = Exclusions(situation)
  }

  /// The differences: those of the file's streams in its order, then tables it does not name.
  package static func changes(_ situation: Situation) -> [Change] {
    var drift = Drift(situation)
    let matcher = Matcher(situation)
    for match in matcher.matches() {
      if match.file != nil {
        drift.compare(match, matcher.columns(of: match))
      } else if let table = match.database {
        drift.unnamed(table, match.base)
      }
    }
    return drift.changes
  }

  private mutating func unnamed(_ table: StreamDraft, _ base: StreamDraft?) {
    guard situation.database.selected.contains(table.oid) else { return }
    let isNew = situation.lock != nil && base == nil && !exclusions.contains(table)
    changes.append(
      Change(
        weight: isNew ? .compatible : .unlisted, kind: isNew ? .tableAdded : .tableUnlisted,
        stream: table.name.description, database: table.gap?.reason ?? "can be streamed"))
  }

  private mutating func compare(_ match: StreamMatch, _ columns: [ColumnMatch]) {
    guard let stream = match.file else { return }
    guard let table = match.database else {
      add(
        .breaking, .tableMissing, stream, file: stream.written,
        database: situation.database.reasons[stream.name])
      return
    }
    if table.name != stream.name {
      add(
        .breaking, .tableRenamed, stream, file: stream.name.description,
        database: table.name.description)
    }
    if let gap = table.gap, let base = match.base, base.gap == nil {
      add(.breaking, .identityLost, stream, file: nil, database: gap.reason)
    }
    if let base = match.base, base.heading != table.heading, table.name == stream.name {
      add(.cosmetic, .comment, stream, file: base.heading, database: table.heading)
    }
    let hasKey = table.columns.contains(where: \.pk)
    for column in columns {
      if let written = column.file {
        compare(written, column, stream, table, hasKey: hasKey)
      } else if let found = column.database, found.leftOut == nil {
        unnamed(found, column.base, stream, match)
      }
    }
  }

  private mutating func unnamed(
    _ column: ColumnDraft, _ base: ColumnDraft?, _ stream: FileStream, _ match: StreamMatch
  ) {
    let isExcluded = match.database.map { exclusions.contains(column, of: $0) } ?? false
    let isNew = match.base != nil && (base == nil || base?.leftOut != nil) && !isExcluded
    add(
      isNew ? .compatible : .unlisted, isNew ? .columnAdded : .columnUnlisted, stream,
      column: column.name, file: nil, database: column.formatted)
  }

  private mutating func compare(
    _ written: FileColumn, _ match: ColumnMatch, _ stream: FileStream, _ table: StreamDraft,
    hasKey: Bool
  ) {
    let name = written.name
    guard let column = match.database else {
      let place = written.location("name")
      add(.breaking, .columnMissing, stream, column: name, file: name.text, at: place)
      return
    }
    if let reason = column.leftOut {
      add(
        .breaking, .columnUnreadable, stream, column: name, file: name.text, database: reason,
        at: written.location("name"))
      return
    }
    if column.name != name {
      add(
        .breaking, .columnRenamed, stream, column: name, file: name.text,
        database: column.name.text, at: written.location("name"))
    }
    let settings = written.settings
    let type = situation.database.type(of: column.number, in: table.oid)
    compareTypes(written, column, type, stream)
    // A user's decision is not drift as long as the database is unchanged.
    if settings.pk != column.pk, match.base.map({ $0.pk != column.pk }) ?? hasKey {
      add(
        .breaking, .keyChanged, stream, column: name, file: "pk: \(settings.pk)",
        database: "pk: \(column.pk)", at: written.location("pk"))
    }
    if settings.nullable != column.nullable,
      match.base.map({ $0.nullable != column.nullable }) ?? (written.value(of: "nullable") != nil)
    {
      add(
        column.nullable ? .widening : .compatible, .nullable, stream, column: name,
        file: "nullable: \(settings.nullable)", database: "nullable: \(column.nullable)",
        at: written.location("nullable"))
    }
    if let base = match.base, base.comment != column.comment {
      add(
        .cosmetic, .comment, stream, column: name, file: base.comment, database: column.comment,
        at: written.location("name"))
    }
  }

  private mutating func compareTypes(
    _ written: FileColumn, _ column: ColumnDraft, _ type: DataType?, _ stream: FileStream
  ) {
    if let native = written.settings.nativeConnectorType {
      let place = written.location("nativeConnectorType")
      switch NativeTypes.agreement(native, column, type) {
      case .agree: break
      case .databaseWider:
        add(
          .widening, .typeWidened, stream, column: written.name, file: native,
          database: column.formatted, at: place)
      case .databaseNarrower, .incompatible:
        add(
          .breaking, .typeChanged, stream, column: written.name, file: native,
          database: column.formatted, at: place)
      }
    }
    let own = written.settings.databrewType
    guard let type, own != column.databrewType,
      TypeMapping.classification(of: own, over: type) == .incompatible
    else { return }
    add(
      .breaking, .overrideIncompatible, stream, column: written.name, file: own.name,
      database: column.formatted, at: written.location("databrewType"))
  }

  private mutating func add(
    _ weight: Change.Weight, _ kind: Change.Kind, _ stream: FileStream,
    column: Identifier? = nil, file: String? = nil, database: String? = nil,
    at place: SourceLocation? = nil
  ) {
    changes.append(
      Change(
        weight: weight, kind: kind, stream: stream.written, column: column?.text, file: file,
        database: database, location: place ?? stream.location))
  }
}
