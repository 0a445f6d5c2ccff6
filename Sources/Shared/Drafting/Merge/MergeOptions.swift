/// What a user decided about a merge.
package struct MergeOptions: Sendable {
  /// Who wins where both sides changed something.
  package enum Preference: Sendable { case neither, file, database }

  /// What becomes of tables that are new in the database.
  package enum NewTables: String, Sendable, CaseIterable { case add, comment, ignore }

  package var preference = Preference.neither
  package var newTables = NewTables.comment
  /// Whether tables without a usable replica identity that stand there as comments become streams.
  package var admitsKeyless = false
  /// The OIDs of tables that the command line names: they become streams, wherever they were.
  package var named: Set<UInt32> = []

  /// Conflicts are reported, new tables are added as comments.
  package init() {}
}
