/// The output plugin (`source.config.plugin`).
package enum Plugin: String, Sendable, CaseIterable {
  case auto
  case pgoutput
  case testDecoding = "test_decoding"
  case wal2json
}
