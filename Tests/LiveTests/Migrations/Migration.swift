/// What a migration changes.
enum Migration: String, CaseIterable, Comparable {
  case addColumn, addColumnWithDefault, dropColumn, renameColumn, renameKeyColumn, renameTable
  case moveTable, renameSchema, addTable, addPartition, attachEmptyPartition, swapEnum
  case addEnumLabel, dropDomain, rewrite, widenType
  case changeIdentity
  case swapTables, dropAndCreate, blueGreen, convertToPartitioned, leavePublication
  case narrowPublication, swapColumnNames, changeKey, changeType
  case attachFilledPartition, detachPartition, dropPartition, truncatePartition

  /// Whether a run may stop at it: rows are missing, or cannot be told. At the others it goes on.
  var mayStop: Bool {
    switch self {
    case .swapTables, .dropAndCreate, .blueGreen, .convertToPartitioned, .leavePublication,
      .narrowPublication, .swapColumnNames, .changeKey, .changeType, .changeIdentity,
      .attachFilledPartition, .detachPartition, .dropPartition:
      true
    default: false
    }
  }

  /// Whether it changes rows without an event, by PostgreSQL's design: a warning names the table, and
  /// a copy of the stream makes up for it.
  var changesRowsSilently: Bool {
    switch self {
    case .attachFilledPartition, .detachPartition, .dropPartition, .truncatePartition, .changeType:
      true
    default: false
    }
  }

  static func < (one: Migration, other: Migration) -> Bool { one.rawValue < other.rawValue }
}

/// The statements of a migration, and the names that a message about it may use.
struct MigrationPlan {
  var migration: Migration
  var statements: [String]
  var names: [String]
}
