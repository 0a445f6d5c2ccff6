/// `sink`: where events go, and in which form (docs/reference/configuration.md).
package struct SinkSettings: Sendable, Equatable {
  package enum Driver: String, DeclaredChoice {
    case stdout, file, postgres

    var availability: Availability {
      switch self {
      case .stdout, .file: .available
      case .postgres: .notBuilt(advice: "use driver: stdout or driver: file")
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
  /// What happens to an event that the sink permanently refuses.
  package enum PoisonPolicy: String, DeclaredChoice {
    case stop
    case deadLetter = "dead_letter"
  }

  package var driver = Driver.stdout
  package var format = Format.envelope
  package var int64 = Int64Encoding.number
  package var temporal = TemporalEncoding.postgres
  package var onPoison = PoisonPolicy.stop
  /// What the driver `file` needs; nil for every other driver.
  package var file: FileSinkSettings?

  /// The defaults: envelopes to stdout.
  package init() {}
}
