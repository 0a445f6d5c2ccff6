/// Everything that a merge or a comparison depends on.
package struct Situation: Sendable {
  /// What the user has.
  package var file: FileSchema
  /// What `init` last wrote; nil if there is no lock.
  package var lock: Lock?
  /// What the database has.
  package var database: DatabaseView

  /// Gathers a situation.
  package init(file: FileSchema, lock: Lock?, database: DatabaseView) {
    self.file = file
    self.lock = lock
    self.database = database
  }

  /// Whether OIDs of the lock mean the same tables in the database.
  var isSameDatabase: Bool {
    lock?.isSameDatabase(as: database.systemID, database.database) ?? false
  }
}
