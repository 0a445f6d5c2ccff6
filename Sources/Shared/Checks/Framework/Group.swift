/// The parts of a report, in its order.
package enum Group: String, Sendable, CaseIterable {
  case connect = "Connect"
  case server = "Server"
  case capacity = "Capacity"
  case role = "Role"
  case plugin = "Plugin"
  case publication = "Publication"
  case slot = "Slot"
  case tables = "Tables"
  case drift = "Drift"
  case session = "Session"
  case retention = "Retention"
  case highAvailability = "HA"

  /// Its name in `--only`, `--skip` and the pages.
  package var name: String { rawValue.lowercased() }
}
