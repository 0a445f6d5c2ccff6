/// Whether the WAL holds what logical decoding needs.
struct WalLevelCheck: Check {
  let id = "wal-level"
  let group = Group.server
  let needsConfiguration = false

  func findings(_ facts: Facts) -> [Finding] {
    let value = facts.server.settings["wal_level"]?.value ?? ""
    guard value != "logical" else { return [Finding(.ok, id, "", "wal_level = logical")] }
    return [
      Finding(
        .error, id, "wal_level", "wal_level is \(value), must be logical",
        why: "the WAL does not hold the rows of changes, so nothing can be streamed",
        remedies: facts.provider.set("wal_level", "logical", restart: true))
    ]
  }
}
