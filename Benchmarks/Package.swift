// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that whoever uses blink never builds it. The layers are reached
// through a link: what is `package` in them is visible only inside one package.
extension Target {
  static func shared(
    _ name: String, _ dependencies: [Dependency] = [], exclude: [String] = [],
    resources: [Resource] = []
  ) -> Target {
    .target(
      name: name, dependencies: dependencies, path: "Sources/Shared/\(name)",
      exclude: exclude, resources: resources)
  }

  static func system(_ name: String, pkgConfig: String) -> Target {
    .systemLibrary(name: name, path: "Sources/Shared/\(name)", pkgConfig: pkgConfig)
  }
}

let package = Package(
  name: "blink-benchmarks",
  targets: [
    .system("CLibPQ", pkgConfig: "libpq"),
    .system("CLibYAML", pkgConfig: "yaml-0.1"),
    .shared("Diagnostics"),
    .shared("System", ["Diagnostics"]),
    .shared("YAML", ["CLibYAML", "Diagnostics"]),
    .shared("Postgres", ["CLibPQ", "System", "Diagnostics"]),
    .shared("Catalog", ["Postgres", "Diagnostics"], resources: [.embedInCode("Queries")]),
    .shared(
      "Replication", ["Catalog", "Postgres", "System", "Diagnostics"],
      resources: [.embedInCode("Queries")]),
    .shared("Settings", ["YAML", "Postgres", "System", "Diagnostics"]),
    .shared("Types", ["Settings", "Catalog", "Postgres", "Diagnostics"]),
    .shared(
      "Events", ["Types", "Settings", "Replication", "Catalog", "Postgres", "Diagnostics"]),
    .shared("Start", ["Replication", "Settings", "Catalog", "Postgres", "Diagnostics"]),
    .shared("Delivery", ["Events", "Postgres", "System", "Diagnostics"]),
    .shared(
      "Pipeline",
      [
        "Delivery", "Start", "Events", "Types", "Settings", "Replication", "Catalog", "Postgres",
        "System", "Diagnostics",
      ], resources: [.embedInCode("Queries")]),
    .target(name: "Recorded", path: "Sources/Recorded"),
    .executableTarget(
      name: "bare-reader", dependencies: ["Replication", "Postgres", "System"]),
    .executableTarget(
      name: "blink-benchmarks",
      dependencies: [
        "Pipeline", "Delivery", "Events", "Types", "Settings", "Replication", "Catalog", "Postgres",
        "YAML", "System", "Recorded",
      ]),
  ]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}
