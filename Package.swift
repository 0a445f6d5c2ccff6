// swift-tools-version: 6.2
import PackageDescription

extension Target {
  /// A layer of the toolkit: a folder under Sources/Shared.
  static func shared(
    _ name: String, _ dependencies: [Dependency] = [], exclude: [String] = [],
    resources: [Resource] = []
  ) -> Target {
    .target(
      name: name, dependencies: dependencies, path: "Sources/Shared/\(name)", exclude: exclude,
      resources: resources)
  }

  /// A system library: a module map, found through pkg-config.
  static func system(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(
      name: name, path: "Sources/Shared/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
  }

  /// The tests of one target.
  static func tests(of name: String, _ dependencies: [Dependency] = []) -> Target {
    .testTarget(
      name: "\(name)Tests", dependencies: [.target(name: name), "Support"] + dependencies,
      path: "Tests/\(name)Tests")
  }
}

let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

// Each layer may import only what stands above it here.
let package = Package(
  name: "blink",
  products: [
    .executable(name: "blink-schema", targets: ["blink-schema"]),
    .executable(name: "blink-run", targets: ["blink-run"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .system("CLibPQ", pkgConfig: "libpq", apt: "libpq-dev"),
    .system("CLibYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
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
    .shared(
      "Drafting", ["Types", "Settings", "Catalog", "YAML", "Postgres", "System", "Diagnostics"]),
    .shared("Start", ["Replication", "Settings", "Catalog", "Postgres", "Diagnostics"]),
    .shared(
      "Checks",
      [
        "Start", "Types", "Settings", "Replication", "Catalog", "Postgres", "System", "Diagnostics",
      ],
      resources: [.embedInCode("Queries")]),
    .shared("Delivery", ["Events", "Postgres", "System", "Diagnostics"]),
    .shared(
      "Pipeline",
      [
        "Delivery", "Start", "Events", "Types", "Settings", "Replication", "Catalog", "Postgres",
        "System", "Diagnostics",
      ], resources: [.embedInCode("Queries")]),
    .shared("Sinks", ["Delivery", "Events", "Settings", "Postgres", "System", "Diagnostics"]),
    .shared("Options", ["Settings", "Postgres", "System", "Diagnostics", arguments]),
    .target(name: "Templates", path: "templates", resources: [.embedInCode("files")]),
    .executableTarget(
      name: "blink-schema",
      dependencies: [
        "Options", "Sinks", "Pipeline", "Delivery", "Checks", "Start", "Drafting", "Types",
        "Settings", "Replication",
        "Catalog", "Postgres", "YAML", "System", "Diagnostics", "Templates", arguments,
      ]),
    .executableTarget(
      name: "blink-run",
      dependencies: [
        "Options", "Sinks", "Pipeline", "Delivery", "Checks", "Start", "Types", "Settings",
        "Replication", "Catalog", "Postgres", "System", "Diagnostics", arguments,
      ]),
    .target(
      name: "Support",
      dependencies: ["Delivery", "Events", "Catalog", "Postgres", "System", "Diagnostics"],
      path: "Tests/Support"),
    .tests(of: "Diagnostics"),
    .tests(of: "System"),
    .tests(of: "YAML", ["Diagnostics"]),
    .tests(of: "Postgres", ["Diagnostics"]),
    .tests(of: "Catalog", ["Postgres"]),
    .tests(of: "Replication", ["Postgres"]),
    .tests(of: "Settings", ["YAML", "Diagnostics", "Postgres"]),
    .tests(of: "Types", ["Catalog", "Settings", "Postgres", "YAML"]),
    .tests(of: "Events", ["Types", "Catalog", "Settings", "Replication", "Postgres"]),
    .tests(
      of: "Drafting", ["YAML", "Catalog", "Settings", "Types", "Diagnostics", "Postgres"]),
    .tests(of: "Start", ["Replication", "Catalog", "Postgres", "Diagnostics"]),
    .tests(
      of: "Checks", ["Start", "Catalog", "Settings", "Replication", "Diagnostics", "Postgres"]),
    .tests(
      of: "Pipeline",
      [
        "Delivery", "Start", "Events", "Types", "Settings", "Replication", "Catalog", "Postgres",
        "System", "Diagnostics",
      ]),
    .tests(of: "Delivery", ["Events", "Postgres", "System", "Diagnostics"]),
    .tests(of: "Sinks", ["Delivery", "Settings", "Events", "Postgres", "System", "Diagnostics"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Support", "Templates", "Drafting", "Types", "Settings", "Catalog", "Postgres", "System",
        "Diagnostics", "blink-schema", "blink-run",
      ],
      path: "Tests/CommandTests"),
    .testTarget(
      name: "LiveTests",
      dependencies: [
        "Support", "Pipeline", "Checks", "Replication", "Drafting", "Types", "Settings", "Catalog",
        "Postgres", "YAML", "System", "Diagnostics", "blink-schema", "blink-run",
      ],
      path: "Tests/LiveTests", exclude: ["Golden", "Shims"]),
  ]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}
