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
    .shared("YAML", ["CLibYAML", "Diagnostics"]),
    .shared("Postgres", ["CLibPQ", "Diagnostics"]),
    .shared("PgOutput", ["Postgres"]),
    .shared("Catalog", ["Postgres", "Diagnostics"], resources: [.embedInCode("Queries")]),
    .shared("Settings", ["YAML", "Diagnostics", "Postgres"]),
    .shared("Mapping", ["Catalog", "Settings", "PgOutput", "Diagnostics", "Postgres"]),
    // Without what needs doctor's checks, which are the half of everything.
    .shared(
      "Pipeline", ["Postgres", "PgOutput", "Mapping", "Settings", "Catalog", "Diagnostics"],
      exclude: ["Run", "Teardown"], resources: [.embedInCode("Queries")]),
    .target(name: "Recorded", path: "Sources/Recorded"),
    .executableTarget(
      name: "bare-reader", dependencies: ["PgOutput", "Pipeline", "Postgres"]),
    .executableTarget(
      name: "blink-benchmarks",
      dependencies: [
        "YAML", "Postgres", "PgOutput", "Catalog", "Settings", "Mapping", "Pipeline", "Recorded",
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
