/// The toolkit's version, for `--version` and the header of generated files.
package enum Version {
  /// Semantic versioning.
  package static let text = "0.1.0"
}
