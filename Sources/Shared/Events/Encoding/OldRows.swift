/// What the old rows of a relation hold, beside what their kind says.
package struct OldRows: Sendable, Equatable {
  /// Whether rows of partitions are sent as rows of this partitioned table.
  ///
  /// The partition's replica identity then decides what is in an old row, but the table's own decides
  /// how it is marked (pgoutput.c, `pgoutput_change`; proto.c, `logicalrep_write_update`). The marks
  /// say nothing, and a null means that the value was null or was not sent.
  package var areOfPartitions: Bool
  /// Whether the stream has every column of the replica identity.
  package var identityIsWhole: Bool

  /// Describes old rows.
  package init(areOfPartitions: Bool = false, identityIsWhole: Bool = true) {
    self.areOfPartitions = areOfPartitions
    self.identityIsWhole = identityIsWhole
  }
}
