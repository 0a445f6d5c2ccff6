/// `sink`: where events go, and in which form (docs/reference/configuration.md).
package struct SinkSettings: Sendable, Equatable {
  package enum Driver: String, DeclaredChoice {
    case stdout, file, postgres

    var availability: Availability {
      switch self {
      case .stdout: .available
      case .file, .postgres: .notBuilt(advice: "use driver: stdout")
      }
    }
  }
  /// The shape of an event.
  package enum Format: String, DeclaredChoice {
    case envelope
    /// `[{row}]` with the columns by name, as upstream Blink.
    case blink
  }
  package enum Int64Encoding: String, DeclaredChoice { case number, string }
  package enum TemporalEncoding: String, DeclaredChoice { case postgres, rfc3339 }

  package var driver = Driver.stdout
  package var format = Format.envelope
  package var int64 = Int64Encoding.number
  package var temporal = TemporalEncoding.postgres

  /// The defaults: envelopes to stdout.
  package init() {}
}
