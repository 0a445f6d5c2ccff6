import Catalog

/// What a merge will do. Pure: nothing is written.
package struct MergePlan: Sendable {
  /// What is done, a sentence each.
  package internal(set) var notes: [String] = []
  /// What a user should look at.
  package internal(set) var warnings: [String] = []
  /// Where both sides changed; then nothing may be written.
  package internal(set) var conflicts: [Conflict] = []
  /// What the lock will be.
  package internal(set) var lock: Lock
  var edits: [SchemaEdit] = []

  init(lock: Lock) { self.lock = lock }

  /// Writes as the selection has it.
  func schemaText(_ schema: FileSchema) -> SchemaText {
    SchemaText(schema.schema, lock.selection)
  }

  /// Whether the file stays as it is.
  package var isEmpty: Bool { edits.isEmpty }
}
