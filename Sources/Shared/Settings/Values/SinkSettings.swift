/// `sink`: where events go, and in which form (docs/reference/configuration.md).
package struct SinkSettings: Sendable, Equatable {
  package enum Driver: String, Sendable, CaseIterable { case stdout, file, postgres }
  package enum Format: String, Sendable, CaseIterable { case envelope, blink }
  package enum Int64Encoding: String, Sendable, CaseIterable { case number, string }
  package enum TemporalEncoding: String, Sendable, CaseIterable { case postgres, rfc3339 }

  package var driver = Driver.stdout
  package var format = Format.envelope
  package var int64 = Int64Encoding.number
  package var temporal = TemporalEncoding.postgres

  /// The defaults: envelopes to stdout.
  package init() {}
}
