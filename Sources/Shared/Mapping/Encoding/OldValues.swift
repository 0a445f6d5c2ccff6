package import PgOutput

/// The old row of a change, and which of its columns the server sent.
///
/// Under a key the server sends null for every other column, so null alone says nothing.
package struct OldValues: Sendable {
  package var tuple: Tuple
  /// One flag a column of the relation.
  package var isSent: [Bool]

  /// Joins a row and its flags; there must be as many flags as columns.
  package init(tuple: Tuple, isSent: [Bool]) {
    precondition(tuple.fields.count == isSent.count)
    self.tuple = tuple
    self.isSent = isSent
  }
}
