import Postgres
import Replication
import Start

/// A streamed table as the translator knows it.
struct KnownTable: Sendable {
  /// With every name and type that its columns had.
  var tracked: TrackedStream
  /// Whether another table has taken its place: it is streamed only as long as it has the name.
  let isFormer: Bool
  /// The number of the newest column when the run began.
  let newest: Int

  init(_ tracked: TrackedStream, isFormer: Bool = false) {
    self.tracked = tracked
    self.isFormer = isFormer
    newest = tracked.table.columns.map(\.number).max() ?? 0
  }

  private var columns: [TableIdentity.Column] { tracked.table.columns }

  /// The number of the column that the file calls `name`; nil if the table never had it.
  func number(of name: Identifier) -> Int? { tracked.number(of: name) }

  /// What the catalog called a column last.
  func newest(of number: Int) -> TableIdentity.Column? { columns.last { $0.number == number } }

  /// The types that a column had.
  func types(of number: Int) -> [UInt32] { columns.filter { $0.number == number }.map(\.type) }
}
