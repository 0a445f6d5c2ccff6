package import Catalog

/// Types by OID, as the catalog answered.
package struct RelationTypes: Sendable {
  package var byOID: [UInt32: DataType]

  /// Wraps an answer.
  package init(byOID: [UInt32: DataType]) { self.byOID = byOID }
}
