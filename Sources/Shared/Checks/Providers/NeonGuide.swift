/// Neon, where logical replication is switched on for a whole project.
struct NeonGuide: ProviderGuide {
  func walLevel() -> [Remedy] {
    [
      Remedy(
        .text,
        "Console, Settings, Logical Replication, Enable: cannot be undone, restarts all computes",
        by: "project administrator", restart: true)
    ]
  }

  func set(_ name: String, _ value: String, restart: Bool) -> [Remedy] {
    [
      Remedy(
        .text,
        "Neon sets \(name) itself; its support can change it. Slots are removed after about 40 idle hours",
        by: "Neon support")
    ]
  }

  func grantReplication(to role: String) -> [Remedy] {
    [
      Remedy(.sql, "ALTER ROLE \(role) REPLICATION;", by: "a member of neon_superuser"),
      Remedy(.text, "or create the role in the console: it then inherits from neon_superuser"),
    ]
  }

  func address() -> [Remedy] {
    [Remedy(.config, "host: the endpoint without -pooler")]
  }

  func failover() -> [Remedy] {
    [
      Remedy(
        .text,
        "restoring a branch drops its slots; a connected subscriber keeps the compute from scaling to zero"
      )
    ]
  }
}
