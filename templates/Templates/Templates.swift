/// The files that `blink-schema init` writes, embedded in the binary.
package enum Templates {
  /// `blink.yaml` around its streams: version, database, server, id, schema, slot,
  /// service_streams, source_streams, publication, transport.
  package static let configuration = Template(PackageResources.blink_yaml_tmpl)
  /// The same without a comment.
  package static let bareConfiguration = Template(
    uncommented(PackageResources.blink_yaml_tmpl))
  /// `docker-compose.yaml`: version, file.
  package static let compose = Template(PackageResources.docker_compose_yaml_tmpl)
  /// `Dockerfile`: version.
  package static let dockerfile = Template(PackageResources.Dockerfile_tmpl)
  /// `blink-run.service`: version, file, stem.
  package static let systemd = Template(PackageResources.blink_run_service_tmpl)
  /// `k8s.yaml`: version, file, name.
  package static let kubernetes = Template(PackageResources.k8s_yaml_tmpl)
  /// `ci-drift.yaml`: version, file.
  package static let drift = Template(PackageResources.ci_drift_yaml_tmpl)
  /// `.env` and `.env.example`: heading, host, port, user, database.
  package static let variables = Template(PackageResources.env_example_tmpl)
  /// `grants.sql`: version, database, slot, usages, selects, row_security, identity, publication.
  package static let grants = Template(PackageResources.grants_sql_tmpl)
  /// `cleanup.sql`: version, database, slot.
  package static let cleanup = Template(PackageResources.cleanup_sql_tmpl)
  /// `postgresql.conf.snippet`: version, server, keep_size.
  package static let server = Template(PackageResources.postgresql_conf_snippet_tmpl)

  /// Without what stands behind `#` at the beginning of a line or after two blanks.
  private static func uncommented(_ text: [UInt8]) -> [UInt8] {
    let lines = text.split(separator: UInt8(ascii: "\n")).filter { $0.first != UInt8(ascii: "#") }
    let bare = lines.map { line in
      line.firstRange(of: Array("  # ".utf8)).map { line[..<$0.lowerBound] } ?? line
    }
    return Array(bare.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
  }
}
