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
    .shared("YAML", ["CLibYAML", "Diagnostics"]),
    .shared("Postgres", ["CLibPQ", "Diagnostics"]),
    .shared("PgOutput", ["Postgres"]),
    .shared("Catalog", ["Postgres", "Diagnostics"], resources: [.embedInCode("Queries")]),
    .shared("Settings", ["YAML", "Diagnostics", "Postgres"]),
    .shared("Mapping", ["Catalog", "Settings", "PgOutput", "Diagnostics", "Postgres"]),
    .shared("Merging", ["YAML", "Catalog", "Settings", "Mapping", "Diagnostics", "Postgres"]),
    .shared(
      "Checks", ["Catalog", "Settings", "Mapping", "Diagnostics", "Postgres"],
      resources: [.embedInCode("Facts")]),
    .shared(
      "Pipeline",
      ["Postgres", "PgOutput", "Mapping", "Settings", "Catalog", "Checks", "Diagnostics"],
      resources: [.embedInCode("Queries")]),
    .shared("Sinks", ["Pipeline", "Mapping", "Diagnostics"]),
    .shared("Options", ["Diagnostics", "Settings", "Postgres", arguments]),
    .target(name: "Templates", path: "templates", resources: [.embedInCode("files")]),
    .executableTarget(
      name: "blink-schema",
      dependencies: [
        "Diagnostics", "YAML", "Postgres", "Catalog", "Settings", "Mapping", "Merging", "Checks",
        "Pipeline",
        "Templates", "Options", arguments,
      ]),
    .executableTarget(
      name: "blink-run",
      dependencies: [
        "Diagnostics", "Postgres", "Catalog", "Settings", "Mapping", "Checks", "Pipeline", "Sinks",
        "Options", arguments,
      ]),
    .target(name: "Support", path: "Tests/Support"),
    .tests(of: "Diagnostics"),
    .tests(of: "YAML", ["Diagnostics"]),
    .tests(of: "Postgres", ["Diagnostics"]),
    .tests(of: "PgOutput", ["Postgres"]),
    .tests(of: "Catalog", ["Postgres"]),
    .tests(of: "Settings", ["YAML", "Diagnostics", "Postgres"]),
    .tests(of: "Mapping", ["Catalog", "Settings", "YAML", "PgOutput", "Postgres"]),
    .tests(
      of: "Merging", ["YAML", "Catalog", "Settings", "Mapping", "Diagnostics", "Postgres"]),
    .tests(of: "Checks", ["Catalog", "Settings", "Diagnostics", "Postgres"]),
    .tests(of: "Pipeline", ["Postgres", "PgOutput", "Mapping", "Settings", "Catalog"]),
    .tests(of: "Sinks", ["Pipeline"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Support", "Templates", "Postgres", "Catalog", "Settings", "Mapping", "blink-schema",
        "blink-run",
      ],
      path: "Tests/CommandTests", exclude: ["Golden"]),
    .testTarget(
      name: "LiveTests",
      dependencies: [
        "Support", "Catalog", "Postgres", "Settings", "YAML", "Diagnostics", "blink-schema",
        "blink-run",
      ],
      path: "Tests/LiveTests", exclude: ["Golden"]),
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
