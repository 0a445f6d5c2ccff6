/// What the preflight has to know of a run.
package struct PreflightSubject: Sendable {
  package var slot: String
  package var publication: String
  /// Whether the publication would be made where it is missing.
  package var mayPublish: Bool
  /// OID of the publication that this pipeline made and would change where it does not cover
  /// every stream; nil where none may be changed.
  package var ownPublication: UInt32?

  /// Describes a run.
  package init(
    slot: String, publication: String, mayPublish: Bool, ownPublication: UInt32? = nil
  ) {
    self.slot = slot
    self.publication = publication
    self.mayPublish = mayPublish
    self.ownPublication = ownPublication
  }
}
