/// A physical slot that failover slots wait for (`synchronized_standby_slots`, from 17).
package struct StandbySlot: Sendable {
  package var name: String
  package var exists: Bool
  package var isActive: Bool

  /// Creates one.
  package init(name: String, exists: Bool, isActive: Bool) {
    self.name = name
    self.exists = exists
    self.isActive = isActive
  }
}
