package import Postgres

/// What the server says of the configured slot.
package struct SlotFacts: Sendable, Equatable {
  package var plugin: String?
  /// The database it belongs to; nil for a physical slot.
  package var database: String?
  package var isActive = false
  package var isTemporary = false
  /// Nil while the slot is still being created.
  package var confirmed: LSN?
  /// `wal_status` from 13.
  package var walStatus: String?

  /// Makes facts.
  package init(
    plugin: String?, database: String?, isActive: Bool = false, isTemporary: Bool = false,
    confirmed: LSN?, walStatus: String? = nil
  ) {
    self.plugin = plugin
    self.database = database
    self.isActive = isActive
    self.isTemporary = isTemporary
    self.confirmed = confirmed
    self.walStatus = walStatus
  }
}
