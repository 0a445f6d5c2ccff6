/// The files that `blink-schema init` writes, embedded in the binary.
package enum Templates {
  /// `blink.yaml` around its streams: version, database, server, id, schema, slot,
  /// service_streams, source_streams, transport.
  package static let configuration = Template(PackageResources.blink_yaml_tmpl)
}
